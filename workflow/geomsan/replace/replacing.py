"""A new version of a document: read, laid beside the present one, and written as a whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from geomsan.check.report import Decision, Finding
from geomsan.common.errors import Bilingual, GeomsanError
from geomsan.common.files import sha256
from geomsan.decide.file import DECISIONS, decisions_text
from geomsan.decide.present import Present, examine, with_document
from geomsan.infer.drafting.extract import reason_to_omit
from geomsan.read.documents.descriptor import DESCRIPTOR, Document, ingest, read_document
from geomsan.read.documents.project import Project
from geomsan.read.documents.shorthand import spelt_out
from geomsan.read.documents.yamlfile import parse_yaml, read_content
from geomsan.read.readers import read_file
from geomsan.read.readers.encoding import read_lines_of
from geomsan.replace.alignment import Alignment, aligned, unfit
from geomsan.replace.assigning import Resource, assigned, blocks_of, lines_of, paths_of, pinned
from geomsan.replace.carrying import Carried, carried
from geomsan.replace.counterparts import Counterparts, counterparts
from geomsan.replace.matching import Block
from geomsan.replace.rewriting import CannotRewriteError, TableFiles, rewritten

VIOLATED = "violated"


@dataclass(frozen=True)
class TableChange:
    """A table that prints something else than before."""

    name: str
    title: str
    alignment: Alignment


@dataclass(frozen=True)
class Need:
    """What a person has to settle before the version can be taken in: the table, and what has moved.

    ``files`` has the SHA-256 of what its files would become; none where it is not in the new version.
    """

    table: str
    title: str
    sentence: Bilingual
    files: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Replacement:
    """A new version of a document, and what it changes.

    Attributes
    ----------
    document, source
        The document, and the name of the new report.
    files
        What its folder is to hold; empty where something is needed first.
    needs
        What a person has to settle first.
    changes, unchanged
        The tables that print something else, and how many print the same.
    moved
        By the tables that are still there, where their rows and columns have gone.
    former
        The files of the present version that the new ones replace.
    others
        Document -> its file of decisions, of every other document that one of them changes for.
    unknown
        Tables with figures that no described table is: where they stand, with their titles.
    unknown_files
        The SHA-256 of the table files that they would become.
    gone, new, still
        The violations that the new version no longer has, those that it alone has, and those of both.
    decisions
        What becomes of what was decided; None where something is needed first.
    is_same
        True when the folder holds all of this already.
    """

    document: str
    source: str
    files: Mapping[str, bytes] = field(default_factory=dict)
    needs: tuple[Need, ...] = ()
    changes: tuple[TableChange, ...] = ()
    unchanged: int = 0
    moved: Mapping[str, Alignment] = field(default_factory=dict)
    former: frozenset[str] = frozenset()
    others: Mapping[str, bytes] = field(default_factory=dict)
    unknown: tuple[tuple[Bilingual, str], ...] = ()
    unknown_files: frozenset[str] = frozenset()
    gone: tuple[Finding, ...] = ()
    new: tuple[Finding, ...] = ()
    still: tuple[Finding, ...] = ()
    decisions: Carried | None = None
    is_same: bool = False
    notes: tuple[Bilingual, ...] = ()


def compared_version(
    project: Project, name: str, path: Path, descriptor: Path | None = None, received: str = ""
) -> Replacement:
    """Read a new version of a document and lay it beside the present one; nothing is written.

    Parameters
    ----------
    project, name
        The project, and the document in its ``raw/``.
    path
        The new report, in any format that is read.
    descriptor
        A descriptor for the new version, where the present one no longer fits: a copy of it, changed. Its
        tables bear the names of the present ones; a table that it leaves out is given up; a new one, or one
        that looks quite different, is known by the ``sha256`` of its files, as ``extract`` drafts it.
    received
        The name under which the report came, if ``path`` has another.

    Raises
    ------
    GeomsanError
        When the report cannot be read, or the documents are not in order as they are.
    """
    folder = project.raw / name
    if not (folder / DESCRIPTOR).is_file():
        raise GeomsanError(
            str(folder),
            f"문서가 아닙니다({DESCRIPTOR}이 없음). 새 문서는 geomsan extract로 꺼냅니다.",
            f"is no document (it has no {DESCRIPTOR}); take a new one in with geomsan extract.",
        )
    source = received or path.name
    file = read_file(path, source)
    before = examine(project)
    if name in before.missing:
        raise before.missing[name]
    if name not in before.documents:
        raise GeomsanError(
            str(folder),
            "config.yaml의 documents에 없는 문서입니다.",
            "is not among the documents of config.yaml.",
        )
    schema = project.descriptor_schema
    given = descriptor or folder / DESCRIPTOR
    content = read_content(given)
    told = spelt_out(parse_yaml(content, given, schema), given, schema)["resources"]
    present = ingest(folder, schema)["descriptor"]["resources"]
    version = _Version(
        before.documents[name].document,
        before,
        path,
        source,
        blocks_of(file.tables),
        content.decode("utf-8-sig"),
        *({resource["name"]: resource for resource in each} for each in (present, told)),
        is_described=descriptor is not None,
    )
    return replace(version.replacement(project), notes=file.notes)


class _Version:
    """A new version on its way in."""

    def __init__(
        self,
        document: Document,
        before: Present,
        path: Path,
        source: str,
        blocks: Sequence[Block],
        text: str,
        present: Mapping[str, Resource],
        told: Mapping[str, Resource],
        *,
        is_described: bool,
    ) -> None:
        self._document, self._before, self._name = document, before, document.name
        self._path, self._source, self._blocks, self._text = path, source, blocks, text
        self._present, self._told = present, told
        # In the present descriptor they are those of the present files.
        pins = pinned(told, blocks) if is_described else {}
        found = assigned(document, blocks, pins)
        self._own = {table: own for table, own in found.items() if table in told}
        self._pinned = frozenset(pins)
        self._is_described = is_described
        self._needs: list[Need] = []

    def replacement(self, project: Project) -> Replacement:
        """Return the whole comparison."""
        changes, rows = self._compared()
        taken = {block for blocks in self._own.values() for block in blocks}
        unknown = [
            block
            for at, block in enumerate(self._blocks)
            if at not in taken and reason_to_omit(block.found) is None
        ]
        found = Replacement(
            self._name,
            self._source,
            changes=changes,
            unchanged=len(rows) - len(changes),
            moved=rows,
            unknown=tuple((each.found.where, " ".join(each.found.heading.split())) for each in unknown),
            unknown_files=frozenset(sha256(each.text.encode("utf-8")) for each in unknown),
        )
        former = {file.partition("/")[2] for file in self._document.inputs} | {DECISIONS}
        found = replace(found, former=frozenset(former))
        files = self._files(rows)
        after = self._after(project, files) if files is not None and not self._needs else None
        if after is None or files is None:
            return replace(found, needs=tuple(self._needs))
        same = counterparts(self._name, rows, after.findings.values())
        fates = carried(self._name, self._before, after, same)
        others = {name: self._decisions(name, each) for name, each in fates.decisions.items()}
        own = others.pop(self._name)
        files |= {DECISIONS: own} if fates.decisions[self._name] else {}
        gone, new, still = _findings(self._before, after, same)
        found = replace(found, files=files, others=others, decisions=fates, gone=gone, new=new, still=still)
        return replace(found, is_same=self._is_same(files, project.raw / self._name))

    def _decisions(self, name: str, decisions: Sequence[Decision]) -> bytes:
        """Return the file of decisions about a document; that which is there, where it says the same."""
        present = self._before.documents[name]
        if list(decisions) == list(present.decisions) and present.path.is_file():
            return present.path.read_bytes()
        return decisions_text(decisions).encode("utf-8")

    def _is_same(self, files: Mapping[str, bytes], folder: Path) -> bool:
        """Tell whether the folder holds these files already."""
        return all(
            (folder / name).is_file() and (folder / name).read_bytes() == content
            for name, content in files.items()
        )

    def _need(self, table: str, ko: str, en: str) -> None:
        title = str({**self._told, **self._present}.get(table, {}).get("title", ""))
        files = (self._blocks[at].text.encode("utf-8") for at in self._own.get(table, ()))
        self._needs.append(Need(table, title, Bilingual(ko, en), frozenset(map(sha256, files))))

    def _is_told(self, table: str) -> bool:
        """Tell whether somebody has said how a table lies in the new version."""
        is_other = _as_lies(self._told[table]) != _as_lies(self._present.get(table, {}))
        return self._is_described and (table in self._pinned or is_other)

    def _compared(self) -> tuple[tuple[TableChange, ...], dict[str, Alignment]]:
        """Return the tables that changed, and the alignment of every table that is still there."""
        changes: list[TableChange] = []
        rows: dict[str, Alignment] = {}
        for name in [name for name in self._told if name not in self._own]:
            self._need(name, *(_TABLE_GONE if name in self._present else _TABLE_UNKNOWN))
        for table in self._document.tables:
            blocks = self._own.get(table.name)
            if blocks is None:
                continue
            old, new = table.grid.rows, [row for at in blocks for row in self._blocks[at].rows]
            rows[table.name] = aligned(old, new, table.layout.head)
            if not rows[table.name].is_unchanged:
                changes.append(TableChange(table.name, table.title, rows[table.name]))
            if (table.layout.columns or table.layout.heads_name) and not self._is_told(table.name):
                for moved in unfit(old, new, table.layout.head):
                    self._need(table.name, *_layout_no_longer_fits(moved))
        return tuple(changes), rows

    def _files(self, rows: Mapping[str, Alignment]) -> dict[str, bytes] | None:
        """Return the table files and the descriptor; None where it cannot be rewritten."""
        files: dict[str, bytes] = {}
        told: dict[str, TableFiles] = {}
        for name, blocks in self._own.items():
            paths = paths_of(self._told[name], len(blocks))
            contents = [self._blocks[at].text.encode("utf-8") for at in blocks]
            files |= dict(zip(paths, contents, strict=True))
            lines = [lines_of(self._blocks[at]) for at in blocks]
            told[name] = TableFiles(paths, lines if all(lines) else [], list(map(sha256, contents)))
        moved: dict[str, Callable[[int], int | None]] = {
            name: each.rows.get
            for name, each in rows.items()
            if (each.has_moved or each.removed) and not self._is_told(name)
        }
        try:
            text = rewritten(self._text, self._source, told, moved, self._stated(rows))
        except CannotRewriteError as error:
            self._need(error.table, error.reason.ko, error.reason.en)
            return None
        return {**files, DESCRIPTOR: text.encode("utf-8")}

    def _stated(self, rows: Mapping[str, Alignment]) -> dict[str, Callable[[str, int], int | None]]:
        """Return where figures of the text stand now; nothing of a report that has no lines."""
        if self._path.suffix.lower() not in _TEXTS:
            return {}
        lines = read_lines_of(self._path).split("\n")
        return {
            name: partial(_line_of, lines, self._shift(name, self._blocks[blocks[0]]))
            for name, blocks in self._own.items()
            if name in rows and name not in self._pinned
        }

    def _shift(self, name: str, block: Block) -> int:
        """Return by how many lines a table has moved in its text, as far as its lines were known."""
        table = next(each for each in self._document.tables if each.name == name)
        if "lines" not in self._present[name] or not lines_of(block):
            return 0
        before, after = (
            places[0].rpartition(":")[2] for places in (table.grid.places, block.found.grid.places)
        )
        return int(after) - int(before)

    def _after(self, project: Project, files: Mapping[str, bytes]) -> Present | None:
        """Return all documents with the new version; None where it cannot be checked as it is described."""
        with TemporaryDirectory() as made:
            folder = Path(made) / self._name
            folder.mkdir()
            for file, content in files.items():
                (folder / file).write_bytes(content)
            try:
                return with_document(self._before, read_document(folder, project.descriptor_schema))
            except GeomsanError as error:
                place = error.place.replace(str(folder), self._name)
                self._need("", f"{place}: {error.message.ko}", f"{place}: {error.message.en}")
                return None


_TEXTS = (".txt", ".md", ".markdown")
_NEAR = 60
"""Lines up to which a figure of the text may have moved, beside the table that it belongs to."""


def _line_of(lines: Sequence[str], shift: int, said: str, line: int) -> int | None:
    """Return the line, from 1, that says a text, nearest to where it would have moved with its table."""
    wanted = line + shift
    near = range(max(1, wanted - _NEAR), min(len(lines), wanted + _NEAR) + 1)
    found = [at for at in near if said in lines[at - 1]]
    return min(found, key=lambda at: abs(at - wanted), default=None)


def _is_about(finding: Finding, document: str) -> bool:
    """Tell whether a check is violated and rests on a document."""
    documents = {finding.document, *(cell.get("document", finding.document) for cell in finding.cells)}
    return finding.verdict == VIOLATED and document in documents


_LIES = ("family", "layout", "rules", "identities", "not-checked")


def _as_lies(resource: Resource) -> dict[str, Any]:
    """Return what a descriptor says of how a table lies and is checked."""
    return {key: resource[key] for key in _LIES if key in resource}


_TABLE_GONE = ("새 판에서 이 표를 찾지 못했습니다", "is not in the new version")
_TABLE_UNKNOWN = (
    "새 판에서 이 표를 찾지 못했습니다. 새 표에는 표 파일의 sha256을 함께 적습니다",
    "is not in the new version; a new table needs the sha256 of its files",
)


def _layout_no_longer_fits(moved: Bilingual) -> tuple[str, str]:
    return f"배치가 맞지 않습니다: {moved.ko}", f"its layout no longer fits: {moved.en}"


def _findings(before: Present, after: Present, same: Counterparts) -> Sequence[tuple[Finding, ...]]:
    """Return the violations that are gone, new and still there."""
    old = [finding for finding in before.findings.values() if _is_about(finding, same.document)]
    now = {each.check_id: each for each in after.findings.values() if _is_about(each, same.document)}
    still = {
        there.check_id: finding
        for finding in old
        for there in [same.of(finding)]
        if there is not None and there.check_id in now
    }
    kept = {finding.check_id for finding in still.values()}
    return (
        tuple(finding for finding in old if finding.check_id not in kept),
        tuple(finding for check, finding in now.items() if check not in still),
        tuple(now[check] for check in still),
    )
