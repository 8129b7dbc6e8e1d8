"""Every pattern on its own examples and counter-examples, and ``docs/claims.md`` in step with them."""

from pathlib import Path

import pytest

from claims.read import claims
from geomsan.claims.claim import Kind
from geomsan.claims.grammar import PATTERNS
from geomsan.claims.page import main

PAGE = Path(__file__).parents[2] / "docs" / "claims.md"
EXAMPLES = [
    pytest.param(pattern.name, text, verdicts, id=f"{pattern.name}: {text}")
    for pattern in PATTERNS
    for text, verdicts in pattern.examples
]
COUNTERS = [
    pytest.param(pattern.name, text, id=f"{pattern.name}: {text}")
    for pattern in PATTERNS
    for text in pattern.counters
]


@pytest.mark.parametrize(("name", "text", "verdicts"), EXAMPLES)
def test_what_must_match(name, text, verdicts):
    found = [claim.verdict.value for claim in claims(text) if claim.pattern == name]
    assert found == verdicts.split()


@pytest.mark.parametrize(("name", "text"), COUNTERS)
def test_what_must_not_match(name, text):
    assert [claim.statement for claim in claims(text) if claim.pattern == name] == []


def test_every_kind_has_a_pattern_with_examples_and_counter_examples():
    assert {pattern.kind for pattern in PATTERNS} == set(Kind)
    assert len({pattern.name for pattern in PATTERNS}) == len(PATTERNS)
    assert all(pattern.examples and pattern.counters and pattern.says for pattern in PATTERNS)


def test_the_page_is_in_step_with_the_patterns(tmp_path):
    main(tmp_path / "claims.md")
    assert PAGE.read_text(encoding="utf-8") == (tmp_path / "claims.md").read_text(encoding="utf-8"), (
        "make docs"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("※ 거점 총 185개소\n동부(123개소)\n서부(62개소)", ["185개소 = 123개소 + 62개소"]),
        ("※ 거점 총 185개소\n동부(123개소)\n문의 62개소", []),
        ("- 훈련 : 3,051명\n - 시 : 3,051명, 80회\n - 장비 : 75대", []),
    ],
)
def test_a_note_and_a_line_are_totals_only_over_lines_that_all_name_parts(
    text: str, expected: list[str]
) -> None:
    assert [claim.statement for claim in claims(text) if claim.pattern == "split-lines"] == expected
