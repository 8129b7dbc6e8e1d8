"""A new version of a document: read, laid beside the present one, and written as a whole."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from geomsan.check.report import Decision, Finding
from geomsan.common.errors import Bilingual, GeomsanError
from geomsan.common.files import sha256
from geomsan.decide.file import DECISIONS, decisions_text
from geomsan.decide.present import Present, examine, with_document
from geomsan.infer.drafting.extract import reason_to_omit
from geomsan.infer.drafting.resource import Block as TableBlock
from geomsan.infer.fragments import fragments
from geomsan.read.documents.descriptor import DESCRIPTOR, Document, ingest, read_document
from geomsan.read.documents.project import Project
from geomsan.read.documents.yamlfile import parse_yaml, read_content
from geomsan.read.readers import read_file
from geomsan.read.readers.encoding import read_lines_of
from geomsan.read.tables.reading import TableSource
from geomsan.replace.alignment import Alignment, aligned, unfit
from geomsan.replace.carrying import Carried, carried
from geomsan.replace.counterparts import Counterparts, counterparts
from geomsan.replace.matching import Block, Part, matched
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
    """What a person has to settle before the version can be taken in: the table, and what has moved."""

    table: str
    title: str
    sentence: Bilingual


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
        tables bear the names of the present ones; a table that it leaves out is given up.
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
    given = descriptor or folder / DESCRIPTOR
    content = read_content(given)
    told = {each["name"] for each in parse_yaml(content, given, project.descriptor_schema)["resources"]}
    present = ingest(folder, project.descriptor_schema)["descriptor"]["resources"]
    resources = {resource["name"]: resource for resource in present}
    blocks = _blocks(file.tables)
    text = content.decode("utf-8-sig")
    version = _Version(
        before, name, path, source, blocks, text, resources, told, is_described=descriptor is not None
    )
    return replace(version.replacement(project), notes=file.notes)


def _blocks(tables: Sequence[Any]) -> list[Block]:
    return [Block(block, number) for number, (_, blocks) in enumerate(fragments(tables)) for block in blocks]


class _Version:
    """A new version on its way in."""

    def __init__(
        self,
        before: Present,
        name: str,
        path: Path,
        source: str,
        blocks: list[Block],
        text: str,
        resources: Mapping[str, Mapping[str, Any]],
        told: Collection[str],
        *,
        is_described: bool,
    ) -> None:
        self._before, self._name, self._path, self._blocks, self._text = before, name, path, blocks, text
        self._source = source
        self._is_described, self._resources = is_described, resources
        self._document = before.documents[name].document
        self._told = told
        self._own = {table: own for table, own in _assigned(self._document, blocks).items() if table in told}
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
        title = next((each.title for each in self._document.tables if each.name == table), "")
        self._needs.append(Need(table, title, Bilingual(ko, en)))

    def _compared(self) -> tuple[tuple[TableChange, ...], dict[str, Alignment]]:
        """Return the tables that changed, and the alignment of every table that is still there."""
        changes: list[TableChange] = []
        rows: dict[str, Alignment] = {}
        for table in self._document.tables:
            blocks = self._own.get(table.name)
            if blocks is None:
                if table.name in self._told:
                    self._need(table.name, *_TABLE_GONE)
                continue
            old, new = table.grid.rows, [row for at in blocks for row in self._blocks[at].rows]
            rows[table.name] = aligned(old, new, table.layout.head)
            if not rows[table.name].is_unchanged:
                changes.append(TableChange(table.name, table.title, rows[table.name]))
            if table.layout.columns or table.layout.heads_name:
                for moved in () if self._is_described else unfit(old, new, table.layout.head):
                    self._need(table.name, *_layout_no_longer_fits(moved))
        return tuple(changes), rows

    def _files(self, rows: Mapping[str, Alignment]) -> dict[str, bytes] | None:
        """Return the table files and the descriptor; None where it cannot be rewritten."""
        files: dict[str, bytes] = {}
        told: dict[str, TableFiles] = {}
        for name, blocks in self._own.items():
            paths = _paths(self._resources[name], len(blocks))
            contents = [self._blocks[at].text.encode("utf-8") for at in blocks]
            files |= dict(zip(paths, contents, strict=True))
            lines = [_lines(self._blocks[at]) for at in blocks]
            told[name] = TableFiles(paths, lines if all(lines) else [], list(map(sha256, contents)))
        moved: dict[str, Callable[[int], int | None]] = {}
        if not self._is_described:
            moved = {name: each.rows.get for name, each in rows.items() if each.has_moved or each.removed}
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
            if name in rows
        }

    def _shift(self, name: str, block: Block) -> int:
        """Return by how many lines a table has moved in its text, as far as its lines were known."""
        table = next(each for each in self._document.tables if each.name == name)
        if "lines" not in self._resources[name] or not _lines(block):
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


def _assigned(document: Document, blocks: Sequence[Block]) -> dict[str, list[int]]:
    """Return the blocks of each table that is still there, in the order of its files.

    A block that goes on with a table, and that no file of the present version is like, is part of it.
    """
    parts = [part for table in document.tables for part in _parts(table)]
    found = matched(parts, blocks)
    own: dict[str, list[int]] = {}
    wholes: dict[int, str] = {}
    for one, other in sorted(found.items()):
        own.setdefault(parts[one].table, []).append(other)
        wholes.setdefault(blocks[other].whole, parts[one].table)
    taken = set(found.values())
    for at, block in enumerate(blocks):
        if at not in taken and block.whole in wholes:
            own[wholes[block.whole]].append(at)
    return {name: sorted(own[name]) for name in (table.name for table in document.tables) if name in own}


def _parts(table: TableSource) -> list[Part]:
    starts = [*table.part_starts, len(table.grid.rows)]
    pairs = enumerate(pairwise(starts))
    return [Part(table.name, number, table.grid.rows[start:end]) for number, (start, end) in pairs]


def _paths(resource: Mapping[str, Any], count: int) -> list[str]:
    """Return the names of a table's files, as many as it now has."""
    given = resource["path"] if isinstance(resource["path"], list) else [resource["path"]]
    more = [f"{resource['name']}-{number}.tsv" for number in range(1, count + len(given) + 1)]
    names = dict.fromkeys([*given, *more])
    return list(names)[:count]


def _lines(block: Block) -> str:
    places = block.found.grid.places[block.found.start_row :]
    return TableBlock("", [], places, "").lines


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


_TABLE_GONE = (
    "새 판에서 이 표를 찾지 못했습니다. 없어진 것이 맞으면 datapackage.yaml의 사본에서 지우고 "
    "--descriptor로 주십시오",
    "is not in the new version; if it is to go, take it out of a copy of datapackage.yaml and give "
    "that as --descriptor",
)


def _layout_no_longer_fits(moved: Bilingual) -> tuple[str, str]:
    return (
        f"배치가 맞지 않습니다: {moved.ko}. datapackage.yaml의 사본에서 배치를 고쳐 --descriptor로 주십시오",
        f"its layout no longer fits: {moved.en}; mend it in a copy of datapackage.yaml and give that as "
        "--descriptor",
    )


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
