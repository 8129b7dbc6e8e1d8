"""The plumbing of the benchmarks, on a tiny input; how long anything takes is not looked at."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench import checks, common, drafts, formats, growth, plain, review, scale, startup
from bench import run as runner
from bench.bare import bare_pandera, wrong_rows
from bench.briefs import change_cell
from bench.browser import MISSING
from geomsan.check.families.registry import load_families
from geomsan.check.identities.verdicts import Verdict
from geomsan.check.validation import check_table
from geomsan.common.errors import GeomsanError
from geomsan.read.documents.descriptor import read_document
from geomsan.read.readers.dispatch import read_tables

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
FAMILY = load_families(ROOT / "schemas")["execution"]
SAMPLE = "junggu-pledge-2025"


def test_the_runner_finds_scripts_with_a_main_that_takes_out() -> None:
    names = {path.stem for path in runner.benchmarks()}
    assert {"briefs", "checks", "scale"} <= names
    assert not names & {"run", "common", "plain", "bare", "__init__"}


def test_a_benchmark_without_the_other_tools_says_that_it_skipped_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(checks, "PEERS_PYTHON", tmp_path / "nowhere")
    found = checks.main(tmp_path / "made" / "checks.json", repetitions=1, names=[SAMPLE])
    assert json.loads((tmp_path / "made" / "checks.json").read_text(encoding="utf-8")) == json.loads(
        json.dumps(found)
    )
    assert {"what", "date", "machine", "figures", "ratios"} == set(found)
    assert {"cores", "memory_gib", "python"} <= set(found["machine"])
    assert all("skipped" in peer for peer in found["figures"]["peers"].values())
    assert "read_table" in found["figures"]["stages"]
    assert capsys.readouterr().out.count("\n") == 3


def test_the_review_page_is_not_measured_without_a_browser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review, "find_browser", lambda: None)
    review.main(tmp_path / "review.json")
    found = json.loads((tmp_path / "review.json").read_text(encoding="utf-8"))
    assert "chromium" in found["figures"]["skipped"]


@pytest.mark.slow
def test_the_review_page_is_measured(tmp_path: Path) -> None:
    if review.find_browser() is None:
        pytest.skip(MISSING)
    out = tmp_path / "review.json"
    # In a process of its own: Playwright runs once in each, and other tests hold a browser open.
    work = f"import bench.review; from pathlib import Path; bench.review.main(Path({str(out)!r}), 400, 1)"
    subprocess.run([sys.executable, "-c", work], cwd=ROOT, check=True)
    found = json.loads(out.read_text(encoding="utf-8"))
    assert {"load", "search", "open_one"} <= set(found["figures"]["seconds"])


def test_the_clocks_are_taken_out_of_the_library_again() -> None:
    before = dict(vars(checks.checking))
    checks.stages([], {}, 1)
    assert dict(vars(checks.checking)) == before


@pytest.mark.parametrize("count", [10, 30, 57])
def test_generated_tables_have_as_many_rows_as_asked_and_agree(count: int) -> None:
    checked = check_table(scale.budget(count), FAMILY)
    assert len(checked.table.records) == count
    assert {check.verdict for check in checked.checks} <= {Verdict.EXACT, Verdict.ROUNDING}


@pytest.mark.parametrize("with_numpy", [True, False])
def test_plain_checks_find_what_is_wrong(with_numpy: bool) -> None:
    table = plain.plain_table(check_table(scale.budget(25), FAMILY))
    assert wrong_rows([bare_pandera(table, with_numpy=with_numpy)]) == 0
    table["columns"]["c0"][7] += 1e9
    # Its own row (본예산 + 이월) and the subtotal above it.
    assert wrong_rows([bare_pandera(table, with_numpy=with_numpy)]) == 2


def test_every_decided_rule_has_a_plain_form() -> None:
    families = load_families(ROOT / "schemas")
    document = read_document(ROOT / "raw" / SAMPLE, common.DESCRIPTOR_SCHEMA)
    for source in document.tables:
        checked = check_table(source, families[source.family])
        decided = [check for check in checked.checks if check.verdict is not Verdict.UNDECIDED]
        assert sum(plain.count([plain.plain_table(checked)]).values()) == len(decided)


def test_a_changed_cell_still_fits_its_hash(tmp_path: Path) -> None:
    folder = common.copy_project(tmp_path / "project", [SAMPLE])
    before = read_document(folder / "raw" / SAMPLE, common.DESCRIPTOR_SCHEMA)
    assert change_cell(folder)[0] == SAMPLE
    after = read_document(folder / "raw" / SAMPLE, common.DESCRIPTOR_SCHEMA)
    changed = [
        (old, new)
        for one, other in zip(before.tables, after.tables, strict=True)
        for row, other_row in zip(one.grid.rows, other.grid.rows, strict=True)
        for old, new in zip(row, other_row, strict=True)
        if old != new
    ]
    assert len(changed) == 1


def test_copies_of_a_document_are_documents_of_their_own(tmp_path: Path) -> None:
    folder = scale.project_of(3, tmp_path / "project")
    names = [path.name for path in sorted((folder / "raw").iterdir())]
    assert names == ["document-0000", "document-0001", "document-0002"]
    assert [read_document(folder / "raw" / name, common.DESCRIPTOR_SCHEMA).name for name in names] == names


def test_a_command_is_measured_with_its_children(tmp_path: Path) -> None:
    inner = "sum(range(3_000_000))"
    command = [
        sys.executable,
        "-c",
        f"import subprocess, sys; subprocess.run([sys.executable, '-c', '{inner}'])",
    ]
    used = common.run(command, tmp_path)
    assert used.cpu > 0
    assert used.wall > 0


def test_a_command_that_fails_is_an_error_with_its_output(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="no luck"):
        common.run([sys.executable, "-c", "raise SystemExit('no luck')"], tmp_path)


def test_the_runner_refuses_names_that_it_does_not_know() -> None:
    command = [sys.executable, str(ROOT / "bench" / "run.py"), "nothing"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "no such benchmark: nothing" in done.stderr


def test_the_peers_know_nothing_of_geomsan() -> None:
    scripts = sorted((ROOT / "bench" / "peers").glob("*.py"))
    assert len(scripts) == 4
    assert all("import geomsan" not in path.read_text(encoding="utf-8") for path in scripts)
    assert all("from geomsan" not in path.read_text(encoding="utf-8") for path in scripts)


def test_the_runner_finds_the_benchmarks_of_undescribed_files() -> None:
    assert {"anydocument", "drafts", "formats", "startup"} <= {path.stem for path in runner.benchmarks()}


def test_every_benchmark_is_in_the_documentation() -> None:
    text = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    assert [path.stem for path in runner.benchmarks() if f"| `{path.stem}` |" not in text] == []


def test_a_draft_that_cannot_be_written_counts_as_wrong_where_there_was_something_to_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, *_: object) -> None:
        raise GeomsanError(str(path), "안 됩니다", "no")

    path = tmp_path / "report.tsv"
    path.write_text("과\t계\t가\t나\n합계\t31\t10\t20\n갑\t15\t5\t10\n을\t15\t5\t10\n", encoding="utf-8")
    whole = drafts.round_trip(path, tmp_path / "raw" / "report")
    monkeypatch.setattr(drafts, "extract", refuse)
    counts = drafts.round_trip(path, tmp_path / "raw" / "other")
    assert whole["back"] == whole["inferred"] > 0
    assert (counts["inferred"], counts["back"], counts["same"]) == (whole["inferred"], 0, 0)


def test_the_largest_document_is_measured_from_raw() -> None:
    size = formats.largest_document()
    sizes = [
        sum(len(row) for table in read_document(path.parent, common.DESCRIPTOR_SCHEMA).tables
            for row in table.grid.rows)
        for path in (ROOT / "raw").glob("*/datapackage.yaml")
    ]  # fmt: skip
    assert size.cells == max(sizes)
    assert size.tables < size.rows < size.cells


@pytest.mark.parametrize("is_single", [True, False])
def test_generated_documents_are_as_large_as_asked(is_single: bool) -> None:
    made = formats.tables_of(1500, is_single=is_single)
    assert (len(made) == 1) == is_single
    assert 1500 <= sum(len(row) for table in made for row in table.grid) < 1700


@pytest.mark.slow
def test_growth_is_told_for_each_format(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "largest_document", lambda: formats.Size(2, 10, 60))
    found = formats.main(tmp_path / "formats.json", formats=("tsv",), factors=(1, 2))
    assert [item["factor"] for item in found["figures"]["tsv"]] == [1, 2]
    assert "tsv_growth_to_2" in found["ratios"]


@pytest.mark.parametrize("name", formats.WRITERS)
def test_a_file_of_each_format_is_read_and_its_floor_reads_it(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"document.{name}"
    made = formats.write_document(name, formats.Size(2, 10, 60), 1, path)
    assert len(read_tables(path)) == len(made)
    common.run([sys.executable, "-c", formats.FLOORS[name].format(path.name)], tmp_path)


@pytest.mark.slow
def test_a_larger_size_is_left_out_when_it_would_take_too_long(tmp_path: Path) -> None:
    items = formats.measured("tsv", formats.Size(1, 10, 80), (1, 100), most=0.01)
    assert [item["factor"] for item in items] == [1, 100]
    assert "expected" in items[1]["left_out"]


def test_a_file_of_which_a_part_is_refused_is_not_whole(tmp_path: Path) -> None:
    answer = tmp_path / "answer.json"
    answer.write_text(json.dumps({"tables": [{}] * 9, "errors": []}), encoding="utf-8")
    assert formats.is_whole(answer, 10)
    assert not formats.is_whole(answer, 20)
    answer.write_text(json.dumps({"tables": [{}] * 9, "errors": [{"source": "x"}]}), encoding="utf-8")
    assert not formats.is_whole(answer, 9)


@pytest.mark.slow
def test_the_start_is_compared_with_pandas(tmp_path: Path) -> None:
    found = startup.main(tmp_path / "startup.json", repetitions=1)
    assert set(found["figures"]["seconds"]) == {"check", "import_pandas", "python"}


def test_growth_is_measured_on_files_that_agree(tmp_path: Path) -> None:
    found = growth.main(tmp_path / "growth.json", sizes=(200, 400))
    assert set(found["ratios"]["exponent"]) == {"csv", "groups", "long", "rules", "xlsx"}
    assert all(set(taken) == {"200", "400"} for taken in found["figures"].values())
