"""Names that the worklist is written with and read back by."""

from __future__ import annotations

from geomsan.decide.file import ACCEPTED, CORRECTED, QUESTION
from geomsan.decide.requests import WITHDRAWN

SHEET, GUIDE, CHOICES = "검토", "안내", "수정안"
"""Names of the sheets."""

DOCUMENT, TABLE, CHECK = "문서", "표", "검산"
REPORTED, EXPECTED, DIFFERENCE, UNIT = "적힌 값", "계산한 값", "차이", "단위"
SUSPECT, SOURCE, STATUS = "가장 의심되는 수정", "원문 위치", "상태"
DECISION, REPAIR, TYPED, REASON = "결정", "수정안", "직접 입력한 값", "이유·근거"
OFFICE, DUE, BY, DAY = "질의할 부서", "기한", "결정한 부서", "결정일"
ID, SEAL = "검산 번호", "확인값"

SHOWN = (DOCUMENT, TABLE, CHECK, REPORTED, EXPECTED, DIFFERENCE, UNIT, SUSPECT, SOURCE, STATUS)
FILLED = (DECISION, REPAIR, TYPED, REASON, OFFICE, DUE, BY, DAY)
"""Columns to be filled in."""
DAYS = (DUE, DAY)
HIDDEN = (ID, SEAL)
COLUMNS = SHOWN + FILLED + HIDDEN

KINDS = {"수용": ACCEPTED, "정정": CORRECTED, "질의": QUESTION, "결정 취소": WITHDRAWN}
"""Choices of a decision."""
KIND_WORDS = {kind: word for word, kind in KINDS.items()}
