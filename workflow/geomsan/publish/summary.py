"""What a run says at its end, in a few lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from geomsan.check.report import DocumentReport
from geomsan.common.missing import Missing
from geomsan.common.words import STATUSES, VERDICTS

_REMOVE = "geomsan decide --remove-examples"


def summary(reports: Sequence[DocumentReport], missing: Sequence[Missing] = (), language: str = "ko") -> str:
    """Return five to twelve lines: documents, tables, identities, verdicts, where to look, who is missing."""
    tables = [table for report in reports for table in report.tables]
    verdicts: Counter[str] = sum((report.verdicts for report in reports), Counter())
    checks = sum(verdicts.values())
    decided = checks - verdicts["undecided"]
    printed = sum(table.coverage.totals + table.coverage.rates for table in tables)
    declared = sum(table.coverage.declared for table in tables)
    inferred = sum(table.coverage.inferred for table in tables)
    nameless = sum(not item.reason for table in tables for item in table.coverage.uncovered)
    still_open = sum(len(report.open_findings) for report in reports)
    examples = sum(len(report.examples) for report in reports)
    personal = sum(len(report.personal) for report in reports)
    named = ", ".join(f"{word.in_language(language)} {verdicts[name]}" for name, word in VERDICTS.items())
    if language == "en":
        only = f" ({inferred} of them by inferred rules that nobody has confirmed)" if inferred else ""
        lines = [
            f"{len(reports)} documents, {len(tables)} tables",
            f"identities: {checks} declared, {decided} decided",
            f"verdicts: {named}",
            f"totals and rates printed: {printed}, declared {declared}{only}, "
            f"left out without a reason {nameless}",
            f"open violations: {still_open}" + (" (packs say draft)" if still_open else ""),
            *([f"example decisions: {examples} (they never count; {_REMOVE})"] if examples else []),
            *([f"what looks like personal data: {personal} (blocks a release)"] if personal else []),
            "review: results/review/index.html (list: results/findings.csv)",
        ]
        if missing:
            lines.insert(1, f"documents missing: {len(missing)} (results/missing.csv)")
    else:
        only = f"(그중 {inferred}개는 확인 전의 추정한 규칙뿐)" if inferred else ""
        lines = [
            f"문서 {len(reports)}건, 표 {len(tables)}개",
            f"항등식 {checks}개 선언, {decided}개 판정",
            f"판정: {named}",
            f"인쇄된 합계·비율 {printed}개 중 {declared}개 선언{only}, 이유 없이 빠진 것 {nameless}개",
            f"{STATUSES['open'].ko} 불일치 {still_open}건"
            + (" — 브리프에 ‘검토용’으로 표시됩니다" if still_open else ""),
            *([f"예시 결정 {examples}건 — 실제 결정이 아닙니다. 없애기: {_REMOVE}"] if examples else []),
            *([f"개인정보로 보이는 글자 {personal}곳 — 정하기 전에는 배포되지 않습니다"] if personal else []),
            "검토 화면: results/review/index.html (목록: results/findings.csv)",
        ]
        if missing:
            lines.insert(1, f"빠진 문서 {len(missing)}건 (results/missing.csv)")
    return "\n" + "".join(f"  {line}\n" for line in lines)


def packs_line(packs: int, missing: Sequence[Missing] = (), language: str = "ko") -> str:
    """Return the last line of a run: how many packs there are, and how many could not be made."""
    made = packs - len(missing)
    if language == "en":
        return f"  packs: {made} in results/packs/" + (f", {len(missing)} missing" if missing else "") + "\n"
    return (
        f"  브리프 {made}개: results/packs/"
        + (f", 만들지 못한 것 {len(missing)}개" if missing else "")
        + "\n"
    )
