"""One document that cannot be read, or one pack that cannot be set, stops nothing else and is named."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from geomsan.common.errors import GeomsanError
from geomsan.common.job import TRIES, job
from geomsan.common.missing import Missing, forget_passing, missing_in, store_made
from geomsan.publish.packs.selection import require_all

from .conftest import copy_project, run_snakemake
from .test_release import geomsan

pytestmark = pytest.mark.workflow

ONE, TWO = "junggu-pledge-2025", "seoul-manufacturing-hub-2024"
CONFIG = f"""documents: all
packs:
  - {{name: one, title: 검산, documents: [{ONE}]}}
  - {{name: two, title: 검산, documents: [{TWO}]}}
releases:
  - {{session: session-one, title: 검산, packs: [one]}}
  - {{session: session-two, title: 검산, packs: [two]}}
"""


def run(folder: Path, language: str = "ko") -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(folder / "workflow"), "GEOMSAN_LANG": language}
    return subprocess.run(
        ["bash", "workflow/run.sh", "--cores", "2"], cwd=folder, env=environment,
        capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip


@pytest.fixture(autouse=True)
def _same_output(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the standard output of this process to its other tests: a job takes it for good."""
    monkeypatch.setattr("geomsan.common.job.keep_for_answers", lambda: None)


def test_a_broken_document_stops_nobody_elses_pack_list_or_page(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project", [ONE, TWO])
    (project / "config.yaml").write_text(CONFIG, encoding="utf-8")
    (project / ".venv").symlink_to(sys.prefix)
    (project / "raw" / ONE / "funding-by-source.tsv").unlink()
    results = project / "results"
    (results / "packs").mkdir(parents=True)
    (results / "packs" / "one.pdf").write_bytes(b"made from what it was before")

    first = run(project)
    assert first.returncode == 1
    lines = first.stderr.splitlines()
    assert lines[-1].startswith("빠진 것이 있습니다.")
    assert sum(f"raw/{ONE}/funding-by-source.tsv" in line for line in lines[-3:-1]) == 2, "it and its pack"
    assert "브리프 1개" in first.stdout
    assert "빠진 문서 1건" in first.stdout

    assert [path.name for path in (results / "packs").glob("*.pdf")] == ["two.pdf"]
    assert (results / "earlier" / "one.pdf").read_bytes() == b"made from what it was before", "not lost"
    manifest = json.loads((results / "packs" / "manifest.json").read_text(encoding="utf-8"))
    assert list(manifest["packs"]) == ["two"]
    assert "funding-by-source.tsv" in manifest["missing"]["one"]["ko"]
    with (results / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {row["document"] for row in csv.DictReader(file)} == {TWO}
    with (results / "missing.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["document"] for row in csv.DictReader(file)] == [ONE]
    page = (results / "review" / "index.html").read_text(encoding="utf-8")
    assert "빠진 문서 1건" in page
    assert f"raw/{ONE}/funding-by-source.tsv" in page
    instead = (results / "review" / "documents" / f"{ONE}.html").read_text(encoding="utf-8")
    assert "funding-by-source.tsv" in instead, "a link to its page still leads somewhere"
    guide = load_workbook(results / "review" / "worklist.xlsx")["안내"]
    assert guide["A1"].value == "빠진 문서"
    assert ONE in str(guide["B1"].value)
    released = geomsan(project, "release", "session-one")
    assert released.returncode == 1
    assert "session-one: 배포하지 않음" in released.stderr
    assert "funding-by-source.tsv" in released.stderr

    again = run(project, "en")
    assert again.returncode == 1
    assert again.stderr.splitlines()[-1].startswith("Something is missing.")
    assert "검산:" not in again.stderr, "what is missing for a reason is not tried in vain"


def test_decisions_that_cannot_be_used_are_the_fault_of_their_document_alone(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project", [ONE])
    pack = f"documents: all\npacks: [{{name: one, title: 검산, documents: [{ONE}]}}]\n"
    (project / "config.yaml").write_text(pack, encoding="utf-8")
    (project / "raw" / ONE / "decisions.yaml").write_text("decisions: [{by: 과}]\n", encoding="utf-8")
    done = run_snakemake(project, f"results/standing/{ONE}.json", "--quiet", "all")
    assert "decisions.yaml" in done.stderr
    assert missing_in(project / "results" / "documents" / f"{ONE}.json") is None
    missing = missing_in(project / "results" / "standing" / f"{ONE}.json")
    assert missing is not None
    assert missing.name == ONE


def test_work_that_was_cut_off_is_given_up_and_tried_again_by_the_next_run(tmp_path: Path) -> None:
    log, stored = tmp_path / "logs" / "job.log", tmp_path / "document.json"
    with job(str(log), "검산 1/1: one", tries=TRIES + 1) as running:
        store_made(stored, running.attempt("one", lambda: pytest.fail("it was cut off twice already")))
    missing = missing_in(stored)
    assert missing is not None
    assert "2번 도중에 끊겼습니다" in missing.ko
    forget_passing([stored])
    assert not stored.exists()


def test_a_job_that_hangs_is_ended_and_says_where(tmp_path: Path) -> None:
    log, stored = tmp_path / "logs" / "job.log", tmp_path / "document.json"
    hanging = f"""
import time
from geomsan.common.job import job
with job({str(log)!r}, "검산 1/1: one", seconds=1) as running:
    running.attempt("one", lambda: time.sleep(600))
"""
    ended = subprocess.run([sys.executable, "-c", hanging], check=False, timeout=60)
    assert ended.returncode == 1
    log.write_text("", encoding="utf-8")  # as Snakemake does before the next attempt
    with job(str(log), "검산 1/1: one", tries=TRIES + 1) as running:
        store_made(stored, running.attempt("one", lambda: None))
    missing = missing_in(stored)
    assert missing is not None
    assert "시간 한도" in missing.ko
    assert "Timeout" in Path(missing.place).read_text(encoding="utf-8")
    assert missing.may_pass


def test_an_error_of_the_program_is_told_in_one_line_and_may_pass(tmp_path: Path, capsys) -> None:
    log = tmp_path / "logs" / "job.log"
    with job(str(log), "검산 1/1: one") as running:
        made = running.attempt("one", lambda: 1 // 0)
    assert isinstance(made, Missing)
    assert made.may_pass
    assert capsys.readouterr().err.count("오류:") == 1
    assert "Traceback" in log.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("pack", "is_needed"),
    [
        ({"documents": ["broken"]}, True),
        ({"documents": ["other"]}, False),
        ({"tables": ["broken/budget"]}, True),
        ({"tables": ["other/budget"]}, False),
        ({"topics": ["청년"]}, True),
        ({"topics": ["노인"]}, False),
    ],
)
def test_a_pack_is_refused_when_it_may_need_what_is_missing(
    pack: dict[str, list[str]], is_needed: bool
) -> None:
    missing = Missing(
        "broken", "raw/broken", "읽을 수 없습니다.", "cannot be read.", described="topics: [청년"
    )
    if is_needed:
        with pytest.raises(GeomsanError, match="broken"):
            require_all({"name": "pack", **pack}, [missing])
    else:
        require_all({"name": "pack", **pack}, [missing])
