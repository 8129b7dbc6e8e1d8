"""The words that every output uses for verdicts and statuses: one thing, one name."""

from __future__ import annotations

from geomsan.common.errors import Bilingual

VERDICTS = {
    "exact": Bilingual("일치", "exact"),
    "rounding": Bilingual("반올림 차이", "rounding"),
    "violated": Bilingual("불일치", "violated"),
    "undecided": Bilingual("판정 불가", "undecided"),
}
"""Verdicts, in the order of summaries."""

ROUNDING_MODES = {
    "half-up": Bilingual("반올림", "rounding half up"),
    "truncation": Bilingual("버림", "truncation"),
    "either": Bilingual("반올림과 버림을 섞어 쓴 것", "a mixture of rounding and truncation"),
}
"""How figures were shortened."""

STATUSES = {
    "open": Bilingual("미결", "open"),
    "stale": Bilingual("다시 확인", "stale"),
    "accepted": Bilingual("수용", "accepted"),
    "corrected": Bilingual("정정", "corrected"),
}
"""What was decided about a violation."""

EXAMPLE = Bilingual("예시", "example")
"""Of a decision that only shows what decisions look like."""
