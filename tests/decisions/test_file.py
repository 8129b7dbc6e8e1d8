"""``decisions.yaml``: written and read back, and what it refuses."""

import tempfile
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build import SCHEMAS
from geomsan.check.report import CorrectedCell, Decision
from geomsan.common.errors import GeomsanError
from geomsan.decide.file import read_decisions, write_decisions

SCHEMA = SCHEMAS / "decisions.schema.json"
said = st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=20).filter(str.strip)
days = st.dates().map(str)
pinned = st.lists(
    st.fixed_dictionaries({"row": st.integers(0, 9), "column": st.integers(0, 9), "text": said}), min_size=1
)
corrections = st.lists(
    st.builds(CorrectedCell, st.integers(0, 9), st.integers(0, 9), st.none() | st.integers(0, 2), said, said),
    min_size=1,
)


@st.composite
def decisions(draw: st.DrawFn) -> Decision:
    kind = draw(st.sampled_from(["accepted", "corrected", "question"]))
    needed = {
        "accepted": {"reason": said},
        "corrected": {"evidence": said, "corrected": corrections.map(tuple)},
        "question": {"office": said, "due": days},
    }[kind]
    return Decision(
        check=f"report/table/{draw(said)}",
        kind=kind,
        by=draw(said),
        date=draw(days),
        cells=tuple(draw(pinned)),
        inputs={"report/table": "0" * 64},
        example=draw(st.booleans()),
        **{key: draw(strategy) for key, strategy in needed.items()},
    )


@pytest.mark.slow
@given(st.lists(decisions(), max_size=4, unique_by=lambda decision: decision.check))
def test_decisions_written_are_read_back(made: list[Decision]) -> None:
    # Nothing here survives the test; waiting for the disk would take most of its time.
    with patch("os.fsync"), tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report" / "decisions.yaml"
        write_decisions(path, made)
        assert read_decisions(path, SCHEMA) == sorted(made, key=lambda decision: decision.check)
        before = path.read_bytes()
        write_decisions(path, reversed(made))
        assert path.read_bytes() == before


def test_no_file_is_no_decision(tmp_path: Path) -> None:
    assert read_decisions(tmp_path / "decisions.yaml", SCHEMA) == []


def entry(check: str = "report/table/sum", day: str = "2026-04-01", digest: str = "a" * 64) -> str:
    return (
        f"- check: {check}\n  decision: accepted\n  by: 예산담당관\n  date: '{day}'\n  reason: 이유\n"
        f"  cells: [{{row: 1, column: 1, text: '1'}}]\n  inputs: {{report/table: {digest}}}\n"
    )


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        (entry(check="other/table/sum"), "다른 문서"),
        (entry(day="2026-02-30"), "없는 날짜"),
        (entry(digest="a" * 63), "값이 맞지 않습니다"),
        (entry() + entry(), "두 번"),
        (entry().replace("  reason: 이유\n", ""), "reason"),
        (entry().replace("accepted", "withdrawn"), "withdrawn"),
    ],
)
def test_what_cannot_be_a_decision_is_refused(tmp_path: Path, entries: str, told: str) -> None:
    path = tmp_path / "report" / "decisions.yaml"
    path.parent.mkdir()
    path.write_text(f"decisions:\n{entries}", encoding="utf-8")
    with pytest.raises(GeomsanError, match=told):
        read_decisions(path, SCHEMA)
