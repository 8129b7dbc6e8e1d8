"""Every word of the review page that does not come from a document, in Korean and in English.

``{name}`` in a text is filled in by the page. The words of findings (``message_ko``,
``message_en``) come with the findings.
"""

from __future__ import annotations

from geomsan.errors import Bilingual
from geomsan.words import STATUSES, VERDICTS

STRINGS: dict[str, Bilingual] = {
    # The page
    "title": Bilingual("검산 결과 검토", "Review of the checks"),
    "intro": Bilingual(
        "표에 적힌 숫자들이 서로 맞는지 검산한 결과입니다. ‘불일치’는 적힌 숫자들이 반올림이나 버림으로도 "
        "함께 맞을 수 없다는 뜻입니다.",
        "Whether the printed figures of each table agree with one another. “Violated” means that they "
        "cannot all be right, however they were rounded.",
    ),
    "skip": Bilingual("검산 결과로 건너뛰기", "Skip to the findings"),
    "language": Bilingual("표시 언어", "Language"),
    "needs_script": Bilingual(
        "이 브라우저에서는 스크립트가 꺼져 있어 표를 펼쳐 볼 수 없습니다. 불일치만 아래에 적습니다.",
        "Scripts are off, so the tables cannot be opened here. The violated checks are listed below.",
    ),
    "summary": Bilingual("요약", "Summary"),
    "documents": Bilingual("문서", "Documents"),
    "document": Bilingual("문서", "Document"),
    "tables": Bilingual("표", "Tables"),
    "table": Bilingual("표", "Table"),
    "checks": Bilingual("검산", "Checks"),
    "by_document": Bilingual("문서별 검산 결과와 범위", "Checks and coverage by document"),
    "total": Bilingual("합계", "Total"),
    "coverage": Bilingual("검산 범위", "Coverage"),
    "printed": Bilingual("적힌 합계·비율", "Totals and rates printed"),
    "declared": Bilingual("등식 있음", "With an identity"),
    "checked": Bilingual("판정함", "Decided"),
    "not_checked": Bilingual("검산하지 않음", "Not checked"),
    "unexplained": Bilingual("검산하지 않았고 이유도 없음", "Not checked, no reason given"),
    "explained": Bilingual("검산하지 않음, 이유 있음", "Not checked, with a reason"),
    "unchecked_tables": Bilingual("검산 없는 표", "Without a check"),
    "alarm": Bilingual(
        "검산하지 않았고 이유도 적히지 않은 합계·비율",
        "Totals and rates that are not checked and nobody says why",
    ),
    "alarm_do": Bilingual(
        "이 숫자들은 틀려도 드러나지 않습니다. 스키마에 등식을 더하거나 datapackage.yaml의 "
        "not-checked에 이유를 적으십시오.",
        "If they are wrong, nothing here shows it. Add an identity to the schema, or the reason under "
        "not-checked in datapackage.yaml.",
    ),
    "inferred": Bilingual(
        "등식 있음 가운데 추정한 규칙뿐이고 사람이 아직 확인하지 않은 합계·비율",
        "Of those with an identity, totals and rates whose rule was only inferred and nobody has confirmed",
    ),
    "nothing_violated": Bilingual("불일치가 없습니다.", "No check is violated."),
    "nothing_checked": Bilingual(
        "검산이 하나도 없습니다. 맞다는 뜻이 아닙니다.",
        "Nothing was checked. That does not mean that it is right.",
    ),
    **VERDICTS,
    **STATUSES,
    # Filters
    "filters": Bilingual("찾기와 거르기", "Search and filter"),
    "search": Bilingual("낱말이나 숫자", "Words or figures"),
    "search_hint": Bilingual("부서, 표 제목, 숫자, 파일:줄", "Department, table, figure, file:line"),
    "all": Bilingual("모두", "All"),
    "verdict": Bilingual("판정", "Verdict"),
    "status": Bilingual("처리 상태", "Status"),
    "unit": Bilingual("단위", "Unit"),
    "least": Bilingual("차이(적힌 단위로), 최소", "Difference at least (printed unit)"),
    "clear": Bilingual("조건 지우기", "Clear"),
    "open_all": Bilingual("나온 것 모두 펼치기", "Open all shown"),
    "close_all": Bilingual("모두 접기", "Close all"),
    "results": Bilingual("검산 결과", "Findings"),
    "shown": Bilingual("검산 {all}건 중 {n}건", "{n} of {all} checks"),
    "shown_cells": Bilingual("검산하지 않은 숫자 {n}개", "{n} figures not checked"),
    "none": Bilingual("조건에 맞는 것이 없습니다.", "Nothing matches."),
    "more": Bilingual("{n}건 더 보기 (남은 것 {left}건)", "Show {n} more ({left} left)"),
    "show_group": Bilingual("펼치기", "Show"),
    "hide_group": Bilingual("접기", "Hide"),
    "not_printed": Bilingual("이 밖에 {left}건은 인쇄하지 않음", "{left} more are not printed"),
    # One finding
    "show_table": Bilingual("표 보기", "Show table"),
    "hide_table": Bilingual("표 접기", "Hide table"),
    "reported": Bilingual("적힌 값", "Printed"),
    "expected": Bilingual("계산한 값", "Computed"),
    "difference": Bilingual("차이", "Difference"),
    "source": Bilingual("원문 위치", "Place in the source"),
    "rule": Bilingual("검산 종류", "Kind of check"),
    "check_id": Bilingual("검산 번호", "Check"),
    "reason": Bilingual("이유", "Reason"),
    "no_reason": Bilingual("이유가 적혀 있지 않음", "No reason given"),
    "uncovered": Bilingual("검산하지 않은 합계·비율 {n}개", "{n} totals and rates not checked"),
    "line": Bilingual("줄", "Line"),
    "as_of": Bilingual("{date} 기준", "as of {date}"),
    "unit_is": Bilingual("단위: {unit}", "unit: {unit}"),
    "hidden_rows": Bilingual("관계없는 {n}행", "{n} other rows"),
    "repairs": Bilingual(
        "표 전체가 맞게 되는 가장 작은 수정 {n}가지 (그럴듯한 순서)",
        "The {n} smallest changes that make the table consistent, likeliest first",
    ),
    "more_repairs": Bilingual("이 밖에 {n}가지", "{n} more"),
    "blank": Bilingual("(빈칸)", "(blank)"),
    "outside": Bilingual("표 밖의 숫자", "Figures outside the table"),
    "legend": Bilingual("표시", "Marks"),
    # Kinds of check
    "rule_sum": Bilingual("합", "Sum"),
    "rule_difference": Bilingual("차", "Difference"),
    "rule_rate": Bilingual("비율", "Rate"),
    "rule_carry": Bilingual("이월", "Carried over"),
    "rule_same": Bilingual("같은 값", "Same figure"),
    # Roles of a cell: the mark in the cell, and the role in words
    "mark_total": Bilingual("합계", "total"),
    "mark_part": Bilingual("+", "+"),
    "mark_result": Bilingual("결과", "result"),
    "mark_minuend": Bilingual("+", "+"),
    "mark_subtrahend": Bilingual("−", "−"),
    "mark_rate": Bilingual("비율", "rate"),
    "mark_numerator": Bilingual("분자", "num."),
    "mark_denominator": Bilingual("분모", "den."),
    "mark_source": Bilingual("근거", "source"),
    "mark_uncovered": Bilingual("미검산", "unchecked"),
    "role_total": Bilingual("합계로 적힌 값", "Printed total"),
    "role_part": Bilingual("더하는 항목", "Part, added"),
    "role_result": Bilingual("결과로 적힌 값", "Printed result"),
    "role_minuend": Bilingual("빼기 전의 값", "Subtracted from"),
    "role_subtrahend": Bilingual("빼는 값", "Subtracted"),
    "role_rate": Bilingual("비율로 적힌 값", "Printed rate"),
    "role_numerator": Bilingual("분자", "Numerator"),
    "role_denominator": Bilingual("분모", "Denominator"),
    "role_source": Bilingual("근거가 되는 값", "Figure it is held against"),
    "role_uncovered": Bilingual("검산하지 않은 값", "Figure not checked"),
}


def catalogue(language: str) -> dict[str, str]:
    """Return every text in ``"ko"`` or ``"en"`` by its key."""
    return {key: text.in_language(language) for key, text in STRINGS.items()}
