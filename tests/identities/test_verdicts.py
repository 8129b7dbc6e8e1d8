"""Every kind of identity: passing exactly, passing by rounding, failing, undecided."""

from decimal import Decimal

import pytest

from build import checks, table, verdicts
from geomsan.check.identities.declare import Carry, MemberTotal, RecordTotal, SharesAddTo100, bind, formula
from geomsan.check.identities.edits import Role
from geomsan.check.identities.verdicts import Verdict, evaluate, is_feasible
from geomsan.common.errors import GeomsanError
from geomsan.read.figures.interval import RoundingMode
from geomsan.read.figures.units import Kind
from geomsan.read.tables.reading import MeasureSpec

RATE = MeasureSpec(Kind.RATE)
COUNT = MeasureSpec(Kind.COUNT)
EXACT, ROUNDING, VIOLATED, UNDECIDED = "exact", "rounding", "violated", "undecided"


def roles(check):
    return [(term.role.value, term.entry.figure.text) for term in check.edit.terms]


class TestRecordTotal:
    identity = RecordTotal("과")

    def verdict(self, *cells, unit="백만원", **layout):
        rows = [["과", "예산"], *zip(["계", "A", "B", "C"], cells, strict=False)]
        (found,) = checks(self.identity, table(rows, unit=unit, columns=["예산"], **layout))
        return found

    @pytest.mark.parametrize(
        ("cells", "unit", "expected"),
        [
            (("6", "1", "2", "3"), "백만원", EXACT),
            (("6", "-", "3", "3"), "백만원", EXACT),
            (("△6", "△1", "△2", "△3"), "백만원", EXACT),
            (("0.3", "0.1", "0.2"), "백만원", EXACT),
            (("1.5", "0.5", "0.5", "0.5"), "백만원", EXACT),
            (("-", "-", "-"), "백만원", EXACT),
            (("5", "1", "2", "3"), "백만원", ROUNDING),
            (("7", "1", "2", "3"), "백만원", ROUNDING),
            (("8", "1", "2", "3"), "백만원", ROUNDING),
            (("9", "1", "2", "3"), "백만원", ROUNDING),
            (("10", "1", "2", "3"), "백만원", VIOLATED),
            (("4", "1", "2", "3"), "백만원", ROUNDING),
            (("3", "1", "2", "3"), "백만원", VIOLATED),
            (("7", "1", "2", "3"), "명", VIOLATED),
            (("5", "1", "2", "3"), "명", VIOLATED),
            (("6", "1", "2", "3"), "명", EXACT),
            (("1", "-", "-"), "백만원", VIOLATED),
            (("-", "1", "△1"), "백만원", EXACT),
            (("6억", "100", "500"), "백만원", EXACT),
            (("6억", "100", "600"), "백만원", ROUNDING),
            (("6억", "100", "700"), "백만원", VIOLATED),
            (("1,0000", "1", "2"), "백만원", UNDECIDED),
            (("6", "약 1", "2", "3"), "백만원", UNDECIDED),
            (("6", "미정", "2", "3"), "백만원", UNDECIDED),
            (("미정", "1", "2", "3"), "백만원", UNDECIDED),
            (("6", "", "2", "3"), "백만원", UNDECIDED),
            (("6", "", "", ""), "백만원", UNDECIDED),
            (("5백만원", "5명", "0원"), None, UNDECIDED),
            (("5백만원", "5", "-"), None, UNDECIDED),
            (("5백만원", "5백만원", "-"), None, EXACT),
            (("10개사", "5개소", "5명"), None, EXACT),
        ],
    )
    def test_verdicts(self, cells, unit, expected):
        assert self.verdict(*cells, unit=unit).verdict.value == expected

    def test_undecided_says_why(self):
        assert "‘약 1’ (report.txt:3 예산)" in self.verdict("6", "약 1", "2", "3").because.ko
        assert "비어 있습니다 (report.txt:4 예산)" in self.verdict("6", "1", "", "3").because.ko
        assert self.verdict("6", "", "", "").because.en == "none of the parts is printed"
        assert "count, 원" in self.verdict("5백만원", "5명", "0원", unit=None).because.ko
        assert "without unit" in self.verdict("5백만원", "5", "-", unit=None).because.en
        assert self.verdict("6", "약 1", "2", "3").reported == 6
        assert self.verdict("약 6", "1", "2", "3").reported is None

    def test_a_violation_says_what_the_total_would_be(self):
        check = self.verdict("1,215", "994", "100", "101")
        assert (check.reported, check.expected, check.difference) == (1215, 1195, 20)
        assert roles(check) == [("total", "1,215"), ("part", "994"), ("part", "100"), ("part", "101")]
        assert check.edit.statement == "계 = A + B + C"
        assert check.edit.rule.value == "sum"

    def test_the_mode_that_explains(self):
        assert self.verdict("5", "1", "2", "3").rounding_mode is RoundingMode.HALF_UP
        assert self.verdict("8", "1", "2", "3").rounding_mode is RoundingMode.TRUNCATION
        assert self.verdict("4", "1", "2", "3").rounding_mode is RoundingMode.EITHER
        assert self.verdict("6", "1", "2", "3").rounding_mode is None

    def test_a_blank_that_counts_as_zero_is_a_part(self):
        check = self.verdict("3", "1", "2", "", blank="zero")
        assert check.verdict is Verdict.EXACT
        assert roles(check)[-1] == ("part", "")
        assert self.verdict("9", "1", "2", "", blank="zero").verdict is Verdict.VIOLATED

    def test_long_figures_are_exact(self):
        nines = "9" * 40
        assert self.verdict("1" + "0" * 40, nines, "1", unit="명").verdict is Verdict.EXACT
        check = self.verdict("1" + "0" * 39 + "2", nines, "1", unit="명")
        assert (check.verdict, check.difference) == (Verdict.VIOLATED, 2)
        assert check.expected == Decimal("1" + "0" * 40)

    def test_mixed_decimals(self):
        assert self.verdict("6.5", "1", "2", "3").verdict is Verdict.ROUNDING
        assert self.verdict("6억", "100.4", "499.6").verdict is Verdict.EXACT
        assert self.verdict("6억", "140", "499.6").verdict is Verdict.ROUNDING
        assert self.verdict("6억", "240", "499.6").verdict is Verdict.VIOLATED

    def test_groups(self):
        rows = "과 | 예산\n계 | {}\n소계 | 3\nA | 1\nB | 2\n소계 | {}\nC | 3\nD | 4"
        for total, subtotal, expected in (
            ("10", "7", [EXACT, EXACT, EXACT]),
            ("17", "7", [VIOLATED, EXACT, EXACT]),
            ("10", "17", [VIOLATED, EXACT, VIOLATED]),
        ):
            read = table(rows.format(total, subtotal), unit="명", columns=["예산"])
            found = checks(self.identity, read)
            assert [check.verdict.value for check in found] == expected
        assert roles(found[0]) == [("total", "10"), ("part", "3"), ("part", "17")]

    def test_rates_do_not_add_up_and_neither_do_excepted_measures(self):
        read = table(
            "과 | 률 | 단가\n계 | 50 | 1\nA | 50 | 1\nB | 50 | 1", {"률": RATE}, columns=["률", "단가"]
        )
        assert verdicts(RecordTotal("과", except_for=("단가",)), read) == []
        assert verdicts(self.identity, read) == [ROUNDING]

    def test_a_blank_total_says_nothing(self):
        assert checks(self.identity, table("과 | 예산\n계 | \nA | 1", columns=["예산"])) == []

    def test_long_sums_are_written_short(self):
        rows = [["과", "예산"], ["계", "10"], *([f"과{i}", "1"] for i in range(10))]
        (check,) = checks(self.identity, table(rows, unit="명", columns=["예산"]))
        assert check.edit.statement == "계 = 과0 + 과1 + … + 과9 (10개 항목)"

    def test_every_rule_has_an_id_of_its_own(self):
        read = table(
            "과 | 정원 / 현원 | 예산\nA | 1/2 | 3\nB | 3/4 | 5",
            columns=["정원@일반 / 현원@일반", "예산@일반"],
            stated=[
                {"record": "계", "pattern": "정원@일반", "text": "4"},
                {"record": "계", "pattern": "현원@일반", "text": "6"},
                {"record": "계", "pattern": "예산@일반", "text": "8"},
            ],
        )
        ids = [check.edit.id for check in checks(self.identity, read)]
        assert len(ids) == len(set(ids)) == 3


class TestMemberTotal:
    identity = MemberTotal("연도")

    def verdict(self, *cells, rules=None, unit="명"):
        rows = [["지표", "합계", "2023", "2024", "2025"], ["고용 지표", *cells]]
        columns = ["@합계", "@2023", "@2024", "@2025"]
        read = table(
            [["", *rows[0]], ["실적", *rows[1]]],
            unit=unit,
            stub=["measure", "record"],
            columns=columns,
            rules={"member-totals": rules or {}},
        )
        return checks(self.identity, read)

    @pytest.mark.parametrize(
        ("cells", "rule", "unit", "expected"),
        [
            (("6", "1", "2", "3"), "sum", "명", [EXACT]),
            (("6", "1", "2", "3"), "sum", "백만원", [EXACT]),
            (("7", "1", "2", "3"), "sum", "백만원", [ROUNDING]),
            (("10", "1", "2", "3"), "sum", "백만원", [VIOLATED]),
            (("7", "1", "2", "3"), "sum", "명", [VIOLATED]),
            (("6", "1", "", "3"), "sum", "명", [UNDECIDED]),
            (("6", "1", "2", "미정"), "sum", "명", [UNDECIDED]),
            (("3", "1", "2", "3"), "last", "명", [EXACT]),
            (("3", "1", "2", "3.4"), "last", "백만원", [ROUNDING]),
            (("6", "1", "2", "3"), "last", "명", [VIOLATED]),
            (("3", "1", "2", ""), "last", "명", [UNDECIDED]),
            (("3", "1", "2", "3"), ["2023", "2024"], "명", [EXACT]),
            (("6", "1", "2", "3"), ["2023", "2024"], "명", [VIOLATED]),
            (("3", "1", "", "3"), ["2023", "2024"], "명", [UNDECIDED]),
            (("99", "1", "2", "3"), "none", "명", []),
            (("", "1", "2", "3"), "sum", "명", []),
            (("약 6", "1", "2", "3"), "sum", "명", [UNDECIDED]),
        ],
    )
    def test_verdicts(self, cells, rule, unit, expected):
        found = self.verdict(*cells, rules={"고용지표": rule}, unit=unit)
        assert [check.verdict.value for check in found] == expected

    def test_last_is_the_same_figure_again(self):
        (check,) = self.verdict("6", "1", "2", "3", rules={"고용지표": "last"})
        assert check.edit.rule.value == "same"
        assert roles(check) == [("result", "6"), ("source", "3")]
        assert check.edit.statement == "고용 지표 [합계] = 2025 (누계)"

    def test_labels_of_rules_may_be_spaced(self):
        (check,) = self.verdict("3", "1", "2", "3", rules={"고용 지표": "last"})
        assert check.verdict is Verdict.EXACT

    @pytest.mark.parametrize("rules", [{"고용지포": "last"}, {"고용지표": ["2023", "2026"]}])
    def test_a_rule_that_names_nothing_is_refused(self, rules):
        with pytest.raises(GeomsanError, match=r"member-totals.*표에 없는 이름.*(고용지포|2026)"):
            self.verdict("6", "1", "2", "3", rules=rules)

    def test_without_a_total_member_there_is_no_rule(self):
        read = table("과 | 2024 | 2025\nA | 1 | 2", columns=["예산@2024", "예산@2025"])
        assert checks(self.identity, read) == []

    def test_excepted_measures_and_rates(self):
        read = table(
            "과 | 계 | 갑 | 을\nA | 9 (9) | 1 (1) | 1 (1)",
            {"률": RATE},
            columns=["수@계 (률@계)", "수@갑 (률@갑)", "수@을 (률@을)"],
            unit="명",
        )
        assert verdicts(self.identity, read) == [VIOLATED]
        assert verdicts(MemberTotal("연도", except_for=("수",)), read) == []


def test_last_by_rounding_needs_figures_that_can_be_equal():
    assert (
        TestMemberTotal().verdict("3", "1", "2", "4.4", rules={"고용지표": "last"}, unit="백만원")[0].verdict
        is Verdict.VIOLATED
    )


class TestFormulas:
    def verdict(self, text, *cells, unit="백만원", specs=None):
        law = formula(text)
        names = sorted(law.formula.measures - {law.formula.result})
        columns = [law.formula.result, *names]
        given = {"률": RATE, **(specs or {})}
        read = table([["과", *columns], ["A", *cells]], given, unit=unit, columns=columns)
        return checks(law, read)

    @pytest.mark.parametrize(
        ("text", "cells", "unit", "expected"),
        [
            ("현액 = 본 + 이월", ("3", "1", "2"), "백만원", [EXACT]),
            ("현액 = 본 + 이월", ("4", "1", "2"), "백만원", [ROUNDING]),
            ("현액 = 본 + 이월", ("2", "1", "2"), "백만원", [ROUNDING]),
            ("현액 = 본 + 이월", ("6", "1", "2"), "백만원", [VIOLATED]),
            ("현액 = 본 + 이월", ("4", "1", "2"), "명", [VIOLATED]),
            ("현액 = 본 + 이월", ("3", "", "2"), "백만원", [UNDECIDED]),
            ("현액 = 본 + 이월", ("", "1", "2"), "백만원", []),
            ("현액 = 본 + 이월", ("3", "1명", "2백만원"), None, [UNDECIDED]),
            ("차 = 가 - 나", ("△1", "1", "2"), "백만원", [EXACT]),
            ("차 = 가 - 나", ("0", "1", "2"), "백만원", [ROUNDING]),
            ("차 = 가 - 나", ("-", "1", "2"), "백만원", [ROUNDING]),
            ("차 = 가 - 나", ("1", "1", "2"), "백만원", [VIOLATED]),
            ("차 = 가 - 나", ("1", "1", "2"), "명", [VIOLATED]),
            ("차 = 가 - 나", ("1", "1", "3"), "백만원", [VIOLATED]),
            ("차 = 가 - 나", ("?", "1", "3"), "백만원", [UNDECIDED]),
            ("뒤 = 앞", ("5", "5"), "백만원", [EXACT]),
            ("뒤 = 앞", ("5", "5.4"), "백만원", [ROUNDING]),
            ("뒤 = 앞", ("5", "6"), "명", [VIOLATED]),
            ("뒤 = 앞", ("5", "7"), "백만원", [VIOLATED]),
            ("뒤 = 앞", ("5", "약 5"), "백만원", [UNDECIDED]),
            ("률 = 나 / 다", ("33.3", "1", "3"), "명", [EXACT]),
            ("률 = 나 / 다", ("66.7", "2", "3"), "명", [EXACT]),
            ("률 = 나 / 다", ("66.6", "2", "3"), "명", [ROUNDING]),
            ("률 = 나 / 다", ("66.5", "2", "3"), "명", [VIOLATED]),
            ("률 = 나 / 다", ("66.8", "2", "3"), "명", [VIOLATED]),
            ("률 = 나 / 다", ("60", "2", "3"), "백만원", [ROUNDING]),
            ("률 = 나 / 다", ("10", "2", "3"), "백만원", [VIOLATED]),
            ("률 = 나 / 다", ("200", "2", "3"), "백만원", [VIOLATED]),
            ("률 = 나 / 다", ("-", "-", "3"), "명", [EXACT]),
            ("률 = 나 / 다", ("-", "1", "30000"), "명", [VIOLATED]),
            ("률 = 나 / 다", ("0.0", "1", "30000"), "명", [EXACT]),
            ("률 = 나 / 다", ("0.0", "1", "-"), "명", [UNDECIDED]),
            ("률 = 나 / 다", ("100", "1", "0"), "백만원", [UNDECIDED]),
            ("률 = 나 / 다", ("100", "1", ""), "백만원", [UNDECIDED]),
            ("률 = 나 / 다", ("", "1", "2"), "백만원", []),
            ("률 = 나 / 다", ("50", "1명", "2백만원"), None, [UNDECIDED]),
            ("률 = 나 / 다", ("50", "1", "2백만원"), None, [UNDECIDED]),
            ("률 = 나 / 다", ("50", "1", "2"), None, [EXACT]),
            ("률 = (나 - 다) / 다", ("△50.0", "1", "2"), "명", [EXACT]),
            ("률 = (나 - 다) / 다", ("50.0", "1", "2"), "명", [VIOLATED]),
            ("률 = (나 - 다) / 다", ("100", "1", "-"), "명", [UNDECIDED]),
        ],
    )
    def test_verdicts(self, text, cells, unit, expected):
        found = self.verdict(text, *cells, unit=unit)
        assert [check.verdict.value for check in found] == expected

    def test_an_absent_operand_binds_no_rule(self):
        read = table("과 | 현액\nA | 3", columns=["현액"])
        assert checks(formula("현액 = 본 + 이월"), read) == []

    def test_roles(self):
        (total,) = self.verdict("현액 = 본 + 이월", "3", "1", "2")
        assert [term.role for term in total.edit.terms] == [Role.TOTAL, Role.PART, Role.PART]
        (left,) = self.verdict("차 = 가 - 나 - 다", "1", "6", "2", "3")
        assert [term.role.value for term in left.edit.terms] == [
            "result",
            "minuend",
            "subtrahend",
            "subtrahend",
        ]
        (rate,) = self.verdict("률 = 나 / 다", "50", "1", "2")
        assert [term.role.value for term in rate.edit.terms] == ["rate", "numerator", "denominator"]
        assert (rate.edit.result.role, len(rate.edit.others)) == (Role.RATE, 2)

    def test_a_rate_is_expected_at_its_printed_place(self):
        (check,) = self.verdict("률 = 나 / 다", "66.5", "2", "3", unit="명")
        assert (str(check.expected), str(check.difference)) == ("66.7", "-0.2")
        (nil,) = self.verdict("률 = 나 / 다", "-", "1", "3", unit="명")
        assert str(nil.expected) == "33.33"

    def test_growth_uses_one_base_on_both_sides(self):
        """Taken apart, (나 - 다) / 다 would let 다 be two numbers at once."""
        assert [c.verdict.value for c in self.verdict("률 = (나 - 다) / 다", "40.0", "4", "3")] == [ROUNDING]
        (check,) = self.verdict("률 = (나 - 다) / 다", "99.9", "4", "3")
        # 나 < 5 and 다 >= 2.5, so 나/다 - 1 < 1: just feasible; 100 is not.
        assert check.verdict is Verdict.ROUNDING
        (check,) = self.verdict("률 = (나 - 다) / 다", "100.0", "4", "3")
        assert check.verdict is Verdict.ROUNDING  # 99.95 prints as 100.0
        (check,) = self.verdict("률 = (나 - 다) / 다", "100.1", "4", "3")
        assert check.verdict is Verdict.VIOLATED

    @pytest.mark.parametrize(
        ("rate", "numerator", "base", "expected"),
        [
            ("△50.0", "△1", "2", EXACT),
            ("△50.0", "1", "△2", EXACT),
            ("50.0", "△1", "△2", EXACT),
            ("50.0", "1", "△2", VIOLATED),
            ("△50.0", "△1", "△2", VIOLATED),
            ("△66.6", "2", "△3", ROUNDING),
            ("△66.7", "2", "△3", EXACT),
            ("△66.8", "2", "△3", VIOLATED),
            ("△66.6", "△2", "3", ROUNDING),
            ("△66.5", "△2", "3", VIOLATED),
        ],
    )
    def test_negative_numerators_and_bases(self, rate, numerator, base, expected):
        (check,) = self.verdict("률 = 나 / 다", rate, numerator, base, unit="명")
        assert check.verdict.value == expected

    @pytest.mark.parametrize(
        ("rate", "numerator", "base", "mode", "expected"),
        [
            ("66.6", "2", "3", RoundingMode.TRUNCATION, True),
            ("66.6", "2", "3", RoundingMode.HALF_UP, False),
            ("66.7", "2", "3", RoundingMode.HALF_UP, True),
            ("66.7", "2", "3", RoundingMode.TRUNCATION, False),
            # The upper end is open, the lower one is not: 12.5 is [12.45, 12.55).
            ("12.5", "1245", "10000", RoundingMode.HALF_UP, True),
            ("12.5", "1255", "10000", RoundingMode.HALF_UP, False),
            ("12.5", "1255", "10000", RoundingMode.TRUNCATION, True),
            ("12.5", "1260", "10000", RoundingMode.TRUNCATION, False),
            ("12.5", "1250", "10000", RoundingMode.TRUNCATION, True),
            ("△12.5", "△1245", "10000", RoundingMode.HALF_UP, True),
            ("△12.5", "△1255", "10000", RoundingMode.HALF_UP, False),
            ("△12.5", "1245", "△10000", RoundingMode.HALF_UP, True),
            ("△12.5", "1255", "△10000", RoundingMode.HALF_UP, False),
            # Zero is open at both ends.
            ("0.0", "5", "10000", RoundingMode.HALF_UP, False),
            ("0.0", "△5", "10000", RoundingMode.HALF_UP, False),
            ("0.0", "△4", "10000", RoundingMode.HALF_UP, True),
            ("0.0", "10", "10000", RoundingMode.TRUNCATION, False),
            ("0.0", "9", "10000", RoundingMode.TRUNCATION, True),
        ],
    )
    def test_the_ends_of_a_rate(self, rate, numerator, base, mode, expected):
        (check,) = self.verdict("률 = 나 / 다", rate, numerator, base, unit="명")
        assert is_feasible(check.edit, mode) is expected

    @pytest.mark.parametrize(("rate", "expected"), [("49.9", True), ("50.0", False)])
    def test_an_open_end_of_an_amount_is_not_reached(self, rate, expected):
        """Cut off, 1 is less than 2, so 1 of 4 is less than 50.0 percent."""
        (check,) = self.verdict("률 = 나 / 다", rate, "1", "4", unit="원", specs={"다": COUNT})
        assert is_feasible(check.edit, RoundingMode.TRUNCATION) is expected

    @pytest.mark.parametrize("rate", ["1,000.0", "△1,000.0"])
    def test_a_base_that_may_be_zero_or_less_proves_nothing(self, rate):
        (check,) = self.verdict("률 = 나 / (다 - 라)", rate, "1", "5", "4")
        assert check.verdict is Verdict.ROUNDING
        (check,) = self.verdict("률 = 나 / (다 - 라)", rate, "1", "5", "4", unit="명")
        assert check.verdict is Verdict.VIOLATED

    def test_functions_along_the_members(self):
        columns = ["목표@2023", "실적@2023", "목표@2024", "실적@2024", "률"]
        rows = "과 | a | b | c | d | 률\nA | 10 | 5 | 10 | {} | 50.0"
        law = formula("률 = 누계(실적) / 누계(목표)")
        for last, expected in (("5", EXACT), ("6", VIOLATED), ("", UNDECIDED), ("약 5", UNDECIDED)):
            read = table(rows.format(last), {"률": RATE}, unit="명", columns=columns)
            assert verdicts(law, read) == [expected]
        assert roles(checks(law, read)[0])[1:3] == [("numerator", "5"), ("numerator", "약 5")]

    def test_a_cumulative_sum_leaves_the_total_member_out(self):
        read = table(
            "과 | 계 | 갑 | 을 | 모두\nA | 9 | 1 | 2 | 3",
            columns=["수@계", "수@갑", "수@을", "모두"],
            unit="명",
        )
        assert verdicts(formula("모두 = 누계(수)"), read) == [EXACT]

    @pytest.mark.parametrize(
        ("cells", "expected"),
        [
            (("4", "1", "5", "1"), [EXACT]),
            (("4", "1", "6", "1"), [VIOLATED]),
            (("", "1", "6", "1"), [UNDECIDED]),
        ],
    )
    def test_the_member_before(self, cells, expected):
        read = table([["과", *"abcd"], ["A", *cells]], unit="명",
                     columns=["개소@2023", "신규@2023", "개소@2024", "신규@2024"])  # fmt: skip
        assert verdicts(formula("개소 = 직전(개소) + 신규"), read) == expected

    @pytest.mark.parametrize(
        ("total", "share", "expected"),
        [("4", "25.0", EXACT), ("3", "33.3", EXACT), ("3", "34.0", VIOLATED), ("-", "25.0", UNDECIDED)],
    )
    def test_the_whole(self, total, share, expected):
        read = table(
            [["과", "수", "률"], ["계", total, ""], ["A", "1", share]],
            {"률": RATE},
            unit="명",
            columns=["수", "률"],
        )
        assert verdicts(formula("률 = 수 / 전체(수)"), read) == [expected]


class TestCarry:
    identity = Carry(into="전년이월", out_of="차년이월")

    @pytest.mark.parametrize(
        ("into", "out_of", "unit", "expected"),
        [
            ("5", "5", "천원", [EXACT]),
            ("-", "-", "천원", [EXACT]),
            ("5.0", "5.1", "백만원", [ROUNDING]),
            ("5.0", "5.3", "백만원", [VIOLATED]),
            ("5", "6", "명", [VIOLATED]),
            ("5", "-", "천원", [VIOLATED]),
            ("5", "", "천원", [UNDECIDED]),
            ("약 5", "5", "천원", [UNDECIDED]),
            ("", "5", "천원", []),
        ],
    )
    def test_verdicts(self, into, out_of, unit, expected):
        rows = [["연도", "전년이월", "차년이월"], ["2022", "9", out_of], ["2023", into, "7"]]
        read = table(rows, unit=unit, columns=["전년이월", "차년이월"])
        assert verdicts(self.identity, read) == expected

    def test_totals_carry_nothing(self):
        rows = "연도 | 전년이월 | 차년이월\n2022 | 1 | 2\n계 | 8 | 8\n2023 | 2 | 3\n2024 | 4 | 0"
        read = table(rows, unit="천원", columns=["전년이월", "차년이월"])
        found = checks(self.identity, read)
        assert [check.verdict.value for check in found] == [EXACT, ROUNDING]
        assert found[0].edit.statement == "2023 전년이월 = 2022 차년이월"
        assert roles(found[1]) == [("result", "4"), ("source", "3")]
        assert found[0].edit.rule.value == "carry"


class TestShares:
    identity = SharesAddTo100("률")

    @pytest.mark.parametrize(
        ("cells", "expected"),
        [
            (("100", "60", "40"), EXACT),
            (("100.0", "33.3", "33.3", "33.3"), ROUNDING),
            (("100.0", "33.4", "33.4", "33.4"), VIOLATED),
            (("100.0", "50.0", "49.9"), ROUNDING),
            (("100.0", "50.0", "50.1"), ROUNDING),
            (("100.0", "50.0", "50.2"), VIOLATED),
            (("100.0", "50.0", "49.7"), VIOLATED),
            (("", "60", "40"), EXACT),
            (("-", "60", "40"), EXACT),
            (("", "60", "50"), VIOLATED),
            (("99.9", "33.3", "33.3", "33.3"), EXACT),
            (("90.0", "33.3", "33.3", "33.3"), VIOLATED),
            (("100", "60", ""), UNDECIDED),
            (("100", "60", "약 40"), UNDECIDED),
        ],
    )
    def test_verdicts(self, cells, expected):
        rows = [["분야", "률"], *zip(["계", "A", "B", "C"], cells, strict=False)]
        assert verdicts(self.identity, table(rows, {"률": RATE}, columns=["률"])) == [expected]

    def test_one_share_adds_to_nothing(self):
        read = table("분야 | 률\n계 | 100\nA | 60", {"률": RATE}, columns=["률"])
        assert checks(self.identity, read) == []

    def test_without_a_total(self):
        read = table("분야 | 률\nA | 60\nB | 40", {"률": RATE}, columns=["률"])
        assert verdicts(self.identity, read) == [EXACT]
        assert verdicts(self.identity, table("분야 | 률\nA | 60\nB | 4", {"률": RATE}, columns=["률"])) == [
            VIOLATED
        ]

    def test_the_share_of_a_subtotal_is_its_share_of_the_total(self):
        rows = "분야 | 률\n계 | 100\n소계 | 30\nA | 60\nB | 40\n소계 | 70\nC | 20\nD | {}"
        for last, expected in (("80", [EXACT] * 3), ("70", [EXACT, EXACT, VIOLATED])):
            read = table(rows.format(last), {"률": RATE}, columns=["률"])
            assert verdicts(self.identity, read) == expected

    def test_members_have_shares_of_their_own_and_ids_too(self):
        read = table("분야 | 갑 | 을\nA | 60 | 50\nB | 40 | 60", {"률": RATE}, columns=["률@갑", "률@을"])
        found = checks(self.identity, read)
        assert [check.verdict.value for check in found] == [EXACT, VIOLATED]
        assert len({check.edit.id for check in found}) == 2


def test_binding_looks_at_no_value():
    read = table("과 | 예산\n계 | 9\nA | 1\nB | 2", unit="명", columns=["예산"])
    (edit,) = bind(RecordTotal("과"), read)
    assert edit.result.entry.figure.text == "9"
    assert [term.entry.figure.text for term in edit.others] == ["1", "2"]
    assert edit.with_role(Role.PART) == edit.others
    assert evaluate(edit).edit is edit
