"""``make pack NAME=…`` asks first whether there is such a pack."""

from pathlib import Path

import pytest

from geomsan.publish.packs.named import main

ROOT = Path(__file__).parents[2]


def test_a_pack_that_is_not_configured_is_refused_with_those_that_are(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["economy-2026-03"]) == 0
    assert main(["nothing"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "그런 브리프가 없습니다. 있는 것: economy-2019-09, " in line
