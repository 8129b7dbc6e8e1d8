"""Which tables a pack of the configuration draws, and what stands on its cover."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from geomsan.check.report import DocumentReport, TableReport
from geomsan.common.errors import GeomsanError
from geomsan.common.missing import Missing
from geomsan.decide.stored import TableTitle
from geomsan.publish.packs.document import PackSpec
from geomsan.publish.packs.ends import seen_from
from geomsan.read.documents.project import documents_of
from geomsan.reconcile.series import SessionSeries

COVER = ("council", "committee", "session", "date", "office")


def select_pack(
    pack: Mapping[str, Any],
    reports: Sequence[DocumentReport],
    compared: Sequence[SessionSeries] = (),
    titles: Mapping[str, TableTitle] | None = None,
) -> PackSpec:
    """Return the pack that an item of ``packs`` in the configuration asks for.

    Of the comparisons with earlier sessions it gets those of its own tables. What the cover says
    comes from the configuration, else from the documents: what they share, and all their offices.

    Parameters
    ----------
    pack
        The item.
    reports
        The documents that it may draw from.
    compared
        Their tables through earlier sessions.
    titles
        ``document/table -> title`` of tables of other documents that figures are held against.

    Raises
    ------
    GeomsanError
        When the pack names a table that no document has, or would be empty.
    """
    _require_tables(pack, reports)
    chosen = []
    for report in reports:
        tables = [table for table in report.tables if _belongs(table, pack)]
        if tables:
            chosen.append(replace(report, tables=tables))
    if not chosen:
        raise _misfit(pack, "이 브리프에 들어갈 표가 없습니다.", "no table belongs in this pack.")
    if "topics" in pack:
        # What is newest leads; reports of one day stay in the order of their names.
        chosen.sort(key=lambda report: report.details.get("date", ""), reverse=True)
    chosen = [_with_other_ends(report, _violated(chosen)) for report in chosen]
    own = {(table.document, table.name) for report in chosen for table in report.tables}
    details = _shared([report.details for report in chosen])
    cover = {key: str(pack.get(key) or details[key]) for key in COVER}
    return PackSpec(
        name=pack["name"],
        title=pack["title"],
        documents=chosen,
        subtitle=pack.get("subtitle") or (chosen[0].title if len(chosen) == 1 else ""),
        topics=frozenset(pack.get("topics", ())),
        series=[each for each in compared if (each.own.document, each.own.table) in own],
        checked_by=str(pack.get("checked_by", "")),
        titles={**(titles or {}), **_titles(reports)},
        **cover,
    )


def _shared(details: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return what the cover can say of several documents: what they share, and every office by name."""
    found = {key: list(dict.fromkeys(str(each.get(key, "")) for each in details)) for key in COVER}
    shared = {key: values[0] if len(values) == 1 else "" for key, values in found.items()}
    return shared | {"office": ", ".join(filter(None, found["office"]))}


def _titles(reports: Iterable[DocumentReport]) -> dict[str, TableTitle]:
    """Return what the tables of documents are called, those that the pack does not print among them."""
    return {
        f"{table.document}/{table.name}": TableTitle(report.title, table.title or table.name)
        for report in reports
        for table in report.tables
    }


def _violated(reports: Iterable[DocumentReport]) -> frozenset[str]:
    return frozenset(
        finding.check_id for report in reports for table in report.tables for finding in table.violations
    )


def _with_other_ends(report: DocumentReport, told: Collection[str]) -> DocumentReport:
    """Return the document with the violations of tables outside the pack told where they are held against."""
    return replace(report, tables=[_telling(table, told) for table in report.tables])


def _telling(table: TableReport, told: Collection[str]) -> TableReport:
    untold = [each for each in table.named_in if each.check_id not in told]
    ends = [each if each.is_other_end else seen_from(table, each) for each in untold]
    added = {each.check_id: each for each in ends if each is not None}
    named_in = [each for each in table.named_in if each.check_id not in added]
    return replace(table, findings=[*table.findings, *added.values()], named_in=named_in)


def require_all(pack: Mapping[str, Any], missing: Sequence[Missing]) -> None:
    """Refuse a pack that a missing document belongs in.

    A pack of topics needs those whose descriptor names one of them anywhere; what cannot be read
    cannot be told more exactly.

    Raises
    ------
    GeomsanError
        With the reason why the first of them is missing.
    """
    needed = [each for each in missing if _may_belong(each, pack)]
    if needed:
        name, message = needed[0].name, needed[0].message
        raise _misfit(
            pack,
            f"문서 {name}이(가) 없어 만들지 않았습니다. {message.ko}",
            f"not made, because the document {name!r} is missing. {message.en}",
        )


def _may_belong(missing: Missing, pack: Mapping[str, Any]) -> bool:
    if "topics" in pack:
        return any(topic in missing.described for topic in pack["topics"])
    return missing.name in documents_of(pack, ())


def _belongs(table: TableReport, pack: Mapping[str, Any]) -> bool:
    if "tables" in pack:
        return f"{table.document}/{table.name}" in pack["tables"]
    if "topics" in pack:
        return bool(set(table.topics) & set(pack["topics"]))
    return table.document in pack["documents"]


def _require_tables(pack: Mapping[str, Any], reports: Sequence[DocumentReport]) -> None:
    known = {f"{table.document}/{table.name}" for report in reports for table in report.tables}
    missing = [name for name in pack.get("tables", ()) if name not in known]
    if missing:
        names = ", ".join(missing)
        raise _misfit(pack, f"표가 없습니다: {names}", f"there is no such table: {names}")


def _misfit(pack: Mapping[str, Any], ko: str, en: str) -> GeomsanError:
    return GeomsanError(f"config.yaml [packs/{pack['name']}]", ko, en)
