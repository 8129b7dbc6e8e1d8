"""``geomsan check`` on described and undescribed files: exit status, JSON, and what is said."""

import json
from pathlib import Path

import pytest
from rich.cells import cell_len

from geomsan.command.cli import main

ROOT = Path(__file__).parents[1]
TABLE = "구분\t계\t2023\t2024\n합계\t{}명\t100명\t200명\n국비\t100명\t50명\t50명\n시비\t200명\t50명\t150명\n"


def write(folder: Path, total: str) -> Path:
    path = folder / "table.tsv"
    path.write_text(TABLE.format(total), encoding="utf-8")
    return path


def test_a_consistent_table(tmp_path, capsys):
    assert main(["check", str(write(tmp_path, "300")), "--format", "json"]) == 0
    (table,) = json.loads(capsys.readouterr().out)["tables"]
    assert (table["rows"], table["columns"], table["repairs"]) == (4, 4, [])
    assert {check["verdict"] for check in table["checks"]} == {"exact"}


def test_a_violated_table(tmp_path, capsys):
    assert main(["check", str(write(tmp_path, "330")), "--format", "json"]) == 1
    (table,) = json.loads(capsys.readouterr().out)["tables"]
    violated = [check for check in table["checks"] if check["verdict"] == "violated"]
    assert len(violated) == 2
    assert all(check["reported"] == 330 and check["expected"] == 300 for check in violated)
    best = table["repairs"][0]["cells"]
    assert [(cell["row"], cell["column"], cell["text"], cell["value"]) for cell in best] == [
        (1, 1, "330명", 300)
    ]


def test_what_cannot_be_read_is_named_and_the_rest_is_there(tmp_path, capsys):
    readable, missing = write(tmp_path, "300"), tmp_path / "gone.tsv"
    assert main(["check", str(readable), str(missing), str(tmp_path), "--format", "json"]) == 2
    out = json.loads(capsys.readouterr().out)
    assert [table["source"] for table in out["tables"]] == [str(readable)]
    assert [error["source"] for error in out["errors"]] == [str(missing), str(tmp_path)]


def test_a_file_without_a_table(tmp_path, capsys):
    path = tmp_path / "prose.txt"
    path.write_text("표가 없는 글입니다.\n", encoding="utf-8")
    assert main(["check", str(path), "--format", "json"]) == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["tables"] == []
    assert str(path) in told.err


@pytest.mark.parametrize(("language", "word"), [("ko", "불일치"), ("en", "violated")])
def test_text_for_a_person(tmp_path, capsys, language, word):
    assert main(["--lang", language, "check", str(write(tmp_path, "330"))]) == 1
    assert word in capsys.readouterr().out


def test_a_described_document(capsys):
    assert main(["check", str(ROOT / "raw" / "junggu-pledge-2025"), "--format", "json"]) == 1
    assert any(table["repairs"] for table in json.loads(capsys.readouterr().out)["tables"])


def drawn(out: str) -> list[str]:
    return [line for line in out.splitlines() if line[:4].isspace() and line.strip()[:1].isdigit()]


def test_a_long_table_is_drawn_around_its_violations(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    lines = [f"사업{n}\t{3 * n + (7 if n == 150 else 0)}명\t{n}명\t{2 * n}명" for n in range(300)]
    path = tmp_path / "long.tsv"
    path.write_text("사업명\t계\t국비\t시비\n" + "\n".join(lines) + "\n", encoding="utf-8")
    assert main(["check", str(path)]) == 1
    out = capsys.readouterr().out
    assert len(drawn(out)) < 12
    assert any("[457명]" in line for line in drawn(out))
    assert "(152행 2열) 457명 → 450" in out
    assert out.splitlines()[-1].startswith("모두 파일 1개, 표 1개: ")


@pytest.mark.parametrize(("columns", "is_whole"), [(38, True), (37, False)])
def test_a_column_is_left_out_only_where_it_has_no_room(tmp_path, capsys, monkeypatch, columns, is_whole):
    monkeypatch.setenv("COLUMNS", str(columns))
    path = tmp_path / "narrow.tsv"
    path.write_text(
        "구분\t계\t국비\t시비\n가국\t900명\t300명\t400명\n나국\t700명\t300명\t400명\n", encoding="utf-8"
    )
    assert main(["check", str(path)]) == 1
    head, *_ = drawn(capsys.readouterr().out)
    assert ("시비" in head) == is_whole, head


def test_a_wide_table_stays_within_the_terminal(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    names = "\t".join(f"세부사업{n}" for n in range(30))
    figures = [[1_000_000 + 37 * row + 11 * column for column in range(30)] for row in range(4)]
    totals = [sum(column) for column in zip(*figures, strict=True)]
    totals[20] += 5
    body = [[name, *map(str, row)] for name, row in zip("가나다라", figures, strict=True)]
    rows = [["계", *map(str, totals)], *body]
    text = f"구분\t{names}\n" + "".join(
        "\t".join([row[0], *(f"{c}명" for c in row[1:])]) + "\n" for row in rows
    )
    path = tmp_path / "wide.tsv"
    path.write_text(text, encoding="utf-8")
    assert main(["check", str(path)]) == 1
    out = capsys.readouterr().out
    table = drawn(out)
    assert len(table) == 6
    assert all(cell_len(line) <= 80 for line in table)
    assert f"[{totals[20]}명]" in out
    assert "⋯" in table[0]


def test_several_files_end_with_one_count(tmp_path, capsys):
    readable, missing = write(tmp_path, "330"), tmp_path / "gone.tsv"
    assert main(["--lang", "en", "check", str(readable), str(missing)]) == 2
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == "in all 2 files, 1 tables: exact 4, violated 2, 1 could not be checked"


def test_progress_is_told_to_who_waits_at_a_terminal(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("geomsan.command.talk.SILENT_SECONDS", -1.0)
    assert main(["check", str(write(tmp_path, "300"))]) == 0
    assert capsys.readouterr().err == "", "no terminal"
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    assert main(["check", str(write(tmp_path, "300"))]) == 0
    assert "표 0/1" in capsys.readouterr().err
