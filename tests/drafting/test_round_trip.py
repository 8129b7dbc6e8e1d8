"""A drafted descriptor checks what was checked without one, and keeps doing so."""

import tempfile
from collections import Counter
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.reports import FAMILIES as MADE
from bench.reports import Made, corrupt, generate
from bench.reports.writers import WRITERS
from build import DESCRIPTOR_SCHEMA, SCHEMAS
from geomsan.check.families.registry import load_families
from geomsan.check.identities.verdicts import Check, Verdict
from geomsan.check.validation import CheckedTable, check_document
from geomsan.infer.drafting.extract import extract
from geomsan.infer.drafting.identities import is_sayable, signature
from geomsan.infer.understand import join_fragments, understand
from geomsan.read.documents.descriptor import DESCRIPTOR, read_document
from geomsan.read.readers import read_tables

FAMILIES = load_families(SCHEMAS)

PLAIN = """\
사업명\t예산현액\t집행액\t잔액\t집행률(%)
총 계\t61,234\t40,111\t21,123\t65.5
청년 창업\t21,200\t11,100\t10,100\t52.4
골목 상권\t30,033\t20,011\t10,022\t66.6
전통 시장\t10,001\t9,000\t1,001\t90.0
"""


def checked(folder: Path) -> list[CheckedTable]:
    return check_document(read_document(folder, DESCRIPTOR_SCHEMA), FAMILIES)


def told(checks: list[Check], first: int = 0, left: int = 0) -> Counter[object]:
    """The checks by their cells and verdicts; of a joint contradiction only that there is one.

    What a reading leaves undecided because another is as good, no descriptor says, and no formula a mean.
    """
    return Counter(
        "joint"
        if check.expected is None and check.verdict is Verdict.VIOLATED
        else (signature(check.edit, first, left), check.verdict)
        for check in checks
        if check.edit.because is None and is_sayable(check.edit)
    )


def both(tables: list[Made], format_: str, folder: Path) -> tuple[Counter[object], Counter[object]]:
    """What is told of a file, and of the folder that was extracted from it."""
    path = folder / f"report.{format_}"
    WRITERS[format_](tables, path)
    from_file: Counter[object] = Counter()
    for found in join_fragments(read_tables(path)):
        from_file += told(list(understand(found).checks), found.start_row, found.start_column)
    extract(path, folder / "raw", FAMILIES)
    return from_file, told([check for table in checked(folder / "raw") for check in table.checks])


def violated(checks: Counter[object]) -> Counter[object]:
    return Counter({key: n for key, n in checks.items() if key == "joint" or key[1] is Verdict.VIOLATED})


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(
    family=st.sampled_from(sorted(set(MADE) - {"traps"})),
    seed=st.integers(0, 10**9),
    format_=st.sampled_from(["tsv", "txt", "xlsx", "hwpx"]),
    is_wrong=st.booleans(),
)
def test_the_folder_says_what_the_file_said(family: str, seed: int, format_: str, is_wrong: bool) -> None:
    made = generate(family, seed)
    made = (corrupt(made, seed) or made) if is_wrong else made
    with tempfile.TemporaryDirectory() as folder:
        from_file, from_folder = both([made], format_, Path(folder))
    assert violated(from_folder) == violated(from_file)
    assert not from_file - from_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "report.tsv").write_text(PLAIN, encoding="utf-8")
    extract(tmp_path / "report.tsv", tmp_path / "raw", FAMILIES)
    return tmp_path / "raw"


def rewrite(folder: Path, change: tuple[str, str] | None = None, **identity: object) -> None:
    """Change a print in the table file, or every identity of the descriptor."""
    data = yaml.safe_load((folder / DESCRIPTOR).read_text(encoding="utf-8"))
    (resource,) = data["resources"]
    resource.pop("sha256", None)
    for item in resource["identities"]:
        item.update(identity)
    (folder / DESCRIPTOR).write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    if change:
        table = folder / resource["path"]
        text = table.read_text(encoding="utf-8")
        assert text.count(change[0]) == 1
        table.write_text(text.replace(*change), encoding="utf-8")


def test_the_draft_is_formulas_between_measures_and_levels_of_records(folder: Path) -> None:
    text = (folder / DESCRIPTOR).read_text(encoding="utf-8")
    (resource,) = yaml.safe_load(text)["resources"]
    assert resource["family"] == "declared"
    items = {item.get("formula") or tuple(item["totals"]): item["rule"] for item in resource["identities"]}
    assert items == {
        ("예산현액", "집행액", "잔액"): "sum",
        "잔액 = 예산현액 - 집행액": "difference",
        "집행률 = 집행액 / 예산현액": "rate",
    }
    assert {item["status"] for item in resource["identities"]} == {"inferred"}
    assert resource["layout"]["kinds"]["집행률"] == "rate"
    assert text.startswith("# geomsan extract가 만든 초안입니다.")


def test_the_rules_stay_when_the_figures_no_longer_bear_them_out(folder: Path) -> None:
    before = len(checked(folder)[0].checks)
    for old, new in (("10,100", "77,100"), ("10,022", "3"), ("1,001", "555"), ("40,111", "40,000")):
        rewrite(folder, (old, new))
    (table,) = checked(folder)
    assert len(table.checks) == before
    assert sum(check.verdict is Verdict.VIOLATED for check in table.checks) >= 5


def test_a_family_is_taken_only_where_the_head_speaks_its_words(tmp_path: Path) -> None:
    head = "부서명\t정원\t현원\t과부족\n"
    body = "계\t123\t119\t△4\n경제과\t60\t57\t△3\n산업과\t63\t62\t△1\n"
    for name, text, schema in (
        ("staff", head + body, "staffing"),
        ("other", head.replace("정원", "지난해") + body, "declared"),
        ("plain", "부서명\t건수\n계\t123\n경제과\t60\n산업과\t63\n", "declared"),
    ):
        (tmp_path / f"{name}.tsv").write_text(text, encoding="utf-8")
        (resource,) = extract(tmp_path / f"{name}.tsv", tmp_path / name, FAMILIES).resources
        assert resource["family"] == schema, name
        assert all(check.verdict is Verdict.EXACT for check in checked(tmp_path / name)[0].checks)


def test_fragments_are_parts_of_one_table(tmp_path: Path) -> None:
    unit, (head, *rows) = "(단위 : 백만원)", PLAIN.splitlines()
    text = "\n".join(["1. 사업", unit, head, *rows[:2], "", unit, head, *rows[2:], "", "끝"])
    (tmp_path / "report.txt").write_text(text, encoding="utf-8")
    (resource,) = extract(tmp_path / "report.txt", tmp_path / "raw", FAMILIES).resources
    assert resource["path"] == ["table-0003-1.tsv", "table-0003-2.tsv"]
    assert resource["lines"] == ["3-5", "8-10"]
    (table,) = checked(tmp_path / "raw")
    assert len(table.table.records) == 4
    assert {check.verdict for check in table.checks} <= {Verdict.EXACT, Verdict.ROUNDING}
