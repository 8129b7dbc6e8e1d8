"""Why a pack cannot be released: open findings, examples, decisions about nothing, personal data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from geomsan.check.personal import PersonalDatum
from geomsan.check.report import Decision, Finding
from geomsan.common.errors import Bilingual
from geomsan.common.words import EXAMPLE, STATUSES
from geomsan.publish.packs.document import PackSpec

EXAMPLES, GONE = "examples", "gone"
_REMOVE = Bilingual(
    "실제 결정이 아닙니다. geomsan decide --remove-examples로 없애십시오",
    "nobody decided it; remove it with geomsan decide --remove-examples",
)


@dataclass(frozen=True)
class Refusal:
    """One thing that stands in the way of a pack, with the sentence for whoever must mend it.

    Attributes
    ----------
    remedy
        :data:`EXAMPLES` or :data:`GONE` where one command mends all of its kind, else empty.
    """

    pack: str
    check: str
    sentence: Bilingual
    remedy: str = ""


def refusals(spec: PackSpec) -> list[Refusal]:
    """Return everything that keeps a pack from being final, in the order of print."""
    return list(_refusals(spec))


def _refusals(spec: PackSpec) -> Iterator[Refusal]:
    for finding in spec.open_findings:
        yield Refusal(spec.name, finding.check_id, _open(finding))
    for finding in spec.example_findings:
        yield Refusal(spec.name, finding.check_id, _example(finding), EXAMPLES)
    tables = {(table.document, table.name) for table in spec.tables}
    for document in spec.documents:
        for decision in document.moot:
            if (decision.document, decision.table) in tables:
                remedy = EXAMPLES if decision.example else GONE
                yield Refusal(spec.name, decision.check, _moot(decision), remedy)
        for datum in document.personal:
            # What names no table stands on the cover.
            if not datum.table or (datum.document, datum.table) in tables:
                yield Refusal(spec.name, datum.place, _personal(datum))


def _open(finding: Finding) -> Bilingual:
    status = STATUSES[finding.status]
    return Bilingual(
        f"[{status.ko}] {finding.document}/{finding.table} ({finding.source}): {finding.message_ko}",
        f"[{status.en}] {finding.document}/{finding.table} ({finding.source}): {finding.message_en}",
    )


def _example(finding: Finding) -> Bilingual:
    place = f"{finding.document}/{finding.table} ({finding.source})"
    return Bilingual(
        f"[{EXAMPLE.ko}] {place}: {_REMOVE.ko}: {finding.message_ko}",
        f"[{EXAMPLE.en}] {place}: {_REMOVE.en}: {finding.message_en}",
    )


def _personal(datum: PersonalDatum) -> Bilingual:
    ko, en = datum.sentence.ko, datum.sentence.en
    return Bilingual(
        f"[개인정보] {ko}. 원본에서 빼거나, 공개해도 되면 "
        f"geomsan disclose '{datum.place}' --by 부서 --reason 까닭",
        f"[personal data] {en}. Take it out of raw/, or, if it may be handed out: "
        f"geomsan disclose '{datum.place}' --by OFFICE --reason WHY",
    )


def _moot(decision: Decision) -> Bilingual:
    if decision.example:
        return Bilingual(
            f"[{EXAMPLE.ko}] {decision.check}: {_REMOVE.ko}.",
            f"[{EXAMPLE.en}] {decision.check}: {_REMOVE.en}.",
        )
    return Bilingual(
        f"[{STATUSES['stale'].ko}] {decision.check}: 결정은 있으나 그 불일치는 이제 없습니다. "
        "geomsan decide --remove-gone으로 없애십시오.",
        f"[{STATUSES['stale'].en}] {decision.check}: decided, but no longer violated; "
        "geomsan decide --remove-gone takes it away.",
    )
