"""YAML files with clear errors: duplicate keys refused, unknown keys named with their place."""

from __future__ import annotations

import json
import math
from collections.abc import Hashable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from geomsan.common.errors import Bilingual, GeomsanError
from geomsan.common.files import sha256

try:
    from yaml import CSafeLoader
except ImportError:  # built without libyaml: the same, eight times as slow
    from yaml import SafeLoader as CSafeLoader  # type: ignore[assignment]

# jsonschema takes a quarter of the start of a job, and most jobs read no YAML file.
if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

_NAME = "^[a-z0-9][a-z0-9._-]*$"
"""What every JSON Schema of the project asks of a name that becomes one of a file or folder."""
_MOST_BYTES, _MOST_NODES, _DEEPEST = 16_000_000, 1_000_000, 100
"""Of a YAML file; an alias counts as what it stands for, however short the file is."""
_KINDS = {
    "string": "글자",
    "integer": "정수",
    "number": "숫자",
    "boolean": "true나 false",
    "array": "‘-’로 시작하는 목록",
    "object": "‘키: 값’의 묶음",
    "null": "빈 값",
}


class _Loader(CSafeLoader):
    """A safe loader that refuses a key given twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[object] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, Hashable) or key in seen:
                raise yaml.MarkedYAMLError(problem=repr(key), problem_mark=key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep)


# Dates stay text: their form is checked by the JSON Schema, and 2026-01-31 is not a Python date.
_Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_yaml(path: Path, schema: Path, seen: dict[str, str] | None = None) -> dict[str, Any]:
    """Read a YAML file and hold it against a JSON Schema.

    Parameters
    ----------
    path, schema
        The file, and its JSON Schema.
    seen
        Where to note the SHA-256 of the bytes that were read, by path.

    Raises
    ------
    GeomsanError
        When the file is missing, is not YAML, repeats a key or does not fit the schema.
    """
    content = read_content(path)
    if seen is not None:
        seen[str(path)] = sha256(content)
    return parse_yaml(content, path, schema)


def read_content(path: Path) -> bytes:
    """Return the bytes of a file that has to be there.

    Raises
    ------
    GeomsanError
        When it is missing or cannot be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise GeomsanError(str(path), "파일이 없습니다.", "does not exist.") from error
    except OSError as error:
        raise GeomsanError(str(path), f"읽을 수 없습니다 ({error}).", f"cannot be read ({error}).") from error


def parse_yaml(content: bytes, path: Path, schema: Path, definition: str | None = None) -> dict[str, Any]:
    """Read the bytes of a YAML file and hold them against a JSON Schema; ``path`` is for the errors.

    ``definition`` names one of its ``$defs``, to hold them against that alone.

    Raises
    ------
    GeomsanError
        As :func:`read_yaml`.
    """
    if len(content) > _MOST_BYTES:
        raise _too_much(path)
    try:
        text = content.decode("utf-8")
        if _is_deep(text):
            raise _too_much(path)
        loader = _Loader(text)
        node = loader.get_single_node()
        if _spelt_out(node, {}) > _MOST_NODES:
            raise _too_much(path)
        data = None if node is None else loader.construct_document(node)
    except (RecursionError, MemoryError) as error:
        raise _too_much(path) from error
    # Not UTF-8, a number of thousands of digits, `!!bool x`: what PyYAML makes of tags has many errors.
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise GeomsanError(str(path), f"읽을 수 없습니다 ({error}).", f"cannot be read ({error}).") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark else 1
        raise GeomsanError(
            f"{path}:{line}",
            f"YAML 문법에 맞지 않거나 같은 키가 두 번 있습니다: {error.problem}",
            f"is not valid YAML or repeats a key: {error.problem}",
        ) from error
    except yaml.YAMLError as error:
        raise GeomsanError(str(path), "YAML 파일이 아닙니다.", "is not a YAML file.") from error
    check_against(data, schema, path, definition)
    assert isinstance(data, dict)
    return data


def _too_much(path: Path) -> GeomsanError:
    return GeomsanError(
        str(path),
        "너무 크거나, 너무 깊이 겹치거나, 자기 자신을 되풀이하는 YAML이어서 읽지 않습니다.",
        "is not read: as YAML it is too large, nested too deeply, or repeats itself.",
    )


def _is_deep(text: str) -> bool:
    """Tell whether collections are nested deeper than a loader written in C survives."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEEPEST:
                return True
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return False


def _spelt_out(node: yaml.Node | None, sizes: dict[int, float]) -> float:
    """Return how many nodes a node has when each alias is written out; infinite where it holds itself."""
    if not isinstance(node, yaml.CollectionNode):
        return 1
    if id(node) not in sizes:
        sizes[id(node)] = math.inf
        inner = [each for pair in node.value for each in (pair if isinstance(pair, tuple) else (pair,))]
        sizes[id(node)] = 1 + sum(_spelt_out(each, sizes) for each in inner)
    return sizes[id(node)]


def check_against(data: object, schema: Path, path: Path, definition: str | None = None) -> None:
    """Hold data against a JSON Schema; name the first thing that does not fit."""
    found = misfit(data, schema, definition)
    if found is not None:
        place, sentence = found
        raise GeomsanError(f"{path} [{place or '(맨 위)'}]", sentence.ko, sentence.en)


def misfit(data: object, schema: Path, definition: str | None = None) -> tuple[str, Bilingual] | None:
    """Return the place and the sentence of the first thing that does not fit a JSON Schema.

    Parameters
    ----------
    data
        Plain values.
    schema
        The file of the schema.
    definition
        Name of one of its ``$defs``, to hold the data against that alone.
    """
    from jsonschema.exceptions import best_match

    error = best_match(_validator(schema, definition).iter_errors(data))
    if error is None:
        return None
    return "/".join(str(step) for step in error.absolute_path), Bilingual(*_explained(error))


def _explained(error: ValidationError) -> tuple[str, str]:
    if error.validator == "additionalProperties" and isinstance(error.instance, Mapping):
        known = error.schema.get("properties", {}) if isinstance(error.schema, Mapping) else {}
        unknown = ", ".join(sorted(str(key) for key in error.instance if key not in known))
        allowed = ", ".join(sorted(known))
        return (
            f"모르는 키입니다: {unknown}. 쓸 수 있는 키: {allowed}",
            f"unknown key: {unknown}. Known keys: {allowed}",
        )
    wanted: Any = error.validator_value
    if error.validator == "required" and isinstance(error.instance, Mapping):
        missing = ", ".join(key for key in wanted if key not in error.instance)
        return f"꼭 있어야 하는 키가 없습니다: {missing}", f"missing key: {missing}"
    if error.validator == "enum":
        choices = ", ".join(map(str, wanted))
        return (
            f"쓸 수 없는 값입니다: {error.instance!r}. 다음 중 하나여야 합니다: {choices}",
            f"{error.instance!r} is not one of {choices}",
        )
    if wanted == _NAME:
        return (
            f"쓸 수 없는 이름입니다: {error.instance!r}. 영문 소문자, 숫자, ‘-’, ‘_’, ‘.’만 쓰고, "
            "영문자나 숫자로 시작하십시오.",
            f"{error.instance!r} cannot be a name: use small letters, digits, '-', '_' and '.', "
            "a letter or a digit first",
        )
    if error.validator == "pattern" and isinstance(error.instance, str):
        return (
            f"값이 맞지 않습니다: {error.instance!r}. 맞아야 하는 꼴(정규식): {wanted}",
            f"{error.instance!r} is not of the form {wanted}",
        )
    if error.validator == "type":
        kinds = [wanted] if isinstance(wanted, str) else list(wanted)
        korean = ", ".join(_KINDS.get(kind, kind) for kind in kinds)
        return (
            f"값이 맞지 않습니다: {error.instance!r}. 있어야 하는 것: {korean}",
            f"{error.instance!r} is not of type {', '.join(kinds)}",
        )
    return f"값이 맞지 않습니다: {error.message}", f"does not fit: {error.message}"


@lru_cache(maxsize=16)
def _validator(schema: Path, definition: str | None = None) -> Draft202012Validator:
    from jsonschema import Draft202012Validator

    whole = json.loads(schema.read_text(encoding="utf-8"))
    if definition is None:
        return Draft202012Validator(whole)
    return Draft202012Validator({"$defs": whole["$defs"], "$ref": f"#/$defs/{definition}"})
