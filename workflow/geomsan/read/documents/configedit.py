"""``config.yaml`` with something added: comments, order and everything else stay as they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from geomsan.common.errors import GeomsanError

Item = str | Mapping[str, Any]
Path = Sequence[str | int]
"""Keys and positions that lead to a list."""


def with_item(text: str, path: Path, item: Item) -> str:
    """Return the text of a YAML file with an item added at the end of a list.

    Parameters
    ----------
    text
        The file.
    path
        Where the list is; a list at the top that is not there is added.
    item
        A plain text, or keys with their values.

    Raises
    ------
    GeomsanError
        When the file is written in a way to which nothing can be added without changing the rest.
    """
    before = yaml.safe_load(text)
    node = _node(yaml.compose(text, Loader=yaml.SafeLoader), path)
    if node is None:
        made = f"{text.rstrip()}\n\n{dumped({path[-1]: [item]}, 0)}" if len(path) == 1 else text
    elif node.flow_style:
        end = node.end_mark.index - 1
        inner = yaml.safe_dump([item], allow_unicode=True, default_flow_style=True, width=10_000).strip()[
            1:-1
        ]
        made = f"{text[:end].rstrip()}{', ' if node.value else ''}{inner}{text[end:]}"
    else:
        end = last_printed(node).end_mark.index
        # A text of several lines ends where the next line begins.
        end = end if text[end - 1] == "\n" else text.find("\n", end) + 1
        head = text[:end] if end else text
        made = head.rstrip("\n") + "\n" + dumped([item], node.start_mark.column) + text[len(head) :]
    if _read(made) != _added(before, path, item):
        raise _closed("/".join(map(str, path)))
    return made


def with_key(text: str, key: str, value: object) -> str:
    """Return the text of a YAML file with a key added at its end that it does not have.

    Raises
    ------
    GeomsanError
        When it has the key, or is written in a way to which nothing can be added.
    """
    before = yaml.safe_load(text)
    made = f"{text.rstrip()}\n\n{dumped({key: value}, 0)}"
    if key in before or _read(made) != {**before, key: value}:
        raise _closed(key)
    return made


def _closed(place: str) -> GeomsanError:
    return GeomsanError(
        f"config.yaml [{place}]",
        "이 파일에는 스스로 덧붙일 수 없습니다. 편집기로 적으십시오.",
        "nothing can be added to this file by program; edit it.",
    )


def _read(text: str) -> Any:
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError:
        return None


def _node(root: yaml.Node | None, path: Path) -> yaml.SequenceNode | None:
    """Return the list that a path leads to; None when there is none."""
    node = root
    for step in path:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step]
        else:
            return None
    return node if isinstance(node, yaml.SequenceNode) else None


def last_printed(node: yaml.Node) -> yaml.Node:
    """Return the last thing printed of a node; the end of a block is where the next thing begins."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return last_printed(last[1] if isinstance(last, tuple) else last)
    return node


def dumped(value: object, indent: int) -> str:
    """Return a value as block lines, the lists of plain texts in it on one line."""
    lines = (
        yaml.safe_dump(value, allow_unicode=True, sort_keys=False, default_flow_style=None, width=10_000)
        .rstrip("\n")
        .split("\n")
    )
    return "".join(f"{' ' * indent}{line}\n" for line in lines)


def _added(value: Any, path: Path, item: Item) -> Any:
    if not path:
        return [*(value or []), dict(item) if isinstance(item, Mapping) else item]
    step, rest = path[0], path[1:]
    if isinstance(value, list) and isinstance(step, int):
        return [_added(each, rest, item) if at == step else each for at, each in enumerate(value)]
    return {**value, step: _added(value.get(step), rest, item)}
