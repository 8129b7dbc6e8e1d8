"""Binary HWP: LibreOffice where it can, else a message that says how to save as HWPX."""

import os
import time
from pathlib import Path

import pytest

from geomsan.common.errors import GeomsanError
from geomsan.read.readers import hwp
from geomsan.read.readers.hwp import read_hwp
from readers.pdffile import rows, write_pdf

BODY = f"<table>{rows(['구분', '금액'], ['가', '1,200'])}</table>"
STAND_IN = """#!/bin/sh
echo "$@" > "{log}"
while [ $# -gt 1 ]; do [ "$1" = --outdir ] && out=$2; shift; done
[ -f "$1" ] || exit 1
mkdir -p "$out"
{action}
"""


def hwp_file(path: Path, flags: int = 1) -> Path:
    header = b"HWP Document File".ljust(32, b"\0") + b"\0\0\0\5" + flags.to_bytes(4, "little")
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1").ljust(1024, b"\0") + header.ljust(256, b"\0"))
    return path


@pytest.fixture
def soffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Install a stand-in that does ``action`` with the name of the PDF to write in ``$out``."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}/usr/bin{os.pathsep}/bin")

    def install(action: str) -> Path:
        log = tmp_path / "arguments"
        program = folder / "soffice"
        program.write_text(STAND_IN.format(log=log, action=action))
        program.chmod(0o755)
        return log

    return install


def refusal(path: Path) -> str:
    with pytest.raises(GeomsanError) as caught:
        read_hwp(path)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_without_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    line = refusal(hwp_file(tmp_path / "a.hwp"))
    assert "바로 읽을 수 없습니다" in line
    assert "[파일 → 다른 이름으로 저장 → HWPX]" in line


def test_converted(tmp_path: Path, soffice) -> None:
    made = write_pdf(tmp_path / "made.pdf", BODY)
    log = soffice(f'cp "{made}" "$out/document.pdf"')
    (found,) = read_hwp(hwp_file(tmp_path / "보고서 1.hwp"))
    assert found.grid.rows == (("구분", "금액"), ("가", "1,200"))
    assert found.grid.places[0] == "보고서 1.hwp#page 1"
    assert found.locator == "page 1 table 1 (LibreOffice)"
    arguments = log.read_text()
    assert "--headless" in arguments
    assert "--infilter=Hwp2002_File" in arguments
    assert "-env:UserInstallation=file://" in arguments


def test_hangul_97_takes_the_filter_of_libreoffice_itself(tmp_path: Path, soffice) -> None:
    made = write_pdf(tmp_path / "made.pdf", BODY)
    log = soffice(f'cp "{made}" "$out/document.pdf"')
    path = tmp_path / "a.hwp"
    path.write_bytes(b"HWP Document File V3.00 \x1a\1\2\3\4\5" + b"\0" * 200)
    assert len(read_hwp(path)) == 1
    assert "--infilter=writer_MIZI_Hwp_97" in log.read_text()


@pytest.mark.parametrize("action", ["true", "exit 1", ': > "$out/document.pdf"'])
def test_a_libreoffice_without_the_filter(tmp_path: Path, soffice, action: str) -> None:
    soffice(action)
    assert "필터가 없습니다" in refusal(hwp_file(tmp_path / "a.hwp"))


def test_nonsense_from_libreoffice(tmp_path: Path, soffice) -> None:
    soffice('echo nonsense > "$out/document.pdf"')
    assert "PDF가 아닙니다" in refusal(hwp_file(tmp_path / "a.hwp"))


def test_a_libreoffice_that_hangs_is_ended(tmp_path: Path, soffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hwp, "MAX_SECONDS", 1)
    soffice("sleep 60 & sleep 60")
    started = time.monotonic()
    assert "안에 바꾸지 못했습니다" in refusal(hwp_file(tmp_path / "a.hwp"))
    assert time.monotonic() - started < 20


def test_protected(tmp_path: Path) -> None:
    assert "암호가 걸린" in refusal(hwp_file(tmp_path / "a.hwp", flags=3))
    assert "배포용" in refusal(hwp_file(tmp_path / "b.hwp", flags=5))


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"\0" * 2000, bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 900]
)
def test_no_hwp(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.hwp"
    path.write_bytes(data)
    assert "HWP 파일이 아니거나 손상" in refusal(path)


def test_folder_and_missing_file(tmp_path: Path) -> None:
    assert "읽을 수 없습니다" in refusal(tmp_path)
    assert "읽을 수 없습니다" in refusal(tmp_path / "none.hwp")
