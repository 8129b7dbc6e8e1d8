"""Why a pack cannot be released: findings that are open or stale, decisions that decide nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from geomsan.check.report import Decision, Finding
from geomsan.common.errors import Bilingual
from geomsan.common.words import STATUSES
from geomsan.publish.packs.document import PackSpec


@dataclass(frozen=True)
class Refusal:
    """One thing that stands in the way of a pack, with the sentence for whoever must mend it."""

    pack: str
    check: str
    sentence: Bilingual


def refusals(spec: PackSpec) -> list[Refusal]:
    """Return everything that keeps a pack from being final, in the order of print."""
    return list(_refusals(spec))


def _refusals(spec: PackSpec) -> Iterator[Refusal]:
    for finding in spec.open_findings:
        yield Refusal(spec.name, finding.check_id, _open(finding))
    tables = {(table.document, table.name) for table in spec.tables}
    for document in spec.documents:
        for decision in document.moot:
            if (decision.document, decision.table) in tables:
                yield Refusal(spec.name, decision.check, _moot(decision))


def _open(finding: Finding) -> Bilingual:
    status = STATUSES[finding.status]
    return Bilingual(
        f"[{status.ko}] {finding.document}/{finding.table} ({finding.source}): {finding.message_ko}",
        f"[{status.en}] {finding.document}/{finding.table} ({finding.source}): {finding.message_en}",
    )


def _moot(decision: Decision) -> Bilingual:
    return Bilingual(
        f"[{STATUSES['stale'].ko}] {decision.check}: 결정은 있으나 그 불일치는 이제 없습니다. "
        f"raw/{decision.document}/decisions.yaml에서 지우십시오.",
        f"[{STATUSES['stale'].en}] {decision.check}: decided, but no longer violated; "
        f"remove it from raw/{decision.document}/decisions.yaml.",
    )
