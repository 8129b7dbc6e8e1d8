"""What goes into a release: packs, their data, findings, decisions, and the page that opens them."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from geomsan.check.report import Decision, DocumentReport, Finding
from geomsan.common.errors import GeomsanError
from geomsan.common.files import digest
from geomsan.common.missing import Missing
from geomsan.decide.file import DECISIONS
from geomsan.publish.listing import coverage_csv, findings_csv
from geomsan.publish.packs.document import PackSpec
from geomsan.publish.packs.selection import require_all, select_pack
from geomsan.publish.release.datapackage import data_package
from geomsan.publish.release.folder import Files
from geomsan.publish.release.page import release_page
from geomsan.publish.spreadsheet import plain_text

DECISION_COLUMNS = (
    "document", "table", "check_id", "decision", "status", "by", "date", "reason", "evidence", "office",
    "due", "corrected", "message_ko", "message_en",
)  # fmt: skip


@dataclass(frozen=True)
class Release:
    """The packs that are handed out together for one council session.

    Attributes
    ----------
    name, title
        Name of its folder, and what its page is headed.
    packs
        In the order of the configuration.
    """

    name: str
    title: str
    packs: Sequence[PackSpec]

    @property
    def documents(self) -> list[DocumentReport]:
        """Every document with the tables that some pack prints, each once, and its own findings."""
        found: dict[str, DocumentReport] = {}
        for document in (_own(document) for pack in self.packs for document in pack.documents):
            other = found.setdefault(document.name, document)
            known = {table.name for table in other.tables}
            added = [table for table in document.tables if table.name not in known]
            found[document.name] = replace(other, tables=[*other.tables, *added])
        return list(found.values())


def _own(document: DocumentReport) -> DocumentReport:
    """Return a document of a pack without the violations of others that are told at its tables."""
    tables = [
        replace(table, findings=[each for each in table.findings if not each.is_other_end])
        for table in document.tables
    ]
    return replace(document, tables=tables)


def planned(
    config: Mapping[str, Any], reports: Sequence[DocumentReport], missing: Sequence[Missing] = ()
) -> tuple[list[Release], dict[str, GeomsanError]]:
    """Return the releases of a configuration that :meth:`Project.check_config` has passed.

    Those with a pack that cannot be made, because it would be empty or needs a document that is
    missing, are told apart: by their name, with the reason.
    """
    packs = {pack["name"]: pack for pack in config["packs"]}
    whole, broken = [], {}
    for item in config.get("releases", ()):
        try:
            for name in item["packs"]:
                require_all(packs[name], missing)
            chosen = [select_pack(packs[name], reports) for name in item["packs"]]
        except GeomsanError as error:
            broken[item["session"]] = error
        else:
            whole.append(Release(item["session"], item["title"], chosen))
    return whole, broken


def release_files(release: Release, root: Path, templates: Path) -> tuple[Files, dict[str, Any]]:
    """Return the files of a release and what its manifest says.

    Parameters
    ----------
    release
        The release; every pack of it is final.
    root
        The project: its ``results/packs`` hold the PDFs, its ``raw`` the decisions.
    templates
        The folder of the page's template.

    Raises
    ------
    GeomsanError
        When a pack is missing or older than its inputs.
    """
    made = _made(root, release)
    files: dict[str, bytes | Path] = {}
    for pack in release.packs:
        files[f"packs/{pack.name}.pdf"] = root / "results" / "packs" / f"{pack.name}.pdf"
        files |= {f"data/{pack.name}/{name}": content for name, content in data_package(pack).items()}
    documents = release.documents
    files["findings.csv"] = findings_csv(documents).encode("utf-8")
    files["coverage.csv"] = coverage_csv(documents).encode("utf-8")
    files["decisions.csv"] = decisions_csv(documents).encode("utf-8")
    for document in documents:
        path = root / "raw" / document.name / DECISIONS
        if path.exists():
            files[f"decisions/{document.name}.yaml"] = path
    files["index.html"] = release_page(release.title, release.packs, decided(documents), templates).encode()
    manifest = {
        "session": release.name,
        "title": release.title,
        "packs": {pack.name: _told(pack, made["packs"][pack.name]) for pack in release.packs},
        "software": made["software"],
    }
    return files, manifest


def decided(documents: Iterable[DocumentReport]) -> list[tuple[Finding, Decision]]:
    """Return every violated finding that somebody decided, with the decision."""
    return [
        (finding, finding.decision)
        for document in documents
        for table in document.tables
        for finding in table.violations
        if finding.decision is not None
    ]


def decisions_csv(documents: Iterable[DocumentReport]) -> str:
    """Return one row a decided finding; UTF-8 with byte order mark, for Excel."""
    out = io.StringIO()
    writer = csv.DictWriter(out, DECISION_COLUMNS, lineterminator="\n")
    writer.writeheader()
    for finding, decision in decided(documents):
        corrected = "; ".join(f"{cell.text} → {cell.value}" for cell in decision.corrected)
        said = {key: getattr(decision, key) for key in ("by", "date", "reason", "evidence", "office", "due")}
        row = {
            "document": finding.document, "table": finding.table, "check_id": finding.check_id,
            "decision": decision.kind, "status": finding.status, "corrected": corrected,
            "message_ko": finding.message_ko, "message_en": finding.message_en, **said,
        }  # fmt: skip
        writer.writerow({name: plain_text(value) for name, value in row.items()})
    return "\ufeff" + out.getvalue()


def _made(root: Path, release: Release) -> dict[str, Any]:
    """Return the manifest of the packs; a pack older than its inputs is not handed out."""
    path = root / "results" / "packs" / "manifest.json"
    try:
        made: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        for pack in release.packs:
            entry = made["packs"][pack.name]
            inputs = {root / name: value for name, value in entry["inputs"].items()}
            pdf = path.with_name(entry["file"])
            decisions = {root / "raw" / name / DECISIONS for name in pack.sources | pack.held_against}
            is_decided_since = any(file.exists() and file not in inputs for file in decisions)
            known = {**inputs, pdf: entry["sha256"]}
            if is_decided_since or any(digest(file) != value for file, value in known.items()):
                raise _outdated(path.with_name(f"{pack.name}.pdf"))
    except (OSError, ValueError, KeyError) as error:
        raise _outdated(path) from error
    return made


class OutdatedError(GeomsanError):
    """A pack that is missing or older than what it is made from."""


def _outdated(path: Path) -> OutdatedError:
    return OutdatedError(
        str(path),
        "없거나 지금의 raw/와 맞지 않습니다. make briefs를 먼저 하십시오.",
        "is missing or older than raw/; run make briefs first.",
    )


def _told(pack: PackSpec, made: Mapping[str, Any]) -> dict[str, Any]:
    statuses = Counter(finding.status for finding in pack.findings if finding.status)
    return {
        "title": pack.title,
        "subtitle": pack.subtitle,
        "file": f"packs/{pack.name}.pdf",
        "data": f"data/{pack.name}/datapackage.json",
        "documents": [document.name for document in pack.documents],
        "inputs": made["inputs"],
        "verdicts": made["verdicts"],
        "statuses": dict(sorted(statuses.items())),
    }
