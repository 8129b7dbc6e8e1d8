"""A descriptor changed in single places: what people wrote into it, comments too, stays."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import yaml
from yaml.nodes import MappingNode, Node

from geomsan.common.errors import Bilingual

_PLAIN = re.compile(r"[0-9]+-[0-9]+|[0-9a-f]*[a-f][0-9a-f]*|[A-Za-z][\w-]*(?:\.[\w-]+)+")
_CELL = re.compile(r"\br(\d+)(?=c\d)")

Span = tuple[int, int, str]


@dataclass(frozen=True)
class TableFiles:
    """What a descriptor says of the files of a table: names, lines of the source, hashes.

    ``lines`` is empty where the source has none.
    """

    paths: Sequence[str]
    lines: Sequence[str]
    hashes: Sequence[str]


class CannotRewriteError(Exception):
    """What a descriptor says of a table does not fit the new version; ``table`` is its name."""

    def __init__(self, ko: str, en: str) -> None:
        self.reason = Bilingual(ko, en)
        self.table = ""
        super().__init__(en)


def rewritten(
    text: str,
    source: str,
    files: Mapping[str, TableFiles],
    moved: Mapping[str, Callable[[int], int | None]],
    stated: Mapping[str, Callable[[str, int], int | None]],
) -> str:
    """Return a descriptor that tells of the new version.

    Parameters
    ----------
    text
        The present descriptor.
    source
        Name of the new report.
    files
        What to say of the files of each table.
    moved
        Of the tables whose rows moved: where each row has gone, None for one that is no more.
    stated
        Where each figure stated outside a table stands now, by its text and its former line.

    Raises
    ------
    CannotRewriteError
        When a row or a stated figure that the descriptor names is no more, or the descriptor is written
        in an unusual way.
    """
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    keys = _keys(root)
    edits: list[Span] = []
    for item in _items(keys.get("sources")):
        own = _keys(item)
        former = own["path"][1].value if "path" in own else source
        if former != source:
            # A title that is but the name of the file goes with it.
            edits += [_value(text, pair, _quoted(source)) for pair in own.values() if pair[1].value == former]
    for item in _items(keys.get("resources")):
        own = _keys(item)
        assert isinstance(item, MappingNode)  # as the schema has it
        name = own["name"][1].value
        try:
            if name in files:
                edits += _of_files(text, item, own, files[name])
            if name in moved:
                edits += _of_rows(own, moved[name])
            if name in stated:
                edits += _of_stated(own, stated[name])
        except CannotRewriteError as error:
            error.table = name
            raise
    for start, end, content in sorted(edits, reverse=True):
        text = text[:start] + content + text[end:]
    return text


Pair = tuple[Node, Node]


def _keys(node: Node | None) -> dict[str, Pair]:
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {key.value: (key, value) for key, value in node.value}


def _items(pair: Pair | None) -> list[Node]:
    return list(pair[1].value) if pair is not None and isinstance(pair[1], yaml.SequenceNode) else []


def _of_files(text: str, item: MappingNode, own: Mapping[str, Pair], files: TableFiles) -> Iterator[Span]:
    wanted = {"path": files.paths, "sha256": files.hashes, "lines": files.lines}
    for name, values in wanted.items():
        if name not in own or _said(own[name][1]) == list(values):
            continue
        yield _value(text, own[name], _list(values)) if values else _removed(text, item, own[name])
    if "path" not in own and list(files.paths) != [f"{own['name'][1].value}.tsv"]:
        yield _added(item, own["name"], f"path: {_list(files.paths)}")


def _said(value: Node) -> list[str]:
    return [each.value for each in value.value] if isinstance(value, yaml.SequenceNode) else [value.value]


def _of_rows(own: Mapping[str, Pair], moved: Callable[[int], int | None]) -> Iterator[Span]:
    """Yield the changes of every row that is named by its position."""
    layout = _keys(own["layout"][1]) if "layout" in own else {}
    for item in (*_items(layout.get("rows")), *_items(layout.get("stated")), *_items(own.get("not-checked"))):
        pair = _keys(item).get("row")
        yield from _numbers(pair[1], moved) if pair else ()
    for item in _items(own.get("identities")):
        keys = _keys(item)
        yield from _numbers(keys["except-rows"][1], moved) if "except-rows" in keys else ()
        for cell in _items(keys.get("cells")):
            said = _CELL.sub(lambda match: f"r{_gone_to(int(match[1]), moved)}", str(cell.value))
            if said != cell.value:
                yield cell.start_mark.index, cell.end_mark.index, _quoted(said)


def _numbers(node: Node, moved: Callable[[int], int | None]) -> Iterator[Span]:
    for each in node.value if isinstance(node, yaml.SequenceNode) else [node]:
        new = _gone_to(int(each.value), moved)
        if new != int(each.value):
            yield each.start_mark.index, each.end_mark.index, str(new)


def _gone_to(row: int, moved: Callable[[int], int | None]) -> int:
    new = moved(row)
    if new is None:
        raise CannotRewriteError(
            f"설명 파일이 가리키는 {row}행(0부터)이 없어짐",
            f"row {row} (from 0), which the descriptor names, has gone",
        )
    return new


def _of_stated(own: Mapping[str, Pair], found: Callable[[str, int], int | None]) -> Iterator[Span]:
    layout = _keys(own["layout"][1]) if "layout" in own else {}
    for item in _items(layout.get("stated")):
        keys = _keys(item)
        if "line" not in keys or "text" not in keys:
            continue
        said, line = keys["text"][1].value, int(keys["line"][1].value)
        new = found(said, line)
        if new is None:
            raise CannotRewriteError(
                f"본문 {line}줄에서 옮겨 적은 ‘{said}’이(가) 새 판에 없음",
                f"{said!r}, which stands in line {line} of the text, is not in the new version",
            )
        if new != line:
            node = keys["line"][1]
            yield node.start_mark.index, node.end_mark.index, str(new)


def _value(text: str, pair: Pair, content: str) -> Span:
    """Return the change of a value, whatever the form that it is written in."""
    key, value = pair
    start, end = value.start_mark.index, value.end_mark.index
    if isinstance(value, yaml.SequenceNode) and not value.flow_style:
        return key.end_mark.index, value.value[-1].end_mark.index, f": {content}"
    ending = "\n" if text[start:end].endswith("\n") else ""
    return start, end, content + ending


def _added(item: MappingNode, after: Pair, content: str) -> Span:
    at = after[1].end_mark.index
    if item.flow_style:
        return at, at, f", {content}"
    return at, at, f"\n{' ' * after[0].start_mark.column}{content}"


def _removed(text: str, item: MappingNode, pair: Pair) -> Span:
    key, value = pair
    start = text.rfind("\n", 0, key.start_mark.index) + 1
    if item.flow_style or text[start : key.start_mark.index].strip():
        raise CannotRewriteError(
            "‘lines’를 한 줄에 따로 적지 않아 지울 수 없음", "its 'lines' stands on no line of its own"
        )
    end = value.end_mark.index
    return start, end if text[start:end].endswith("\n") else text.find("\n", end) + 1 or len(text), ""


def _list(values: Sequence[str]) -> str:
    return _quoted(values[0]) if len(values) == 1 else f"[{', '.join(map(_quoted, values))}]"


def _quoted(value: str) -> str:
    if _PLAIN.fullmatch(value):
        return value
    return "'" + value.replace("'", "''") + "'"
