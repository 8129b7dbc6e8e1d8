from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pdfplumber

from geomsan.check.report import DocumentReport
from geomsan.publish.packs.document import PackSpec, pack_html
from geomsan.publish.packs.selection import select_pack
from geomsan.publish.packs.series import series_parts, series_table
from geomsan.reconcile.aliases import Aliases
from geomsan.reconcile.series import SessionSeries
from geomsan.reconcile.sessions import compare

from .views import BUDGET, EXECUTION, report, three

Write = Callable[[PackSpec], Path]
BEFORE = (
    "과 | 예산 | 지출 | 률\n계 | 260 | 53 | 20.4\n가과 | 80 | △10 | △12.5\n"
    "나과 | 100 | 33 | 33.0\n옛과 | 80 | 30 | 37.5"
)


def sessions(before: str = BEFORE) -> tuple[DocumentReport, list[SessionSeries]]:
    own = report(("execution", three(BUDGET), EXECUTION), name="now")
    other = report(("execution", before, EXECUTION), name="before", date="2025-09", as_of="2025-08-31")
    return own, compare(own, [other], Aliases())


def test_a_column_a_session_and_the_change_on_the_one_before() -> None:
    table = series_table(sessions()[1][0])
    assert table.rows[0] == [
        "항목",
        "예산현액(백만원)",
        "",
        "",
        "",
        "지출액(백만원)",
        "",
        "지출집행률(%)",
        "",
    ]
    dates = ["2025.8.31.", "2026.1.31."]
    assert table.rows[1] == ["", *dates, "증감", "증감률(%)", *dates, *dates]
    rows = {row[0]: row[1:] for row in table.rows[2:]}
    assert rows["가과"] == ["80", "100", "20", "25.0", "△10", "30", "△12.5", "30.0"]
    assert rows["나과"] == ["100", "200", "100", "100.0", "33", "120", "33.0", "60.0"]
    assert rows["다과"] == ["", "-", "", "", "", "-", "", "-"]


def test_a_marked_figure_has_its_note_and_no_change() -> None:
    own, found = sessions(BEFORE.replace("계 | 260", "계 | 360").replace("20.4", "14.7"))
    table = series_table(found[0])
    total = next(row for row in table.rows if row[0] == "계")
    assert total[1:5] == ["360", "300", "", ""]
    assert [finding.own_cells[0]["text"] for finding in table.violations] == ["360"]
    part = series_parts(found)[0]
    assert "◆0" in part.set.html
    assert any("불일치" in remark for remark in part.remarks)
    assert own.tables


def test_a_pack_prints_the_comparisons_of_its_own_tables_with_their_sources(write: Write) -> None:
    own, found = sessions()
    spec = select_pack({"name": "now", "title": "브리프", "documents": ["now"]}, [own], found)
    assert list(spec.series) == found
    assert spec.sources == {"before", "now"}
    with pdfplumber.open(write(spec)) as pdf:
        words = "".join("".join("".join(char["text"] for char in page.chars).split()) for page in pdf.pages)
    assert "회기별비교" in words
    assert "앞문서에만있어견주지않은곳:옛과" in words
    assert "before업무보고" in words


def test_without_an_earlier_partner_there_is_no_section() -> None:
    own, _ = sessions()
    spec = select_pack({"name": "now", "title": "브리프", "documents": ["now"]}, [own], [])
    assert "회기별 비교" not in pack_html(spec)
    other = report(("execution", three(BUDGET), EXECUTION), name="other")
    foreign = select_pack({"name": "o", "title": "브리프", "documents": ["other"]}, [other], sessions()[1])
    assert foreign.series == []
    assert foreign.sources == {"other"}
