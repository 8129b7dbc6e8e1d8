"""The older binary HWP, through LibreOffice where it has a filter that can."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from geomsan.common.errors import GeomsanError
from geomsan.common.files import reason_of, unreadable
from geomsan.read.readers.found import FoundTable
from geomsan.read.readers.limits import LARGEST_FILE
from geomsan.read.readers.pdf import read_pdf

MAX_SECONDS = 180
"""For one conversion."""
_SIGNATURE = b"HWP Document File"
_FLAGS_AT = 36
_PASSWORD = 0x2
_DISTRIBUTION = 0x4
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_FILTERS = {5: "Hwp2002_File", 3: "writer_MIZI_Hwp_97"}
"""The filter of the extension H2Orestart, and that of LibreOffice itself for Hangul 97. Named, so
that LibreOffice does not take what it cannot read for plain text."""

_HOW_KO = "한글에서 [파일 → 다른 이름으로 저장 → HWPX]로 저장한 파일을 넣으세요."
_HOW_EN = "save it in Hangul as HWPX (파일 → 다른 이름으로 저장 → HWPX) and use that file."


def read_hwp(path: Path, name: str | None = None) -> list[FoundTable]:
    """Find the tables of a binary HWP document by converting it to PDF with LibreOffice.

    Places are the pages as LibreOffice sets them.

    Parameters
    ----------
    path
        The file.
    name
        How places name the file; its own name by default.

    Raises
    ------
    GeomsanError
        When the file cannot be read, is none or encrypted, or LibreOffice is missing or cannot
        convert it; the message says how to save as HWPX.
    """
    version = _version(path)
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise _refusal(
            path, "옛 HWP 파일은 바로 읽을 수 없습니다", "is an old binary HWP, which cannot be read directly"
        )
    with tempfile.TemporaryDirectory(prefix="geomsan-hwp-") as folder:
        converted = _convert(path, Path(folder), program, version)
        try:
            found = read_pdf(converted, name or path.name)
        except GeomsanError as error:
            raise _refusal(
                path,
                f"LibreOffice로 바꾼 결과를 읽을 수 없습니다 ({error.message.ko})",
                f"was converted by LibreOffice to something unreadable ({error.message.en})",
            ) from error
    return [replace(table, locator=f"{table.locator} (LibreOffice)") for table in found]


def _refusal(path: Path, ko: str, en: str) -> GeomsanError:
    return GeomsanError(str(path), f"{ko}: {_HOW_KO}", f"{en}: {_HOW_EN}")


def _version(path: Path) -> int:
    """Return 5 or 3, the two formats called HWP.

    Raises
    ------
    GeomsanError
        When the file cannot be read, is neither, or is protected.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1 if path.is_file() else 0)
    except OSError as error:
        raise unreadable(path, error) from error
    if len(data) > LARGEST_FILE:
        limit = LARGEST_FILE >> 20
        raise GeomsanError(
            str(path), f"파일이 너무 큽니다 (한도 {limit:,}MB).", f"is too large (limit {limit:,} MB)."
        )
    at = data.find(_SIGNATURE)
    if at == 0:
        return 3
    if not data.startswith(_OLE) or at < 0 or len(data) < size:
        raise GeomsanError(str(path), "HWP 파일이 아니거나 손상되었습니다.", "is no HWP, or damaged.")
    flags = int.from_bytes(data[at + _FLAGS_AT : at + _FLAGS_AT + 4], "little")
    if flags & _PASSWORD:
        raise _refusal(path, "암호가 걸린 HWP입니다", "is an encrypted HWP: open it with its password")
    if flags & _DISTRIBUTION:
        raise GeomsanError(
            str(path),
            "배포용 HWP라 내용을 꺼낼 수 없습니다. 만든 곳에 HWPX나 PDF를 요청하세요.",
            "is an HWP for distribution only, its content locked: ask its author for HWPX or PDF.",
        )
    return 5


def _convert(path: Path, folder: Path, program: str, version: int) -> Path:
    """Return the PDF that LibreOffice makes of ``path``.

    A profile of its own keeps the user's settings, macros and open windows out of it; extensions
    count when they are installed for all users.

    Raises
    ------
    GeomsanError
        When it takes too long or makes none.
    """
    source = folder / "document.hwp"
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        f"--infilter={_FILTERS[version]}",
        "--convert-to",
        "pdf:writer_pdf_Export",
        "--outdir",
        str(folder / "out"),
        str(source),
    ]
    try:
        shutil.copyfile(path, source)
        is_done = _run(command, folder)
    except OSError as error:
        raise _refusal(
            path,
            f"LibreOffice를 쓸 수 없습니다 ({reason_of(error).ko})",
            f"needs LibreOffice, which fails ({reason_of(error).en})",
        ) from error
    converted = folder / "out" / "document.pdf"
    if not is_done:
        raise _refusal(
            path,
            f"LibreOffice가 {MAX_SECONDS}초 안에 바꾸지 못했습니다",
            f"could not be converted by LibreOffice within {MAX_SECONDS} seconds",
        )
    if not converted.is_file() or not converted.stat().st_size:
        raise _refusal(
            path,
            "설치된 LibreOffice에 HWP를 여는 필터가 없습니다(모든 사용자용 H2Orestart 확장이 있으면 엽니다)",
            "cannot be opened by this LibreOffice (it could with the extension H2Orestart, for all users)",
        )
    return converted


def _run(command: list[str], folder: Path) -> bool:
    """Run a program that starts others; False when it took too long and all were ended."""
    process = subprocess.Popen(  # noqa: S603 (a list of arguments, no shell)
        command,
        cwd=folder,
        env=os.environ | {"HOME": str(folder)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(MAX_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return False
    return True
