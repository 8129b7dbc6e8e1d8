"""Families as pandera models: what they refuse, which figures they name, and that pandera decides."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pandera.pandas as pa
import pytest
from pandera.config import config_context
from pandera.errors import SchemaError, SchemaErrors

from build import SCHEMAS, source, table
from geomsan.check.families.frame import Given, from_frame, to_frame
from geomsan.check.families.model import ANY, ReportModel
from geomsan.check.families.registry import load_families
from geomsan.check.identities.declare import MeasureFormula
from geomsan.check.identities.verdicts import Check, Verdict
from geomsan.check.validation import check_document, check_table, decide, violations
from geomsan.common.errors import GeomsanError
from geomsan.read.documents.descriptor import Document
from geomsan.read.tables.table import ReportTable

FAMILIES = load_families(SCHEMAS)
STAFF = FAMILIES["staffing"]
ROWS = "과 | 정원 | 현원 | 과부족\n계 | {} | 5 | △1\nA | 2 | 2 | 0\nB | 4 | 3 | {}"
COLUMNS = ["정원", "현원", "과부족"]


def staffing(total: str = "6", gap: str = "△1") -> ReportTable:
    return table(ROWS.format(total, gap), STAFF.measures(), family="staffing", columns=COLUMNS)


def refused(read: ReportTable, family: type[ReportModel] = STAFF) -> SchemaErrors:
    with pytest.raises(SchemaErrors) as caught:
        family.validate(to_frame(read), lazy=True)
    return caught.value


def failures(read: ReportTable, family: type[ReportModel] = STAFF) -> pd.DataFrame:
    cases: pd.DataFrame = refused(read, family).failure_cases
    return cases


def violated(checks: Sequence[Check]) -> list[str]:
    return [check.edit.statement for check in checks if check.verdict is Verdict.VIOLATED]


@pytest.mark.parametrize("name", sorted(path.stem for path in SCHEMAS.glob("*.py")))
def test_every_family_loads_and_its_formulas_name_its_measures(name: str) -> None:
    family = FAMILIES[name]
    assert issubclass(family, ReportModel)
    assert issubclass(family, pa.DataFrameModel)
    assert family.__doc__
    measures = set(family.measures())
    assert measures
    assert family.to_schema().strict
    assert [check.name for check in family.to_schema().checks] == [
        "is_tidy",
        "has_records",
        "lies_within",
        "prints",
        "holds",
    ]
    for identity in family.identities():
        assert identity.text
        assert identity.rests_on, f"{identity.text} rests on nothing"
        if isinstance(identity, MeasureFormula) and ANY not in measures:
            assert identity.formula.measures <= measures


def test_consistent_tables_pass() -> None:
    STAFF.validate(to_frame(staffing()), lazy=True)
    assert violated(decide(staffing(), STAFF)) == []


def test_failure_cases_are_the_figures_of_the_violated_rules_and_no_others() -> None:
    cases = failures(staffing(total="7"))
    assert set(cases["check"]) == {"holds"}
    total, gap = cases.iloc[:3], cases.iloc[3:]
    assert list(zip(total["column"], total["index"], total["failure_case"], strict=True)) == [
        ("정원", 0, "7"),
        ("정원", 3, "2"),
        ("정원", 6, "4"),
    ]
    assert list(zip(gap["column"], gap["index"], gap["failure_case"], strict=True)) == [
        ("과부족", 2, "△1"),
        ("현원", 1, "5"),
        ("정원", 0, "7"),
    ]
    frame = to_frame(staffing(total="7"))
    assert all(frame.loc[case["index"], "figure"] == case["failure_case"] for _, case in cases.iterrows())


def test_what_is_found_is_made_from_what_pandera_yields() -> None:
    checks = decide(staffing(total="7"), STAFF)
    assert [check.verdict.value for check in checks] == [
        "violated",
        *["exact"] * 2,
        "violated",
        *["exact"] * 2,
    ]
    found = violations(refused(staffing(total="7")))
    assert [found[rule].edit.statement for rule in sorted(found)] == violated(checks)


def test_without_pandera_nothing_is_found() -> None:
    given = source(ROWS.format("7", "△1"), family="staffing", columns=COLUMNS)
    assert len(violated(check_table(given, STAFF).checks)) == 2
    with config_context(validation_enabled=False):
        assert check_table(given, STAFF).checks == ()


def test_a_run_without_pandera_is_refused() -> None:
    given = source(ROWS.format("7", "△1"), family="staffing", columns=COLUMNS)
    document = Document("document", "", {}, (given,), {})
    assert violated(check_document(document, {"staffing": STAFF})[0].checks)
    with (
        config_context(validation_enabled=False),
        pytest.raises(GeomsanError, match="PANDERA_VALIDATION_ENABLED"),
    ):
        check_document(document, {"staffing": STAFF})


def test_without_its_failure_cases_no_violation_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SchemaErrors, "schema_errors", [], raising=False)

    def unheard(self: pa.DataFrameSchema, frame: pd.DataFrame, **options: object) -> pd.DataFrame:
        try:
            return validate(self, frame, **options)
        except SchemaErrors as errors:
            errors.schema_errors = []
            raise

    validate = pa.DataFrameSchema.validate
    monkeypatch.setattr(pa.DataFrameSchema, "validate", unheard)
    assert [check.verdict.value for check in decide(staffing(total="7"), STAFF)] == ["exact"] * 4


def test_each_rule_is_decided_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from geomsan.check.families import model

    decided = []

    def counted(edit):  # type: ignore[no-untyped-def]
        decided.append(edit.id)
        return evaluate(edit)

    evaluate = model.evaluate
    monkeypatch.setattr(model, "evaluate", counted)
    checks = check_table(source(ROWS.format("7", "△1"), family="staffing", columns=COLUMNS), STAFF).checks
    assert decided == [check.edit.id for check in checks]


def test_eager_validation_stops_at_the_first_failure() -> None:
    with pytest.raises(SchemaError):
        STAFF.validate(to_frame(staffing(total="7")))


def test_a_violation_among_stated_figures_names_its_figures_too() -> None:
    family = FAMILIES["counts"]
    stated = [
        {"record": label, "pattern": "수", "text": text, "level": level}
        for label, text, level in (("계", "9", 0), ("A", "1명", 2), ("B", "2명", 2))
    ]
    read = table("과 | 비고\n가 | x", family="counts", unit="명", columns=["-"], stated=stated)
    assert list(failures(read, family)["failure_case"]) == ["9", "1명", "2명"]


def test_a_figure_that_the_prose_prints_otherwise_is_a_failure_case() -> None:
    stated = [{"record": "계", "pattern": "정원", "text": "8명", "line": 3}]
    read = table(ROWS.format("6", "△1"), STAFF.measures(), family="staffing", columns=COLUMNS, stated=stated)
    cases = failures(read)
    frame = to_frame(read)
    assert list(cases["failure_case"]) == ["8명", "6"]
    assert [bool(frame.loc[index, "again"]) for index in cases["index"]] == [True, False]
    assert violated(decide(read, STAFF)) == ["계 [정원]: 본문 = 표"]


def test_the_100_that_no_cell_prints_is_no_failure_case() -> None:
    family = FAMILIES["participation"]
    read = table("분야 | 인원\nA | 50 (50.0%)\nB | 40 (40.0%)", family.measures(),
                 family="participation", columns=["참여인원 (비중)"])  # fmt: skip
    cases = failures(read, family)
    assert list(cases["failure_case"])[-2:] == ["50.0%", "40.0%"]
    assert "" not in list(cases["failure_case"])


def test_an_undecided_identity_is_no_violation() -> None:
    read = table("과 | 정원 | 현원\n계 | 9 | 5\nA | | 2", STAFF.measures(), columns=["정원", "현원"])
    assert set(failures(read)["column"]) == {"현원"}


def test_an_unreadable_figure_decides_nothing() -> None:
    STAFF.validate(to_frame(staffing(gap="약 1")), lazy=True)
    assert [check.verdict.value for check in decide(staffing(gap="약 1"), STAFF)].count("undecided") == 2


def misfit(read: ReportTable, family: type[ReportModel] = STAFF) -> str:
    with pytest.raises(GeomsanError) as caught:
        decide(read, family)
    return caught.value.message.ko


def test_an_unknown_measure_is_refused() -> None:
    read = table("과 | 정원 | 현원 | x\nA | 1 | 1 | 1", family="staffing", columns=["정원", "현원", "면적"])
    assert misfit(read) == "표가 schemas/staffing.py에 맞지 않습니다: 모르는 항목 면적. layout을 고치십시오."
    (case,) = failures(read).to_dict("records")
    assert (case["check"], case["index"], case["failure_case"]) == ("prints", 2, "면적")


def test_a_missing_measure_is_refused() -> None:
    assert "항목 현원 없음." in misfit(table("과 | 정원\nA | 1", columns=["정원"]))
    assert "항목 * 없음." in misfit(table("과 | 비고\nA | x", columns=["-"]), FAMILIES["counts"])


def test_a_table_without_records_is_refused() -> None:
    read = table("과 | 정원 | 현원", columns=["정원", "현원"])
    assert "항목 정원 없음; 항목 현원 없음" in misfit(read)
    assert "행이 하나도 없습니다" in misfit(read)
    assert "행이 하나도 없습니다" in misfit(read, FAMILIES["figures"])
    decide(table("과 | 비고\nA | x", columns=["-"]), FAMILIES["figures"])


def test_another_column_is_refused() -> None:
    frame = to_frame(staffing()).assign(note="x")
    with pytest.raises(SchemaErrors, match="note"):
        STAFF.validate(frame, lazy=True)


def test_a_print_outside_its_interval_is_a_fault_of_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    from geomsan.check import validation

    frame = to_frame(staffing())
    frame.loc[0, "low"] = Decimal(7)
    with pytest.raises(SchemaErrors, match="lies_within"):
        STAFF.validate(frame, lazy=True)
    monkeypatch.setattr(validation, "to_frame", lambda _: frame)
    with pytest.raises(SchemaError):
        decide(staffing(), STAFF)


def test_an_error_inside_a_check_is_not_swallowed(monkeypatch: pytest.MonkeyPatch) -> None:
    from geomsan.check.families import model

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(model, "evaluate", broken)
    with pytest.raises(SchemaError, match="ZeroDivisionError"):
        decide(staffing(), STAFF)


def test_rules_that_name_what_the_table_does_not_have_are_one_clear_line() -> None:
    own = {"rule": "sum", "statement": "규칙", "status": "confirmed", "totals": ["면적"]}
    read = table(ROWS.format("6", "△1"), STAFF.measures(), columns=COLUMNS, rules={"identities": [own]})
    with pytest.raises(GeomsanError, match=r"document/datapackage\.yaml \[table/identities/0\]"):
        decide(read, STAFF)


def test_members_are_told_apart() -> None:
    rows, columns = "과 | 계 | 일반\nA | 2/2 | {}/2", ["정원@계 / 현원@계", "정원@일반 / 현원@일반"]
    STAFF.validate(to_frame(table(rows.format(2), STAFF.measures(), columns=columns)), lazy=True)
    wrong = table(rows.format(1), STAFF.measures(), columns=columns)
    assert set(failures(wrong)["column"]) == {"정원@계", "정원@일반"}


def test_checks_look_at_the_frame_and_at_nothing_behind_it() -> None:
    frame = to_frame(staffing())
    frame.loc[0, ["figure", "value", "low", "high"]] = ["8", *[Decimal(8)] * 3]
    with pytest.raises(SchemaErrors) as caught:
        STAFF.validate(frame, lazy=True)
    assert list(caught.value.failure_cases["failure_case"])[:1] == ["8"]


def test_a_schema_module_defines_exactly_one_family(tmp_path: Path) -> None:
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


def test_two_tables_of_one_family_do_not_share_their_rules() -> None:
    first, second = (STAFF.schema_for(Given(name=name)) for name in ("first", "second"))
    assert first.checks[-1].statistics["given"].name == "first"
    assert second.checks[-1].statistics["given"].name == "second"
    assert from_frame(to_frame(staffing()), Given(name="third")).name == "third"
