"""``docs/families.md``: what each family of report tables prints and what holds in it, for people to sign.

``python -m geomsan.check.families.page SCHEMAS PAGE`` writes the page from the families.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from geomsan.check.families.model import ANY, Measure, ReportModel
from geomsan.check.families.registry import load_families
from geomsan.check.identities.declare import Identity, MemberTotal, RecordTotal
from geomsan.common.files import write_whole
from geomsan.read.documents.shorthand import layouts_of
from geomsan.read.figures.units import Kind

_HEAD = """\
# 표 종류 (families)

`schemas/`의 표 종류에서 만든 쪽입니다. 고치려면 `schemas/`를 고치고 `make docs`를 부르십시오
(made from `schemas/`; change it there and call `make docs`).

종류마다 인쇄하는 측정값(measures)과 성립해야 하는 식(identities), 그 식이 따르는 것을 적습니다.
개수(count)는 인쇄된 그대로이고, 금액(amount)과 비율(rate)은 반올림하거나 버린 것으로 봅니다.
‘있으면’은 없는 표도 있는 측정값, ‘연도’는 표의 기준일이 아니라 보고 연도에 속하는 측정값입니다.
"""
_KINDS = {Kind.COUNT: "개수", Kind.AMOUNT: "금액", Kind.RATE: "비율", None: "단위에 따름"}


def families_page(families: Mapping[str, type[ReportModel]], schema: Path) -> str:
    """Return the page of all families.

    Parameters
    ----------
    families
        By name.
    schema
        The JSON Schema of descriptors; the families' layouts stand in its folder.
    """
    parts = [_HEAD]
    for name, family in sorted(families.items()):
        parts.append("\n".join(_family(name, family, sorted(layouts_of(name, schema)))) + "\n")
    return "\n".join(parts)


def _family(name: str, family: type[ReportModel], layouts: Sequence[str]) -> Iterator[str]:
    yield f"## `{name}`: {_first_line(family).removesuffix('.')}\n"
    yield f"{_first_line(family.Config)}\n"
    yield "| 측정값 | 성격 | 단위 | |"
    yield "|---|---|---|---|"
    yield from map(_measure, family.printed())
    if identities := family.identities():
        yield "\n| 성립하는 식 | 따르는 것 |"
        yield "|---|---|"
        yield from (f"| {_in_words(identity)} | {identity.rests_on} |" for identity in identities)
    if layouts:
        yield f"\n이름 있는 배치(layouts): {', '.join(f'`{layout}`' for layout in layouts)}"


def _measure(declared: Measure) -> str:
    name = "설명 파일이 이름 붙인 것" if declared.name == ANY else declared.name
    spec = declared.spec
    notes = [note for note, says in (("있으면", declared.optional), ("연도", spec.yearly)) if says]
    return f"| {name} | {_KINDS[spec.kind]} | {spec.unit.name if spec.unit else ''} | {', '.join(notes)} |"


def _in_words(identity: Identity) -> str:
    left_out = identity.except_for if isinstance(identity, RecordTotal | MemberTotal) else ()
    return identity.text + (f" ({', '.join(left_out)} 제외)" if left_out else "")


def _first_line(thing: object) -> str:
    return (inspect.getdoc(thing) or "").partition("\n")[0]


def main(schemas: Path, page: Path) -> None:
    """Write the page."""
    text = families_page(load_families(schemas), schemas / "datapackage.schema.json")
    write_whole(page, text)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
