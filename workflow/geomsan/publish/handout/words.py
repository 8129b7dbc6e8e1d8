"""The words of a hand-out, in both languages."""

from __future__ import annotations

from geomsan.common.errors import Bilingual

WORDS = {
    "title": Bilingual("검산 결과서", "Arithmetic check"),
    "files": Bilingual("검산한 파일", "Files checked"),
    "violated": Bilingual("불일치", "Violations"),
    "none": Bilingual("맞을 수 없는 숫자를 찾지 못했습니다.", "No figure was found that cannot be right."),
    "means": Bilingual(
        "불일치는 어떻게 반올림하거나 버려도 이렇게 적힐 수 없다는 증명입니다. 어느 칸이 틀렸는지는 정하지 "
        "않습니다. 의심되는 칸은 고치면 표 전체가 맞아떨어지는 가장 적은 칸들이며, 판단은 사람이 합니다.",
        "A violation is a proof: however the figures were rounded or cut off, they cannot all be right. "
        "Which one is wrong is not decided here. Suspects are the fewest figures whose change makes the "
        "whole table consistent; the judgement is yours.",
    ),
    "legend": Bilingual(
        "번호가 붙은 칸은 그 불일치의 결과이고, 밑줄 친 칸은 그것을 계산한 숫자이며, "
        "화살표(→)는 그 수정안(A, B, C)의 값입니다.",
        "A numbered cell is the result of that violation, underlined cells are what it is computed from, and "
        "an arrow (→) gives the value of a repair (A, B, C).",
    ),
    "suspects": Bilingual("의심되는 곳, 의심되는 순서대로", "Suspects, likeliest first"),
    "repairs": Bilingual("가능한 수정 {}가지", "possible repairs: {}"),
    "or_more": Bilingual(" 이상", " or more"),
    "between": Bilingual("두 표에 적힌 같은 값", "The same figure in two tables"),
    "prose": Bilingual("글 속의 셈", "Arithmetic of the prose"),
    "unchecked": Bilingual("검산하지 못한 것", "Not checked"),
    "unchecked_intro": Bilingual(
        "합계·비율 따위라고 적혀 있으나 무엇을 계산한 값인지 확실하지 않아 검산하지 못한 칸과, "
        "읽지 못한 부분입니다.",
        "What the words call a total, a rate and so on, where it was not certain what it was computed from, "
        "and what could not be read.",
    ),
    "undecided": Bilingual("판정 불가", "Undecided"),
    "undecided_intro": Bilingual("맞다는 뜻이 아닙니다.", "This does not mean that they agree."),
    "holds": Bilingual("맞는 것", "What holds"),
    "table": Bilingual("표", "Table"),
    "where": Bilingual("위치", "Place"),
    "understood": Bilingual("이렇게 이해하고 검산했습니다", "Understood and checked as"),
    "worded": Bilingual(
        "표의 낱말과 구조에서 알아낸 관계입니다", "read from the words and structure of the table"
    ),
    "figures": Bilingual("숫자에서만 알아낸 관계입니다", "read from the figures alone"),
    "left_out": Bilingual("더하지 않은 항목", "items left out"),
    "unit": Bilingual("단위", "unit"),
    "row": Bilingual("행", "Row"),
    "omitted": Bilingual("생략", "rows left out"),
    "more": Bilingual("그 밖에 {}건이 더 있습니다.", "and {} more."),
    "exact": Bilingual("일치", "exact"),
    "rounding": Bilingual("반올림 차이", "rounding"),
    "number": Bilingual("번호", "No."),
    "sentence": Bilingual("내용", "Finding"),
    "cell": Bilingual("칸", "Cell"),
    "value": Bilingual("적힌 값", "Printed"),
    "file": Bilingual("파일", "File"),
    "list": Bilingual("검산 결과", "Check"),
    "nothing": Bilingual("표를 찾지 못했습니다.", "Holds no table."),
    "made": Bilingual(
        "geomsan {}이(가) 적힌 숫자만으로 셈한 결과입니다.",
        "Computed by geomsan {} from the printed figures.",
    ),
    "result_of": Bilingual("불일치 {}의 결과", "result of violation {}"),
    "part_of": Bilingual("계산에 쓴 값", "used in a violated check"),
    "repair": Bilingual("수정안", "repair"),
    "violation": Bilingual("불일치 {}", "violation {}"),
    "verdict": Bilingual("판정", "Verdict"),
    "note": Bilingual("알림", "note"),
    "error": Bilingual("읽지 못함", "not read"),
    "copy": Bilingual(
        "받은 통합 문서의 사본입니다. 불일치와 의심되는 칸에 메모를 달고 이 시트를 더했으며, "
        "나머지는 받은 그대로입니다.",
        "A copy of the workbook as received: comments were added to cells of violations and suspects, and "
        "this sheet; all else is as it was.",
    ),
    "threads": Bilingual(
        "다음 칸에는 주고받은 메모가 있어 메모를 달지 않았습니다: {}",
        "These cells hold a conversation and were given no comment: {}",
    ),
}


def words_in(language: str) -> dict[str, str]:
    """Return the words in one language."""
    return {name: words.in_language(language) for name, words in WORDS.items()}
