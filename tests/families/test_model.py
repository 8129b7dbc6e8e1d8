"""Family schemas as pandera models: what they refuse, and which cells they name."""

from dataclasses import replace
from decimal import Decimal

import pandas as pd
import pytest
from pandera.errors import SchemaError, SchemaErrors

from build import SCHEMAS, table
from geomsan.check.families.model import GROUP, LABEL, LEVEL, ReportModel, from_frame, to_frame
from geomsan.check.families.registry import load_families
from geomsan.check.identities.declare import MeasureFormula
from geomsan.common.errors import GeomsanError
from geomsan.read.figures.figure import Figure, State

FAMILIES = load_families(SCHEMAS)
STAFF = FAMILIES["staffing"]
ROWS = "과 | 정원 | 현원 | 과부족\n계 | {} | 5 | △1\nA | 2 | 2 | 0\nB | 4 | 3 | {}"


def staffing(total="6", gap="△1"):
    return table(
        ROWS.format(total, gap), STAFF.measures(), schema="staffing", columns=["정원", "현원", "과부족"]
    )


def failures(read, family=STAFF):
    with pytest.raises(SchemaErrors) as caught:
        family.validate(to_frame(read), lazy=True)
    return caught.value.failure_cases


@pytest.mark.parametrize("name", sorted(path.stem for path in SCHEMAS.glob("*.py")))
def test_every_family_loads_and_its_formulas_name_its_measures(name):
    family = FAMILIES[name]
    assert issubclass(family, ReportModel)
    assert family.__doc__
    measures = set(family.measures())
    assert measures
    schema = family.to_schema()
    assert schema.strict
    assert len(schema.checks) == 1 + len(family.every_identity())
    for identity in family.identities():
        assert identity.text
        if isinstance(identity, MeasureFormula) and "*" not in measures:
            assert identity.formula.measures <= measures


def test_consistent_frames_pass():
    frame = STAFF.validate(to_frame(staffing()), lazy=True)
    assert list(frame[LABEL]) == ["계", "A", "B"]
    assert list(frame[LEVEL]) == [0, 2, 2]
    assert list(frame.columns) == [LABEL, GROUP, LEVEL, "정원", "현원", "과부족"]


def test_failure_cases_are_the_cells_of_the_violated_rule_and_no_others():
    cases = failures(staffing(total="7"))
    total = cases[cases["check"] == "계 = 부서의 합"]
    assert set(zip(total["column"], total["index"], total["failure_case"], strict=True)) == {
        ("정원", 0, "7"),
        ("정원", 1, "2"),
        ("정원", 2, "4"),
    }
    gap = cases[cases["check"] == "과부족 = 현원 - 정원"]
    assert set(zip(gap["column"], gap["index"], strict=True)) == {("과부족", 0), ("현원", 0), ("정원", 0)}
    assert len(cases) == len(total) + len(gap)


def test_lazy_validation_collects_and_eager_validation_stops():
    cases = failures(staffing(total="7", gap="약 1"))
    assert set(cases["check"]) == {
        "계 = 부서의 합",
        "과부족 = 현원 - 정원",
        "state_is_not(unless=State.UNREADABLE)",
    }
    with pytest.raises(SchemaError):
        STAFF.validate(to_frame(staffing(total="7")))


def test_a_violation_among_stated_figures_names_its_cells_too():
    family = FAMILIES["counts"]
    stated = [{"record": label, "pattern": "수", "text": text, "level": level}
              for label, text, level in (("계", "9", 0), ("A", "1명", 2), ("B", "2명", 2))]  # fmt: skip
    read = table("과 | 비고\n가 | x", schema="counts", unit="명", columns=["-"], stated=stated)
    cases = failures(read, family)
    assert list(cases["failure_case"]) == ["9", "1명", "2명"]


def test_an_undecided_identity_is_no_violation():
    read = table("과 | 정원 | 현원\n계 | 9 | 5\nA | | 2", STAFF.measures(), columns=["정원", "현원"])
    cases = failures(read)
    assert set(cases["column"]) == {"현원"}


def test_an_unreadable_cell_is_named():
    cases = failures(staffing(gap="약 1"))
    assert set(zip(cases["column"], cases["index"], strict=True)) == {("과부족", 2)}


def test_extra_columns_are_refused():
    read = table("과 | 정원 | 현원 | x\nA | 1 | 1 | 1", columns=["정원", "현원", "면적"])
    cases = failures(read)
    assert list(zip(cases["check"], cases["failure_case"], strict=True)) == [("column_in_schema", "면적")]


def test_a_missing_measure_is_refused():
    (check,) = failures(table("과 | 정원\nA | 1", columns=["정원"]))["check"]
    assert check.startswith("no_regex_column_match")
    assert "현원" in check


def test_an_empty_frame_is_refused():
    read = table("과 | 정원 | 현원", columns=["정원", "현원"])
    assert "has_records" in set(failures(read)["check"])
    assert "has_records" in set(failures(read, FAMILIES["figures"])["check"])


def test_members_are_columns_of_their_measure():
    read = table("과 | 계 | 일반\nA | 2/2 | 2/2", STAFF.measures(),
                 columns=["정원@계 / 현원@계", "정원@일반 / 현원@일반"])  # fmt: skip
    frame = STAFF.validate(to_frame(read), lazy=True)
    assert list(frame.columns[3:]) == ["정원@계", "현원@계", "정원@일반", "현원@일반"]
    wrong = table("과 | 계 | 일반\nA | 2/2 | 1/2", STAFF.measures(),
                  columns=["정원@계 / 현원@계", "정원@일반 / 현원@일반"])  # fmt: skip
    assert set(failures(wrong)["column"]) == {"정원@계", "정원@일반"}


def test_checks_look_at_the_frame_not_at_the_table_behind_it():
    frame = to_frame(staffing())
    entry = frame.loc[0, "정원"]
    frame.loc[0, "정원"] = replace(entry, figure=Figure("8", State.VALUE, Decimal(8), Decimal(1)))
    assert from_frame(frame).get(0, "정원").figure.text == "8"
    with pytest.raises(SchemaErrors):
        STAFF.validate(frame, lazy=True)


def test_frames_and_tables_are_two_forms_of_one_thing():
    read = staffing()
    again = from_frame(to_frame(read))
    assert set(again.entries) == set(read.entries)
    assert again.records == read.records
    assert isinstance(to_frame(read), pd.DataFrame)


def test_a_schema_module_defines_exactly_one_family(tmp_path):
    (tmp_path / "_helper.py").write_text("")
    assert load_families(tmp_path) == {}
    (tmp_path / "none.py").write_text("from geomsan.check.families.model import ReportModel\n")
    with pytest.raises(GeomsanError, match=r"none\.py.*지금 0개"):
        load_families.__wrapped__(tmp_path)
    model = "class {0}(ReportModel):\n    '''A family.'''\n"
    imported = "from geomsan.check.families.model import ReportModel\n"
    (tmp_path / "none.py").write_text(imported + model.format("A") + model.format("B"))
    with pytest.raises(GeomsanError, match="지금 2개"):
        load_families.__wrapped__(tmp_path)
    (tmp_path / "none.py").write_text(imported + model.format("A"))
    assert list(load_families.__wrapped__(tmp_path)) == ["none"]
