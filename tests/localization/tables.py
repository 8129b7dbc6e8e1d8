"""Small tables for the tests of localization: consistent ones as printed, and the same with faults."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from build import table
from geomsan.check.identities.declare import Carry, MemberTotal, RecordTotal, SharesAddTo100, bind, formula
from geomsan.check.identities.verdicts import Verdict, evaluate, rounded
from geomsan.read.figures.interval import RoundingMode
from geomsan.read.figures.units import Kind
from geomsan.read.tables.reading import MeasureSpec

RATE = MeasureSpec(Kind.RATE)
COUNT = MeasureSpec(Kind.COUNT)
modes = st.sampled_from([RoundingMode.HALF_UP, RoundingMode.TRUNCATION])


def edits_of(read, *identities):
    """The decidable edit rules of a table."""
    edits = [edit for identity in identities for edit in bind(identity, read)]
    return [edit for edit in edits if evaluate(edit).verdict is not Verdict.UNDECIDED]


def text_of(printed):
    return f"{'△' if printed < 0 else ''}{abs(printed):,f}"


def percent(numerator, denominator):
    return None if denominator == 0 else Fraction(100 * numerator) / denominator


@st.composite
def printed(draw, shape=None, faults=0):
    """Return the edit rules of a small table printed from true figures, with ``faults`` prints moved."""
    make = {
        "crossed": crossed,
        "counts": crossed,
        "execution": execution,
        "shares": shares,
        "carried": carried,
        "growth": growth,
        "compound": compound,
    }
    shape = shape or draw(st.sampled_from(sorted(make)))
    step = (
        Decimal(1) if shape in ("counts", "compound") else draw(st.sampled_from([Decimal(1), Decimal("0.1")]))
    )
    figures = draw(st.lists(st.integers(0, 90) if step == 1 else st.integers(0, 900), min_size=6, max_size=6))
    scale = Fraction(1) if shape in ("counts", "compound") else Fraction(1, 7)
    rows, read = make[shape]([figure * scale for figure in figures], shape == "counts")

    def show(value, place):
        if value is None or isinstance(value, str):
            return value or ""
        size = Decimal("0.1") if place[1] in RATE_COLUMNS.get(shape, ()) else step
        shown = rounded(Fraction(value), size, draw(modes))
        if shown == 0 and value == 0 and draw(st.booleans()):
            return "-"
        if place in moved:
            shown += size * draw(st.sampled_from([-30, -9, -3, -2, -1, 1, 2, 3, 9, 30, 270]))
        return text_of(shown)

    places = [
        (r, c)
        for r, row in enumerate(rows)
        for c, v in enumerate(row)
        if not isinstance(v, str) and v is not None
    ]
    moved = set(draw(st.lists(st.sampled_from(places), min_size=faults, max_size=faults, unique=True)))
    texts = [[show(value, (r, c)) for c, value in enumerate(row)] for r, row in enumerate(rows)]
    return read(texts)


RATE_COLUMNS = {"execution": (3,), "shares": (2,), "growth": (4, 5)}


def crossed(figures, is_count):
    """계 over two records, 계 over two years."""
    a, b, c, d = figures[:4]
    rows = [["계", a + b + c + d, a + c, b + d], ["가", a + b, a, b], ["나", c + d, c, d]]

    def read(texts):
        specs = {"값": COUNT} if is_count else {}
        columns = ["값@계", "값@2024", "값@2025"]
        found = table([["과", *columns], *texts], specs, unit="명" if is_count else "백만원", columns=columns)
        return edits_of(found, RecordTotal("과"), MemberTotal("연도"))

    return rows, read


def execution(figures, _is_count):
    """현액, 지출액 and 집행률 of two records and their total."""
    a, b, c, d = figures[:4]
    body = [("계", a + c + 1, b + d), ("가", a + 1, b), ("나", c, d)]
    rows = [[label, whole, spent, percent(spent, whole)] for label, whole, spent in body]

    def read(texts):
        names = ["현액", "지출액", "집행률"]
        found = table([["과", *names], *texts], {"집행률": RATE}, unit="백만원", columns=names)
        return edits_of(found, RecordTotal("과"), formula("집행률 = 지출액 / 현액"))

    return rows, read


def shares(figures, _is_count):
    """Amounts with their shares of the total: rates that add to 100."""
    a, b, c = (figure + 1 for figure in figures[:3])
    whole = a + b + c
    rows = [["계", whole, Fraction(100)]]
    rows += [[name, value, percent(value, whole)] for name, value in zip("가나다", (a, b, c), strict=True)]

    def read(texts):
        names = ["금액", "비중"]
        found = table([["과", *names], *texts], {"비중": RATE}, unit="백만원", columns=names)
        return edits_of(
            found, RecordTotal("과", ("비중",)), formula("비중 = 금액 / 전체(금액)"), SharesAddTo100("비중")
        )

    return rows, read


def carried(figures, _is_count):
    """전년이월 + 예산 - 지출 = 차년이월, carried into the next year; what is left may be negative."""
    rows, carry = [], figures[4]
    for label, new, spent in (("2023", figures[0], figures[1]), ("2024", figures[2], figures[3])):
        left = carry + new - spent
        rows.append([label, carry, new, spent, left])
        carry = left

    def read(texts):
        names = ["전년이월", "예산", "지출", "차년이월"]
        found = table([["연도", *names], *texts], {}, unit="백만원", columns=names)
        return edits_of(found, formula("차년이월 = 전년이월 + 예산 - 지출"), Carry("전년이월", "차년이월"))

    return rows, read


def growth(figures, _is_count):
    """Two years, their difference and its rate of the first, both printed."""
    rows = []
    for label, before, after in (("가", figures[0], figures[1]), ("나", figures[2], figures[3])):
        rise = after - before
        rows.append([label, before, after, rise, percent(rise, before), percent(rise, before)])

    def read(texts):
        columns = ["값@2024", "값@2025", "증감@2025", "증감률@2025", "신장률@2025"]
        specs = {"증감률": RATE, "신장률": RATE}
        found = table([["과", *columns], *texts], specs, unit="백만원", columns=columns)
        return edits_of(
            found,
            formula("증감 = 값 - 직전(값)"),
            formula("증감률 = 증감 / 직전(값)"),
            formula("신장률 = (값 - 직전(값)) / 직전(값)"),
        )

    return rows, read


def compound(figures, _is_count):
    """정원 and 현원 in one cell; a blank 현원 counts as nil where 정원 is."""
    a, b, c, d = figures[:4]
    rows = [["계", a + c, b + d], ["가", a, b], ["나", c, d]]

    def read(texts):
        body = [[label, f"{quota}/{present}"] for label, quota, present in texts]
        found = table(
            [["과", "정원/현원"], *body], {"정원": COUNT, "현원": COUNT}, unit="명", columns=["정원/현원"]
        )
        return edits_of(found, RecordTotal("과"))

    return rows, read


won = st.integers(0, 10**10) | st.integers(-(10**4), 10**6) | st.just(0)


@st.composite
def grouped(draw):
    """Return the rules of a table with subtotals, sums, differences, rates and shares, in any unit."""
    unit = draw(st.sampled_from(["원", "천원", "백만원", "억원", "조원"]))
    step = draw(st.sampled_from([Decimal(1), Decimal("0.1"), Decimal("0.001")]))
    rate_step = draw(st.sampled_from([Decimal(1), Decimal("0.1"), Decimal("0.01")]))
    item = st.tuples(won, st.integers(0, 10**9) | st.just(0), won)
    groups = draw(st.lists(st.lists(item, min_size=1, max_size=3), min_size=1, max_size=3))
    every = [item for group in groups for item in group]
    scale = Fraction({"원": 1, "천원": 10**3, "백만원": 10**6, "억원": 10**8, "조원": 10**12}[unit])

    def show(value, size):
        if value is None:
            return ""
        if value == 0 and draw(st.booleans()):
            return "-"
        return text_of(rounded(Fraction(value), size, draw(modes)))

    def line(label, items, under):
        total = sum(item[0] + item[1] for item in under)
        base, carried, spent = (sum(item[i] for item in items) for i in range(3))
        whole = base + carried
        amounts = [show(Fraction(v) / scale, step) for v in (base, carried, whole, spent, whole - spent)]
        rates = [show(percent(spent, whole), rate_step), show(percent(whole, total), rate_step)]
        return [label, *amounts, *rates]

    body = [line("계", every, every)]
    for group in groups:
        body.append(line("소계", group, every))
        body += [line(f"과{number}", [one], group) for number, one in enumerate(group)]
    names = ["본예산", "이월", "현액", "지출액", "잔액", "집행률", "비중"]
    read = table([["과", *names], *body], {"집행률": RATE, "비중": RATE}, unit=unit, columns=names)
    return edits_of(
        read,
        RecordTotal("과"),
        formula("현액 = 본예산 + 이월"),
        formula("잔액 = 현액 - 지출액"),
        formula("집행률 = 지출액 / 현액"),
        formula("비중 = 현액 / 전체(현액)"),
        SharesAddTo100("비중"),
    )
