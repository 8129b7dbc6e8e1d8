"""Decisions on the desk: saved at once, undone, told, and never over what somebody else decided."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copytree, rmtree
from typing import Any

import pytest

from geomsan.common.lock import held
from geomsan.decide.present import examine
from geomsan.decide.requests import Request
from geomsan.desk import live
from geomsan.desk.desk import Desk
from geomsan.desk.live import Live
from office import (
    ACROSS,
    BLANK_ROW,
    OPEN,
    RATE,
    TOTAL,
    cell,
    change,
    corrected,
    request,
    statuses,
    take_in,
)  # fmt: skip
from tests.desk.conftest import HERE, Person, let_in, opened, said


@pytest.fixture
def desk(proved: Path, tmp_path: Path) -> tuple[Desk, Person]:
    made, client = opened(copytree(proved, tmp_path / "project"))
    return made, let_in(made, client)


def save(client: Person, *wanted: Request | dict[str, Any], seen: dict[str, str] | None = None):
    entries = [dict(each.entry) if isinstance(each, Request) else each for each in wanted]
    return client.post("/decide", json={"decisions": entries, "seen": seen or {}}, headers={"origin": HERE})


def test_a_decision_is_saved_at_once_and_told(desk, printed) -> None:
    made, client = desk
    before = client.get("/standing").json()
    assert set(before["findings"]) == OPEN
    answer = save(client, request(printed, TOTAL), seen={TOTAL: ""})
    assert answer.status_code == 200
    told = answer.json()
    assert told["saved"] == [TOTAL]
    assert set(told["findings"]) == {TOTAL}
    assert told["findings"][TOTAL]["status"] == "accepted"
    assert statuses(made.project)[TOTAL] == "accepted"
    since = client.get("/standing", params={"since": before["version"]}).json()
    assert since["findings"][TOTAL] == told["findings"][TOTAL]
    assert client.get("/standing", params={"since": since["version"]}).json()["findings"] == {}
    assert set(client.get("/standing", params={"document": "two"}).json()["findings"]) < OPEN


def test_a_correction_settles_what_it_mends(desk, printed) -> None:
    made, client = desk
    told = save(client, corrected(printed, TOTAL, cell(3, 1, "190", "200"))).json()
    assert told["findings"][TOTAL]["status"] == "corrected"
    assert statuses(made.project)[RATE] == told["findings"].get(RATE, {"status": "open"})["status"]


def test_the_second_of_two_people_sees_the_firsts(desk, printed) -> None:
    _, client = desk
    first = request(printed, TOTAL)
    assert save(client, first, seen={TOTAL: ""}).status_code == 200
    second = save(client, request(printed, TOTAL, reason="다른 이유"), seen={TOTAL: ""})
    assert second.status_code == 409
    told = second.json()
    assert told["errors"][0]["check"] == TOTAL
    assert told["findings"][TOTAL]["decision"]["reason"] == "원문이 그러함"
    mark = told["findings"][TOTAL]["mark"]
    again = save(client, request(printed, TOTAL, reason="다른 이유"), seen={TOTAL: mark})
    assert again.status_code == 200


def test_an_undo_saves_what_stood_before(desk, printed) -> None:
    made, client = desk
    save(client, request(printed, TOTAL))
    save(client, request(printed, TOTAL, reason="두 번째"))
    latest, first = client.get("/history").json()["history"]
    assert (latest["what"], latest["before"]["reason"]) == ("accepted", "원문이 그러함")
    assert first["before"] is None
    assert save(client, latest["before"]).status_code == 200
    assert save(client, {"check": TOTAL, "decision": "withdrawn", "by": "예산담당관"}).status_code == 200
    history = client.get("/history", params={"document": "one"}).json()["history"]
    assert [entry["what"] for entry in history] == ["withdrawn", "accepted", "accepted", "accepted"]
    assert client.get("/history", params={"document": "two"}).json()["history"] == []
    assert statuses(made.project)[TOTAL] == "open"


def test_what_cannot_be_taken_is_named_and_nothing_is_written(desk, printed) -> None:
    made, client = desk
    good, bad = request(printed, TOTAL), corrected(printed, BLANK_ROW, cell(2, 3, "", "9", part=0))
    answer = save(client, good, bad, {"check": RATE, "decision": "perhaps"})
    assert answer.status_code == 422
    assert [error["check"] for error in answer.json()["errors"]] == [RATE]
    assert [error["check"] for error in save(client, good, bad).json()["errors"]] == [BLANK_ROW]
    assert set(statuses(made.project).values()) == {"open"}
    assert client.get("/history").json()["history"] == []


def test_a_print_that_has_changed_since_is_refused(desk, printed) -> None:
    made, client = desk
    wanted = request(printed, TOTAL)
    change(made.project, "one/budget.tsv", "190", "180")
    assert save(client, wanted).status_code == 422


def test_while_a_run_is_under_way_nothing_is_saved(desk, printed) -> None:
    made, client = desk
    wanted = request(printed, TOTAL)
    with held(made.project.results):
        answer = save(client, wanted)
    assert answer.status_code == 409
    assert "다른 실행" in answer.json()["errors"][0]["ko"]
    assert save(client, wanted).status_code == 200


def test_decisions_of_the_command_line_are_seen(desk, printed) -> None:
    made, client = desk
    client.get("/standing")
    take_in(made.project, request(printed, TOTAL))
    assert client.get("/standing").json()["findings"][TOTAL]["status"] == "accepted"


def test_a_history_that_was_cut_off_is_told_as_far_as_it_goes(desk, printed) -> None:
    made, client = desk
    save(client, request(printed, TOTAL))
    path = made.folder / "history.jsonl"
    path.write_text(path.read_text(encoding="utf-8") + '{"check": "one/b', encoding="utf-8")
    assert [entry["check"] for entry in client.get("/history").json()["history"]] == [TOTAL]


@pytest.mark.parametrize("body", ["", "[]", "{", '{"decisions": 1}', '{"decisions": [], "seen": []}', '"x"'])
def test_what_is_no_decision_is_refused(desk, body: str) -> None:
    _, client = desk
    assert client.post("/decide", content=body, headers={"origin": HERE}).status_code == 400


def test_examples_go_with_one_button(desk, printed) -> None:
    made, client = desk
    take_in(made.project, request(printed, TOTAL, example=True))
    assert client.send_form("/review/examples/remove").status_code == 303
    assert statuses(made.project)[TOTAL] == "open"
    assert client.get("/history").json()["history"][0]["what"] == "withdrawn"


def test_only_what_has_changed_is_checked_again(desk, monkeypatch: pytest.MonkeyPatch) -> None:
    made, _ = desk
    looked = Live(made.project)
    first = looked.now()
    assert looked.now() is first
    change(made.project, "two/plan.tsv", "75", "76")
    second = looked.now()
    assert second.present.documents["one"] is first.present.documents["one"]
    assert second.present.documents["two"] is not first.present.documents["two"]


def test_the_pages_load_nothing_from_elsewhere(desk) -> None:
    _, client = desk
    for url in ("/review/index.html", "/review/documents/one.html"):
        answer = client.get(url)
        assert answer.status_code == 200
        assert "unsafe-inline" not in answer.headers["content-security-policy"]
        assert "<style" not in answer.text
        assert 'name="geomsan-desk" content="/decide"' in answer.text
    assert client.get("/review/documents/none.html").status_code == 404
    assert "geomsan" in json.dumps(sorted(client.cookies.keys()))


def test_one_broken_document_hides_no_other_and_is_named_with_what_is_wrong(desk, printed) -> None:
    made, client = desk
    (made.project.raw / "two" / "plan.tsv").unlink()
    index = said(client.get("/review/index.html").text)
    assert "two" in index
    assert "plan.tsv" in index
    assert set(client.get("/standing").json()["findings"]) == OPEN - {ACROSS}
    answer = client.get("/review/documents/two.html")
    assert (answer.status_code, "plan.tsv" in said(answer.text)) == (409, True)
    assert str(made.project.root) not in answer.text
    listed = said(client.get("/documents").text)
    assert "읽을 수 없는 문서가 1건" in listed
    assert "보고서 one" in listed
    assert save(client, request(printed, TOTAL)).status_code == 200


def test_decisions_that_no_longer_hold_can_be_withdrawn(desk, printed) -> None:
    made, client = desk
    save(client, corrected(printed, TOTAL, cell(3, 1, "190", "200")))
    path = made.project.raw / "one" / "decisions.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("'200'", "'210'"), encoding="utf-8")
    index = said(client.get("/review/index.html").text)
    assert "정정한 값" in index
    assert set(client.get("/standing").json()["findings"]) == set()
    withdrawn = save(client, {"check": TOTAL, "decision": "withdrawn", "by": "예산담당관"})
    assert withdrawn.status_code == 200
    assert set(client.get("/standing").json()["findings"]) == OPEN


def test_a_fault_of_the_program_in_one_document_leaves_the_others(desk, monkeypatch, caplog) -> None:
    made, client = desk
    whole = live.validate

    def broken(document, families):
        if document.name == "two":
            raise KeyError("two")
        return whole(document, families)

    monkeypatch.setattr(live, "validate", broken)
    rmtree(made.project.results / "desk" / "checked")  # what is remembered is not checked
    assert "KeyError" in said(client.get("/review/index.html").text)
    assert set(client.get("/standing").json()["findings"]) == OPEN - {ACROSS}
    assert "KeyError" in caplog.text


def test_what_the_prose_says_is_shown_as_in_the_workflow(desk) -> None:
    made, client = desk
    text = "2026년 보고\n\n- 거점 5개소(가동, 나동, 다동, 라동)\n"
    (made.project.raw / "one" / "one.txt").write_text(text, encoding="utf-8")
    shown = set(client.get("/standing").json()["findings"])
    assert [check.split("/")[1] for check in shown - OPEN] == ["prose"]
    assert shown == {
        check for check, found in examine(made.project).findings.items() if found.verdict == "violated"
    }


def test_what_was_proved_is_read_at_the_next_start_unless_anything_has_changed(desk, monkeypatch) -> None:
    made, _ = desk
    before = Live(made.project).now()
    checked: list[str] = []
    whole = live.validate
    monkeypatch.setattr(
        live,
        "validate",
        lambda document, families: (checked.append(document.name), whole(document, families))[1],
    )
    assert Live(made.project).now().reports == before.reports
    assert checked == []
    change(made.project, "two/plan.tsv", "75", "76")
    assert Live(made.project).now().reports != before.reports
    assert checked == ["two"]
    (made.folder / "checked" / "one.json").write_text("{", encoding="utf-8")
    Live(made.project).now()
    assert checked == ["two", "one"]
    family = made.project.schemas / "staffing.py"
    family.write_text(family.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    Live(made.project).now()
    assert checked == ["two", "one", "one", "two"]
