"""*Violated* is a proof: what is consistent before it is printed is never violated.

Tables of true, unrounded amounts are drawn with all that follows from them (totals, subtotals,
members, differences, rates, growth, shares, what is carried over), and printed in any unit, to any
place, each figure half up or truncated as it likes. The other way round, a printed figure that is
moved further than every mode of printing can explain is always found.
"""

from decimal import Decimal
from fractions import Fraction

from hypothesis import event, given
from hypothesis import strategies as st

from build import checks, table
from geomsan.check.identities.declare import Carry, MemberTotal, RecordTotal, SharesAddTo100, formula
from geomsan.check.identities.verdicts import Verdict, rounded
from geomsan.read.figures.interval import RoundingMode
from geomsan.read.figures.units import Kind, read_unit
from geomsan.read.tables.reading import MeasureSpec

RATE = MeasureSpec(Kind.RATE)
won = st.integers(-(10**4), 10**10) | st.integers(0, 10**7) | st.just(0)
modes = st.sampled_from([RoundingMode.HALF_UP, RoundingMode.TRUNCATION])
units = st.sampled_from(["원", "천원", "백만원", "억원", "조원"])
places = st.sampled_from([Decimal(1), Decimal("0.1"), Decimal("0.01"), Decimal("0.001")])


@st.composite
def printers(draw):
    """Return a function that prints true figures, each by a mode of its own."""
    step, rate_step = draw(places), draw(places)
    # All figures half up, all cut off, or every one as it comes.
    mode_of = draw(st.sampled_from([st.just(RoundingMode.HALF_UP), st.just(RoundingMode.TRUNCATION), modes]))

    def show(value, unit=None):
        if value is None:
            return ""
        value = Fraction(value)
        if value == 0 and draw(st.booleans()):
            return "-"
        scale = Fraction(read_unit(unit).scale) if unit else Fraction(1)
        printed = rounded(value / scale, step if unit else rate_step, draw(mode_of))
        text = f"{abs(printed):,f}"
        # Something below zero may be printed △0.
        return f"△{text}" if printed < 0 or (value < 0 and draw(st.booleans())) else text

    return show


def percent(numerator, denominator):
    return None if denominator == 0 else Fraction(100 * numerator, denominator)


def assert_no_violation(read, *identities):
    found = [check for identity in identities for check in checks(identity, read)]
    for check in found:
        event(f"{check.edit.rule.value} {check.verdict.value}")
        assert check.verdict is not Verdict.VIOLATED, (
            check.edit.statement,
            [term.entry.figure.text for term in check.edit.terms],
        )
    return found


@st.composite
def grouped(draw):
    """Return groups of items, each with 본예산, 이월 and 지출액 in won."""
    item = st.tuples(won, st.integers(0, 10**9) | st.just(0), won)
    return draw(st.lists(st.lists(item, min_size=1, max_size=4), min_size=1, max_size=3))


@given(grouped(), units, printers())
def test_execution_by_groups(groups, unit, show):
    def line(label, items):
        base, carried, spent = (sum(item[i] for item in items) for i in range(3))
        whole = base + carried
        amounts = [show(value, unit) for value in (base, carried, whole, spent, whole - spent)]
        return [label, *amounts, show(percent(spent, whole))]

    names = ["본예산", "이월", "현액", "지출액", "잔액", "집행률"]
    body = [line("계", [item for group in groups for item in group])]
    for group in groups:
        body.append(line("소계", group))
        body += [line(f"과{number}", [item]) for number, item in enumerate(group)]
    read = table([["과", *names], *body], {"집행률": RATE}, unit=unit, columns=names)
    found = assert_no_violation(
        read,
        RecordTotal("과"),
        formula("현액 = 본예산 + 이월"),
        formula("잔액 = 현액 - 지출액"),
        formula("집행률 = 지출액 / 현액"),
    )
    assert len(found) >= 5 * (1 + len(groups)) + 2 * len(body)


@given(st.lists(st.lists(won, min_size=3, max_size=3), min_size=1, max_size=4), units, printers())
def test_members_growth_and_shares(records, unit, show):
    members = ["2023", "2024", "2025"]
    body = []
    for label, years in [
        ("계", [sum(column) for column in zip(*records, strict=True)]),
        *((f"과{number}", years) for number, years in enumerate(records)),
    ]:
        rise = years[2] - years[1]
        amounts = [show(value, unit) for value in (sum(years), *years, rise)]
        whole = sum(map(sum, records))
        rates = [percent(rise, years[1]), percent(rise, years[1]), percent(sum(years), whole)]
        body.append([label, *amounts, *map(show, rates)])
    columns = [
        "값@합계",
        *(f"값@{year}" for year in members),
        "증감@2025",
        "증감률@2025",
        "신장률@2025",
        "비중@합계",
    ]
    specs = {"증감률": RATE, "비중": RATE, "신장률": RATE}
    read = table([["과", *columns], *body], specs, unit=unit, columns=columns)
    assert_no_violation(
        read,
        RecordTotal("과"),
        MemberTotal("연도", except_for=("증감",)),
        formula("증감 = 값 - 직전(값)"),
        formula("증감률 = 증감 / 직전(값)"),
        formula("신장률 = (값 - 직전(값)) / 직전(값)"),
        formula("비중 = 값 / 전체(값)"),
        SharesAddTo100("비중"),
    )


@given(st.lists(st.tuples(won, won, won), min_size=2, max_size=4), units, printers())
def test_settlements_carry_over(years, unit, show):
    names = ["최종예산", "전년이월", "예산현액", "집행액", "차년이월", "집행잔액"]
    body, carried = [], 0
    for number, (final, spent, out) in enumerate(years):
        current = final + carried
        amounts = (final, carried, current, spent, out, current - spent - out)
        body.append([f"{2020 + number}년", *(show(amount, unit) for amount in amounts)])
        carried = out
    read = table([["연도", *names], *body], unit=unit, columns=names)
    found = assert_no_violation(
        read,
        formula("예산현액 = 최종예산 + 전년이월"),
        formula("집행잔액 = 예산현액 - 집행액 - 차년이월"),
        Carry(into="전년이월", out_of="차년이월"),
    )
    assert len(found) == 2 * len(years) + len(years) - 1


@given(st.lists(st.tuples(won, units, places, modes), min_size=1, max_size=6), units, places, modes)
def test_every_cell_may_have_a_unit_of_its_own(items, unit, place, mode):
    def cell(value, unit, place, mode):
        printed = rounded(Fraction(value) / Fraction(read_unit(unit).scale), place, mode)
        return f"{printed:,f}{unit}"

    total = cell(sum(item[0] for item in items), unit, place, mode)
    rows = [["과", "예산"], ["계", total], *([f"과{n}", cell(*item)] for n, item in enumerate(items))]
    assert_no_violation(table(rows, columns=["예산"]), RecordTotal("과"))


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=6), st.data())
def test_a_changed_count_is_always_found(counts, data):
    cells = [sum(counts), *counts]
    changed = data.draw(st.integers(0, len(cells) - 1))
    by = data.draw(st.integers(-cells[changed], 10**6).filter(bool))
    right = [f"{cell:,}" for cell in cells]
    wrong = [*right[:changed], f"{cells[changed] + by:,}", *right[changed + 1 :]]
    for printed, verdict in ((right, Verdict.EXACT), (wrong, Verdict.VIOLATED)):
        rows = [["과", "정원"], *zip(["계", *(f"과{n}" for n in range(len(counts)))], printed, strict=True)]
        (check,) = checks(RecordTotal("과"), table(rows, unit="명", columns=["정원"]))
        assert check.verdict is verdict
    assert abs(check.difference) == abs(by)


@given(st.lists(won, min_size=1, max_size=6), units, places, st.sampled_from([-1, 1]), st.data())
def test_an_amount_beyond_rounding_is_always_found(amounts, unit, place, direction, data):
    scale = Fraction(read_unit(unit).scale)
    shown = [rounded(Fraction(amount) / scale, place, data.draw(modes)) for amount in amounts]
    # Each figure can stand for less than one step beside its print.
    total = sum(shown) + direction * place * (len(shown) + 1)
    rows = [["과", "예산"], ["계", f"{total:,f}"], *([f"과{n}", f"{s:,f}"] for n, s in enumerate(shown))]
    (check,) = checks(RecordTotal("과"), table(rows, unit=unit, columns=["예산"]))
    assert check.verdict is Verdict.VIOLATED
    assert abs(check.difference) == place * (len(shown) + 1)


@given(st.integers(1, 10**6), st.integers(1, 10**6), places, st.sampled_from([-1, 1]), st.data())
def test_a_rate_of_counts_beyond_rounding_is_always_found(numerator, denominator, place, direction, data):
    right = rounded(Fraction(100 * numerator, denominator), place, data.draw(modes))
    for rate, is_violated in ((right, False), (right + direction * 2 * place, True)):
        rows = [["과", "실적", "목표", "률"], ["A", str(numerator), str(denominator), f"{rate:f}"]]
        read = table(rows, {"률": RATE}, unit="명", columns=["실적", "목표", "률"])
        (check,) = checks(formula("률 = 실적 / 목표"), read)
        assert (check.verdict is Verdict.VIOLATED) == is_violated
