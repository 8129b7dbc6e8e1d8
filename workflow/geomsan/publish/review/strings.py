"""Every word of the review page that does not come from a document, in Korean and in English.

``{name}`` in a text is filled in by the page. The words of findings (``message_ko``,
``message_en``) come with the findings.
"""

from __future__ import annotations

from geomsan.common.errors import Bilingual
from geomsan.common.words import EXAMPLE, STATUSES, VERDICTS

DECIDING: dict[str, Bilingual] = {
    "decision": Bilingual("결정", "Decision"),
    "kind_accepted": Bilingual("수용", "Accept"),
    "kind_corrected": Bilingual("정정", "Correct"),
    "kind_question": Bilingual("질의", "Ask"),
    "kind_withdrawn": Bilingual("결정 취소", "Withdraw"),
    "hint_accepted": Bilingual(
        "적힌 값을 그대로 둡니다. 왜 그대로 두어도 되는지 적으십시오.",
        "The printed figures stay. Say why that is right.",
    ),
    "hint_corrected": Bilingual(
        "맞는 값과 그 근거를 적으십시오. 원본은 바뀌지 않으며, 고친 값은 다시 검산합니다.",
        "Give the right values and what proves them. The source stays as it is; they are checked again.",
    ),
    "hint_question": Bilingual(
        "자료를 낸 부서에 묻습니다. 답이 올 때까지 미결로 남습니다.",
        "The office that made the table is asked. The finding stays open until it answers.",
    ),
    "hint_withdrawn": Bilingual(
        "이미 한 결정을 없앱니다. 불일치가 남아 있으면 다시 미결이 됩니다.",
        "The decision is taken back. If the check is still violated, it is open again.",
    ),
    "field_by": Bilingual("결정하는 부서", "Office that decides"),
    "field_reason": Bilingual("이유", "Reason"),
    "field_evidence": Bilingual("근거 자료", "Evidence"),
    "field_office": Bilingual("질의할 부서", "Office to ask"),
    "field_due": Bilingual("회신 기한", "Answer by"),
    "field_values": Bilingual("맞는 값", "Right values"),
    "values_hint": Bilingual(
        "위에서 수정을 고르면 그 값이 들어갑니다. 직접 적은 값은 결정을 넣을 때 다시 검산합니다. "
        "고칠 값만 적고 나머지는 비워 두십시오.",
        "Choosing a change above fills them in. Values that you type are checked when the decision is "
        "taken in. Leave empty what stays as printed.",
    ),
    "values_hint_typed": Bilingual(
        "고칠 값만 적고 나머지는 비워 두십시오. 결정을 넣을 때 다시 검산합니다.",
        "Leave empty what stays as printed. The values are checked when the decision is taken in.",
    ),
    "more_values": Bilingual("다른 값 {n}개", "{n} other figures"),
    "optional": Bilingual("(없어도 됨)", "(optional)"),
    "wrong_empty": Bilingual("적어 주십시오.", "Please fill in."),
    "wrong_values": Bilingual("고칠 값을 하나 이상 적어 주십시오.", "Give at least one value."),
    "wrong_value": Bilingual(
        "숫자가 아니거나 적힌 값과 같은 것이 있습니다.", "A value is no number, or is what is printed."
    ),
    "wrong_chosen": Bilingual("하나 이상 고르십시오.", "Choose at least one."),
    "chosen": Bilingual("이 원인의 불일치 {n}건 가운데", "Of the {n} violations of this cause"),
    "save": Bilingual("저장", "Save"),
    "saved": Bilingual("결정 {n}건을 저장했습니다.", "Decisions saved: {n}."),
    "left": Bilingual("아직 정하지 않은 원인 {n}가지.", "Causes still to be decided: {n}."),
    "none_left": Bilingual(
        "이 문서에는 더 정할 것이 없습니다.", "Nothing of this document is left to be decided."
    ),
    "undo": Bilingual("되돌리기", "Undo"),
    "not_saved": Bilingual(
        "저장하지 못했습니다. 적은 것은 그대로 있습니다. 프로그램이 켜져 있는지 보고 다시 저장하십시오.",
        "Not saved; what you wrote is still here. See that the desk is running, and save again.",
    ),
    "not_loaded": Bilingual("기록을 불러오지 못했습니다.", "The history could not be loaded."),
    "history": Bilingual("결정 기록", "History of decisions"),
    "no_history": Bilingual("아직 없습니다.", "Nothing yet."),
    "keep": Bilingual("내 결정에 담기", "Add to my decisions"),
    "close": Bilingual("닫기", "Close"),
    "edit": Bilingual("고치기", "Edit"),
    "drop": Bilingual("빼기", "Remove"),
    "my": Bilingual("내 결정", "mine"),
    "my_decision": Bilingual("내 결정(아직 넣지 않음)", "My decision (not taken in yet)"),
    "mine": Bilingual("내 결정 {n}건", "My decisions: {n}"),
    "mine_show": Bilingual("살펴보기", "Look over"),
    "mine_hide": Bilingual("접기", "Hide"),
    "mine_download": Bilingual("파일로 내려받기", "Download as a file"),
    "mine_copy": Bilingual("복사", "Copy"),
    "mine_text": Bilingual("결정 파일의 내용", "Text of the decision file"),
    "show_finding": Bilingual("검산 보기", "Show the finding"),
    "taken": Bilingual("내려받음", "downloaded"),
    "kept": Bilingual("내 결정에 담았습니다. 모두 {n}건입니다.", "Added. My decisions: {n}."),
    "dropped": Bilingual("내 결정에서 뺐습니다. 남은 것은 {n}건입니다.", "Removed. My decisions: {n}."),
    "downloaded": Bilingual(
        "{file} 파일로 내려받았습니다. 프로젝트 폴더에서 geomsan decide {file} 명령으로 넣으십시오.",
        "Downloaded as {file}. Take it in with geomsan decide {file} in the project's folder.",
    ),
    "copied": Bilingual(
        "복사했습니다. {file} 파일에 붙여 넣고 geomsan decide {file} 명령으로 넣으십시오.",
        "Copied. Paste it into a file {file} and take it in with geomsan decide {file}.",
    ),
    "copy_by_hand": Bilingual(
        "아래 글을 복사하여 {file} 파일에 붙여 넣으십시오.", "Copy the text below into a file {file}."
    ),
    "lost": Bilingual(
        "결정한 뒤 숫자가 바뀌어 내 결정에서 {n}건을 뺐습니다.",
        "{n} of my decisions are left out: their figures have changed since.",
    ),
    "not_kept": Bilingual(
        "이 브라우저는 화면을 다시 불러오면 내 결정을 잊습니다. 먼저 내려받으십시오.",
        "This browser forgets my decisions when the page is reloaded. Download them first.",
    ),
    "evidence": Bilingual("근거 자료", "Evidence"),
    "asked": Bilingual("질의한 곳", "Asked"),
    "until": Bilingual("{date}까지", "by {date}"),
    "corrected_to": Bilingual("정정", "Correction"),
    "by_other": Bilingual(
        "다른 검산의 정정으로 함께 맞습니다: {check}", "Mended by the correction of {check}"
    ),
    "changed": Bilingual(
        "결정한 뒤 숫자가 바뀌었습니다(결정할 때 → 지금). 다시 결정하십시오.",
        "Figures have changed since the decision (then → now). Decide again.",
    ),
    "changed_elsewhere": Bilingual(
        "이 검산의 숫자는 그대로이나 표의 파일이 바뀌었습니다: {files}. 다시 확인하십시오.",
        "The figures of this check are the same, but files of its tables have changed: {files}. Look again.",
    ),
    "example": EXAMPLE,
    "example_hint": Bilingual(
        "예시 결정입니다. 실제로 결정한 곳이 없으며, 예시가 남아 있으면 배포하지 않습니다.",
        "An example: nobody decided this, and nothing is released while there are examples.",
    ),
    "examples": Bilingual("예시 결정", "Example decisions"),
    "examples_here": Bilingual(
        "실제로 결정한 곳이 없습니다. 예시가 남아 있으면 배포하지 않습니다.",
        "Nobody decided these; nothing is released while there are any.",
    ),
    "examples_remove": Bilingual("예시 결정 모두 없애기", "Remove all examples"),
    "examples_do": Bilingual(
        "실제로 결정한 곳이 없습니다. geomsan decide --remove-examples로 한 번에 없앱니다.",
        "Nobody decided these. geomsan decide --remove-examples takes them all away.",
    ),
    "no_figure": Bilingual("(없음)", "(none)"),
    "gone_short": Bilingual("불일치가 없어진 결정", "Decisions without a violation"),
    "gone": Bilingual(
        "불일치가 없어진 결정 {n}건: 확인이 필요합니다",
        "Decisions whose violation is gone: {n}, need a look",
    ),
    "missing_document": Bilingual("빠진 문서", "Missing document"),
    "missing": Bilingual("빠진 문서 {n}건: 이 화면에 없습니다", "Documents missing from this page: {n}"),
    "missing_do": Bilingual(
        "아래의 내용을 고친 뒤 make briefs를 다시 하십시오. 나머지 문서는 모두 있습니다.",
        "Mend what is said below and run make briefs again. All other documents are here.",
    ),
    "gone_do": Bilingual(
        "원본이 고쳐졌거나 검산이 바뀌었습니다. 더 필요 없는 결정은 취소하십시오.",
        "The source was mended or the checks have changed. Withdraw what is no longer needed.",
    ),
}
"""Words of decisions, taken and to be taken."""

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
    "all_documents": Bilingual("← 모든 문서", "← All documents"),
    "worst": Bilingual("가장 큰 미결 불일치", "The largest open violation"),
    "next": Bilingual("다음으로 큰 것:", "The next largest:"),
    "all_causes": Bilingual("모든 불일치, 원인별로", "All violations, by cause"),
    "causes": Bilingual("원인", "Causes"),
    "number": Bilingual("{n}번", "No. {n}"),
    "one_of": Bilingual("(같은 원인 {n}건)", "({n} of one cause)"),
    "violations": Bilingual("불일치 {n}건", "{n} violations"),
    "members": Bilingual(
        "원인이 같은 불일치 {n}건 — 고르면 그 칸을 표에 보입니다.",
        "{n} violations of one cause — choose one to see its cells in the table.",
    ),
    "more_members": Bilingual("나머지 {n}건", "{n} more"),
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
        "이 숫자들은 틀려도 드러나지 않으니 눈으로 확인하십시오. 설명 파일을 다루는 사람은 스키마에 등식을 "
        "더하거나 datapackage.yaml의 not-checked에 이유를 적으십시오.",
        "If they are wrong, nothing here shows it: look at them yourself. Whoever keeps the descriptor adds "
        "an identity to the schema, or the reason under not-checked in datapackage.yaml.",
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
    "least": Bilingual("차이, 최소", "Difference at least"),
    "least_unit": Bilingual("차이의 단위", "Unit of the difference"),
    "any_unit": Bilingual("적힌 단위로", "as printed"),
    "clear": Bilingual("조건 지우기", "Clear"),
    "more_filters": Bilingual("더 거르기", "More filters"),
    "waiting": Bilingual("아직 정하지 않음", "Waiting"),
    "settled": Bilingual("정함", "Settled"),
    "sort": Bilingual("순서", "Order"),
    "sort_weight": Bilingual("큰 차이부터", "Largest first"),
    "sort_relative": Bilingual("값에 견주어 큰 차이부터", "Largest share first"),
    "sort_size": Bilingual("금액·수량이 큰 차이부터", "Largest amount first"),
    "sort_place": Bilingual("문서의 순서", "As in the document"),
    "shown_causes": Bilingual("원인 {all}가지 중 {n}가지", "{n} of {all} causes"),
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
    "repairs_hint": Bilingual("— 고르면 표에 보입니다.", "— choose one to see it in the table."),
    "more_repairs": Bilingual("나머지 {n}가지 보기", "Show the other {n}"),
    "as_printed": Bilingual("적힌 그대로", "As printed"),
    "holds": Bilingual(
        "이 값이면 이 표의 검산이 모두 맞습니다. 다른 표와의 비교는 결정을 넣은 뒤 다시 검산합니다.",
        "With these values every check within this table holds. "
        "Comparisons with other tables are checked again once the decision is taken in.",
    ),
    "repairs_compared": Bilingual(
        "두 표가 맞게 되는 수정 {n}가지 (어느 값이 틀렸는지는 비교만으로 알 수 없음)",
        "{n} changes that make the two tables agree (which figure is wrong, a comparison cannot tell)",
    ),
    "holds_compared": Bilingual(
        "이 값이면 두 표의 값이 맞습니다. 고친 표의 다른 검산은 결정을 넣은 뒤 다시 검산합니다.",
        "With this value the two tables agree. "
        "The other checks of the changed table are made again once the decision is taken in.",
    ),
    "mends_too": Bilingual("함께 맞게 되는 불일치 {n}건:", "Violations mended with it ({n}):"),
    "blank": Bilingual("(빈칸)", "(blank)"),
    "outside": Bilingual("표 밖의 숫자", "Figures outside the table"),
    "legend": Bilingual("표시", "Marks"),
    # Kinds of check
    "rule_sum": Bilingual("합", "Sum"),
    "rule_difference": Bilingual("차", "Difference"),
    "rule_rate": Bilingual("비율", "Rate"),
    "rule_carry": Bilingual("이월", "Carried over"),
    "rule_same": Bilingual("같은 값", "Same figure"),
    "rule_split": Bilingual("내역의 합", "Parts and total"),
    "rule_product": Bilingual("곱", "Product"),
    "rule_change": Bilingual("증감", "Change"),
    "rule_mean": Bilingual("평균", "Mean"),
    "rule_count": Bilingual("개수", "Count"),
    "rule_range": Bilingual("범위", "Range"),
    "rule_weekday": Bilingual("요일", "Weekday"),
    "rule_period": Bilingual("기간", "Period"),
    # Roles of a cell: the mark in the cell, and the role in words
    "mark_total": Bilingual("합계", "total"),
    "mark_part": Bilingual("+", "+"),
    "mark_result": Bilingual("결과", "result"),
    "mark_minuend": Bilingual("+", "+"),
    "mark_subtrahend": Bilingual("−", "−"),
    "mark_rate": Bilingual("비율", "rate"),
    "mark_numerator": Bilingual("분자", "num."),
    "mark_denominator": Bilingual("분모", "den."),
    "mark_weight": Bilingual("가중치", "weight"),
    "mark_factor": Bilingual("×", "×"),
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
    "role_weight": Bilingual("가중치", "Weight"),
    "role_factor": Bilingual("곱하는 값", "Multiplied"),
    "role_source": Bilingual("근거가 되는 값", "Figure it is held against"),
    "role_uncovered": Bilingual("검산하지 않은 값", "Figure not checked"),
    "mark_suspect": Bilingual("의심", "suspect"),
    "role_suspect": Bilingual("가장 의심되는 값", "Likeliest to be wrong"),
    "role_proposed": Bilingual("고쳐 본 값", "as it might read"),
    "role_corrected": Bilingual("정정하기로 한 값", "as corrected"),
    **DECIDING,
}


def catalogue(language: str) -> dict[str, str]:
    """Return every text in ``"ko"`` or ``"en"`` by its key."""
    return {key: text.in_language(language) for key, text in STRINGS.items()}
