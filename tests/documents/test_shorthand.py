"""What a descriptor need not say: named layouts, defaults, paths and sections that go on."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from build import DESCRIPTOR_SCHEMA, ROOT, SCHEMAS
from geomsan.check.families.registry import load_families
from geomsan.common.errors import GeomsanError
from geomsan.read.documents.descriptor import DESCRIPTOR, Document, read_document
from geomsan.read.documents.shorthand import layouts_of, spelt_out
from geomsan.read.tables.layout import layout_from
from geomsan.read.tables.reading import read_table

DETAIL = layouts_of("execution", DESCRIPTOR_SCHEMA)["detail"]


def descriptor(*resources: dict[str, Any], **head: object) -> dict[str, Any]:
    named = [{"name": f"t{number}", "title": "표", "family": "execution", **resource}
             for number, resource in enumerate(resources, 1)]  # fmt: skip
    return {"name": "doc", "title": "보고", "sources": [{"title": "보고"}], "resources": named, **head}


def read(folder: Path, data: dict[str, Any]) -> Document:
    folder = folder / "doc"
    folder.mkdir()
    for resource in data["resources"]:
        (folder / f"{resource['name']}.tsv").write_text("사업\n계\n", encoding="utf-8")
    (folder / DESCRIPTOR).write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return read_document(folder, DESCRIPTOR_SCHEMA)


def test_a_layout_is_used_by_name_and_may_differ_in_a_key(tmp_path: Path) -> None:
    own = {"columns": ["예산현액", "지출액"]}
    document = read(tmp_path, descriptor(
        {"layout": "detail"}, {"layout": {"like": "detail", "blank": "zero"}},
        {"layout": {"like": "detail", "head": 1}}, {"layout": own}, {},
    ))  # fmt: skip
    assert [table.layout for table in document.tables] == [
        layout_from(DETAIL),
        layout_from({**DETAIL, "blank": "zero"}),
        layout_from({**DETAIL, "head": 1}),
        layout_from(own),
        layout_from({}),
    ]


def test_what_a_table_does_not_say_its_document_says(tmp_path: Path) -> None:
    data = descriptor(
        {}, {"unit": "백만원", "layout": {}}, {"family": "figures"},
        defaults={"execution": {"unit": "천원", "layout": "detail"}, "*": {"unit": "원", "topics": ["예산"]}},
    )  # fmt: skip
    first, second, third = read(tmp_path, data).tables
    assert (first.unit and first.unit.name, first.layout) == ("천원", layout_from(DETAIL))
    assert (second.unit and second.unit.name, second.layout) == ("백만원", layout_from({}))
    assert (third.unit and third.unit.name, third.layout) == ("원", layout_from({}))
    assert first.topics == second.topics == third.topics == ("예산",)


def test_a_section_goes_on_until_the_next_one() -> None:
    data = descriptor({}, {"section": "가"}, {}, {"section": ""}, {}, {"section": "나"})
    given = spelt_out(data, Path(DESCRIPTOR), DESCRIPTOR_SCHEMA)["resources"]
    assert [item.get("section") for item in given] == [None, "가", "가", "", None, "나"]
    assert given[0]["path"] == "t1.tsv"


@pytest.mark.parametrize(
    ("layout", "family", "words"),
    [
        ("detial", "execution", "schemas/execution.yaml에 있는 것: by-department, detail"),
        ({"like": "detail"}, "staffing", "schemas/staffing.yaml에 있는 것: 없음"),
    ],
)
def test_a_layout_that_the_family_does_not_name(tmp_path: Path, layout: Any, family: str, words: str) -> None:
    with pytest.raises(GeomsanError) as caught:
        read(tmp_path, descriptor({}, {"layout": layout, "family": family}))
    assert caught.value.place.endswith("[resources/1/layout]")
    assert words in caught.value.message.ko


@pytest.mark.parametrize(
    "named", [{"detail": {"hed": 2}}, {"detail": {"like": "other"}}, {"detail": "other"}]
)
def test_a_familys_layouts_are_held_against_the_schema(tmp_path: Path, named: dict[str, Any]) -> None:
    schema = tmp_path / DESCRIPTOR_SCHEMA.name
    schema.write_bytes(DESCRIPTOR_SCHEMA.read_bytes())
    (tmp_path / "execution.yaml").write_text(yaml.safe_dump(named), encoding="utf-8")
    with pytest.raises(GeomsanError, match=r"execution\.yaml"):
        layouts_of("execution", schema)


def test_what_is_wrong_in_the_defaults_is_named(tmp_path: Path) -> None:
    with pytest.raises(GeomsanError) as caught:
        read(tmp_path, descriptor({}, defaults={"execution": {"colour": 1}}))
    assert "defaults/execution" in caught.value.place


FAMILIES = load_families(SCHEMAS)


@pytest.mark.parametrize("file", sorted(SCHEMAS.glob("*.yaml")), ids=lambda file: file.stem)
def test_every_named_layout_is_of_a_family_and_used(file: Path) -> None:
    assert file.stem in FAMILIES
    descriptors = "".join(path.read_text(encoding="utf-8") for path in ROOT.glob(f"raw/*/{DESCRIPTOR}"))
    for name, layout in layouts_of(file.stem, DESCRIPTOR_SCHEMA).items():
        layout_from(layout)
        assert f"layout: {name}" in descriptors or f"like: {name}" in descriptors


def test_no_descriptor_writes_out_a_layout_that_its_family_names() -> None:
    for path in ROOT.glob(f"raw/*/{DESCRIPTOR}"):
        for resource in yaml.safe_load(path.read_text(encoding="utf-8"))["resources"]:
            layout = resource.get("layout", {})
            for named in layouts_of(resource["family"], DESCRIPTOR_SCHEMA).values():
                is_written = isinstance(layout, dict) and named.items() <= layout.items()
                assert not is_written, f"{path.parent.name}/{resource['name']}"


def test_the_tables_of_the_real_documents_read_with_their_layouts() -> None:
    document = read_document(ROOT / "raw" / "seoul-economy-2026-03", DESCRIPTOR_SCHEMA)
    table = next(table for table in document.tables if table.name == "execution-dmc")
    assert table.layout == layout_from({**DETAIL, "blank": "zero"})
    assert {entry.measure for entry in read_table(table, {}).entries} >= {"본예산", "원인행위집행률"}
