"""Time grows with the length of a line, whatever stands in it; a line beyond the limit is left alone."""

import time

import pytest

from claims.read import claims

pytestmark = pytest.mark.slow

PIECES = [
    *(
        "(",
        ")",
        "1, ",
        "1(",
        "가 1개, ",
        "N→",
        "1 → 2 ",
        "'24.1.1.~",
        "9.4(목)",
        "총 ",
        "1·",
        "12:",
        "가·나, ",
    ),
    *("100,", "%", "5(5%), "),
]


def seconds(text: str) -> float:
    """The shortest of three: what else runs on the machine makes any one of them longer."""
    times = []
    for _ in range(3):
        started = time.process_time()
        claims(text)
        times.append(time.process_time() - started)
    return min(times)


@pytest.mark.parametrize("piece", PIECES)
def test_a_line_of_one_piece(piece):
    claims(piece * 4)
    short, long = piece * (400 // len(piece)), piece * (1_600 // len(piece))
    # Four times the length: quadratic work would take sixteen times as long.
    assert seconds(long) < max(13 * seconds(short), 0.5)


def test_many_lines_take_as_long_as_they_are_many():
    lines = [f"- 운영 : 총 {n}개소(시립 {n - 3}개소, 구립 3개소)" for n in range(10, 410)]
    assert len(claims("\n".join(lines))) == 400
    # Sixteen times as long if each line were held against each other.
    assert seconds("\n".join(lines)) < 10 * seconds("\n".join(lines[:100]))
