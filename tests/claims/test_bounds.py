"""What 이상 and 이내 bound, and differences in another unit than that of their numbers."""

import pytest

from claims.read import claims
from geomsan.check.identities.verdicts import Verdict


@pytest.mark.parametrize(
    ("total", "each", "verdict"),
    [
        (18, "이내", Verdict.EXACT),
        (17, "이내", Verdict.ROUNDING),
        (21, "이내", Verdict.VIOLATED),
        (18, "이상", Verdict.EXACT),
        (21, "이상", Verdict.ROUNDING),
        (17, "이상", Verdict.VIOLATED),
    ],
)
def test_a_bound_of_each_bounds_the_product(total: int, each: str, verdict: Verdict) -> None:
    (claim,) = claims(f"6개 과제 선정, 총 {total}억원 지원(과제당 3억원 {each})")
    assert claim.verdict is verdict


def test_a_difference_counts_what_its_numbers_count() -> None:
    (claim,) = claims("정원 310명 / 현원 302명 (△9명)")
    assert claim.verdict is Verdict.VIOLATED
    assert claims("정원 310명 / 현원 302명 (△9개소)") == []
