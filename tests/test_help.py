"""The help of every command and what is said of a wrong call, in Korean and in English."""

import argparse
import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from rich.cells import cell_len

from geomsan.command.arguments import Parser, language_of, speaking
from geomsan.command.cli import main
from geomsan.command.syntax import parser
from geomsan.common.errors import Bilingual

CATALOGUE = Path(__file__).parents[1] / "workflow/geomsan/command/locale/ko/LC_MESSAGES/argparse.po"
COMMANDS = ("check", "extract", "replace", "decide", "disclose", "release", "verify", "send", "serve")
HANGUL = re.compile(r"[가-힣]")
# What is the same in both languages: options, file names and formats, the name itself.
NAMES = {"geomsan", "lang", "ko", "en", "GEOMSAN_LANG", "help", "version", "h"} | {
    "format", "text", "json", "tsv", "csv", "xls", "xlsb", "xlsx", "ods", "hwpx", "pdf", "txt", "md", "raw",
    "port", "no", "browser", "proxy", "secret", "file", "address", "https", "docs", "desk",
    "into", "by", "date", "list", "dry", "run", "resend", "assume", "sent",
    "remove", "gone", "examples", "reason", "report", "html", "overwrite", "descriptor", "draft",
    "datapackage", "yaml", "worklist", "config", "releases", "results", "release",
}  # fmt: skip


def messages_of_argparse() -> Iterator[str]:
    """Every text that Python's own argparse looks up for its users."""
    source = Path(argparse.__file__).read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            texts = node.args[: {"_": 1, "ngettext": 2}.get(node.func.id, 0)]
            yield from (text.value for text in texts if isinstance(text, ast.Constant) and text.value)


def catalogue() -> dict[str, str]:
    with CATALOGUE.open("rb") as file:
        entries = [entry for entry in read_po(file) if entry.id]
    found = {}
    for entry in entries:
        ids = entry.id if isinstance(entry.id, tuple) else (entry.id,)
        strings = entry.string if isinstance(entry.string, tuple) else (entry.string,)
        found |= dict.fromkeys(ids, strings[0])
    return found


def help_of(language: str, *command: str, capsys) -> str:
    with pytest.raises(SystemExit) as ended:
        main(["--lang", language, *command, "--help"])
    assert ended.value.code == 0
    return capsys.readouterr().out


def test_every_message_of_argparse_is_translated() -> None:
    known = catalogue()
    wanted = set(messages_of_argparse())
    assert len(wanted) > 30
    assert {text for text in wanted if not known.get(text)} == set()
    placeholder = re.compile(r"%(?:\(\w+\))?[rs]")
    for text, korean in known.items():
        assert sorted(placeholder.findall(text)) == sorted(placeholder.findall(korean)), text


def test_the_compiled_catalogue_is_that_of_the_source() -> None:
    with CATALOGUE.open("rb") as source, CATALOGUE.with_suffix(".mo").open("rb") as compiled:
        texts = [
            {str(tuple(entry.id)): list(entry.string) for entry in found if entry.id}
            for found in (read_po(source), read_mo(compiled))
        ]
    assert len(texts[0]) > 30
    assert texts[0] == texts[1], "compile it with `make messages`"


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_korean_help_has_no_english_word(command, capsys) -> None:
    told = help_of("ko", *filter(None, [command]), capsys=capsys)
    assert "쓰는 법: " in told
    assert "선택할 수 있는 것:" in told
    assert set(re.findall(r"[A-Za-z_]+", told)) - NAMES - set(COMMANDS) == set()


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_english_help_has_no_korean_word(command, capsys) -> None:
    told = help_of("en", *filter(None, [command]), capsys=capsys)
    assert told.startswith("usage: geomsan")
    assert not HANGUL.search(told)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_command_and_option_has_help(language) -> None:
    with speaking(language):
        made = parser(language)
    (commands,) = (action for action in made._actions if isinstance(action, argparse._SubParsersAction))
    assert set(commands.choices) == set(COMMANDS)
    assert all(action.help for action in commands._choices_actions)
    for each in (made, *commands.choices.values()):
        assert each.description
        assert [a.dest for a in each._actions if not a.help and a is not commands] == []


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("command", COMMANDS)
def test_help_keeps_to_the_terminal_and_to_its_columns(command, language, capsys, monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = help_of(language, command, capsys=capsys).splitlines()
    assert max(map(cell_len, lines)) <= 80
    assert "\0" not in "".join(lines)
    options = [line for line in lines if line.startswith("  -") and "  " in line.strip()]
    starts = {cell_len(line) - cell_len(line.strip().partition("  ")[2].lstrip()) for line in options}
    assert len(starts) == 1


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "ko"),
        ([], {"GEOMSAN_LANG": "en"}, "en"),
        ([], {"GEOMSAN_LANG": "fr"}, "ko"),
        (["--lang", "ko", "check"], {"GEOMSAN_LANG": "en"}, "ko"),
        (["check", "x", "--lang=en"], {}, "en"),
        (["check", "x", "--lang"], {}, "ko"),
        (["--lang", "fr"], {"GEOMSAN_LANG": "en"}, "en"),
    ],
)
def test_the_language_of_a_call(arguments, environment, language) -> None:
    assert language_of(arguments, environment) == language


def test_speaking_leaves_the_process_as_it_was(monkeypatch) -> None:
    monkeypatch.delenv("LANGUAGE", raising=False)
    with speaking("ko"):
        assert argparse.ArgumentParser(prog="x").format_usage().startswith("쓰는 법: ")
    assert "LANGUAGE" not in os.environ
    assert argparse.ArgumentParser(prog="x").format_usage().startswith("usage: ")


@pytest.mark.parametrize(
    ("call", "wrong"),
    [
        (["decide"], "geomsan decide: 다음 가운데 하나가 필요합니다: 파일 --remove-examples --remove-gone."),
        (["decide", "x", "--remove-examples"], "함께 쓸 수 없습니다"),
        (["extract", "보고서.txt"], "geomsan extract: 빠진 것이 있습니다: --into."),
        (["chek", "x"], "geomsan: 명령: 쓸 수 없는 말입니다: 'chek'"),
        (["check", "x", "--foo"], "모르는 것이 있습니다: --foo."),
        (["extract", "x", "--into"], "geomsan extract: --into: 뒤에 적을 것이 빠졌습니다."),
        (["send", "--dry-run=1"], "값을 적지 않는 것인데 적었습니다: '1'"),
        ([], "geomsan: 빠진 것이 있습니다: 명령."),
    ],
)
def test_a_call_that_cannot_be_understood_is_told_in_one_line(call, wrong, capsys, monkeypatch) -> None:
    monkeypatch.delenv("GEOMSAN_LANG", raising=False)
    with pytest.raises(SystemExit) as ended:
        main(call)
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert wrong in told
    assert told.count("\n") == 1
    assert "쓰는 법: geomsan" in told
    assert not set(re.findall(r"[a-z]{3,}", told)) - NAMES - set(COMMANDS) - {"chek", "foo"}


def test_a_call_that_cannot_be_understood_in_english(capsys, monkeypatch) -> None:
    monkeypatch.setenv("GEOMSAN_LANG", "en")
    with pytest.raises(SystemExit):
        main(["decide"])
    assert capsys.readouterr().err.startswith(
        "geomsan decide: one of the arguments FILE --remove-examples --remove-gone is required. "
        "usage: geomsan decide"
    )


def test_wide_characters_count_as_two() -> None:
    with speaking("ko"):
        made = Parser(prog="x", language="ko", about=Bilingual("가", "a"))
        made.take("--out", shown=Bilingual("가나다라", "ABCD"), about=Bilingual("마" * 60, "e"))
        lines = made.format_help().splitlines()
    assert any(line.startswith("  --out 가나다라  마") for line in lines)
