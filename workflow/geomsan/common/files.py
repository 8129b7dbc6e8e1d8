"""Files written whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from geomsan.common.errors import Bilingual, GeomsanError


class UnwritableError(GeomsanError):
    """A file cannot be written: the machine is at fault, no document."""


_REASONS = {
    errno.EACCES: "권한이 없음",
    errno.EPERM: "권한이 없음",
    errno.EROFS: "읽기 전용임",
    errno.ENOSPC: "디스크가 가득 참",
    errno.EDQUOT: "쓸 수 있는 용량을 다 씀",
    errno.EIO: "디스크가 답하지 않음",
    errno.ESTALE: "네트워크 폴더와 끊김",
    errno.ENOENT: "파일이 없음",
    errno.EISDIR: "폴더임",
    errno.ENOTDIR: "폴더가 아님",
    errno.ENAMETOOLONG: "이름이 너무 긺",
    errno.ELOOP: "링크가 맴돎",
    errno.EBUSY: "다른 프로그램이 쓰고 있음",
    errno.EMFILE: "열어 둔 파일이 너무 많음",
    errno.ENFILE: "열어 둔 파일이 너무 많음",
    errno.ENOMEM: "메모리가 모자람",
    errno.EADDRINUSE: "다른 프로그램이 쓰고 있음",
}


def reason_of(error: Exception) -> Bilingual:
    """Return why the system refused something: in Korean where we know it, else in the system's words."""
    told = (error.strerror if isinstance(error, OSError) else "") or " ".join(str(error).split())
    known = _REASONS.get(error.errno or 0) if isinstance(error, OSError) else None
    return Bilingual(known or told, told)


def unwritable(out: Path, error: OSError) -> UnwritableError:
    """Return the error that says that a file cannot be written, and what to look at."""
    reason = reason_of(error)
    return UnwritableError(
        str(out),
        f"쓸 수 없습니다 ({reason.ko}). 디스크 공간과 권한을 확인하십시오.",
        f"cannot be written ({reason.en}); check the disk's space and your rights.",
    )


def unreadable(path: Path, error: Exception) -> GeomsanError:
    """Return the error that says that a file cannot be read."""
    reason = reason_of(error)
    return GeomsanError(str(path), f"읽을 수 없습니다 ({reason.ko}).", f"cannot be read ({reason.en}).")


def lies_within(folder: Path, path: Path) -> bool:
    """Tell whether a path, its symbolic links followed, lies in a folder or would."""
    try:
        path.exists()  # raises where the name is too long, which resolving overlooks
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):  # too long a name, a null character, a circle of links
        return False


def within(folder: Path, name: str) -> Path:
    """Return the path of a file that has to lie in a folder.

    Neither ``..``, an absolute path nor a symbolic link leads out of the folder, and what is no plain
    file (a pipe, a device) is not opened: reading it might never end.

    Raises
    ------
    GeomsanError
        When it lies elsewhere or is no plain file. Whether it is there, its reader says.
    """
    path = folder / name
    if not lies_within(folder, path):
        raise GeomsanError(
            str(path),
            "문서 폴더 밖의 파일입니다. 파일을 그 폴더에 두고 이름만 적으십시오.",
            "lies outside the document's folder; put the file there and give its name alone.",
        )
    if path.exists() and not path.is_file():
        raise GeomsanError(
            str(path),
            "보통 파일이 아니어서 읽지 않습니다. 받은 파일 자체를 두십시오.",
            "is no plain file and is not read; put the file itself there.",
        )
    return path


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sha256(content: bytes) -> str:
    """Return the SHA-256 of bytes, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


_UNFINISHED = ".part"


def remove_unfinished(folder: Path) -> None:
    """Remove what :func:`write_whole` had begun anywhere in a folder when its process was killed.

    Only for who knows that nobody writes there.
    """
    for path in folder.rglob(f".*{_UNFINISHED}"):
        path.unlink(missing_ok=True)


def end_future(folder: Path) -> None:
    """Date what lies in a folder as now where its date is yet to come.

    Files come so from other time zones, from archives, and from before a clock was set back; Snakemake
    takes what is made from them for older than they are, and refuses it.
    """
    now = time.time()
    for path in folder.rglob("*"):
        with suppress(OSError):  # somebody else's file, or one that has just gone
            if path.stat().st_mtime > now and not path.is_symlink():
                os.utime(path, (now, now))


def write_whole(out: Path, content: bytes | str) -> None:
    """Write a file beside its place and move it there when it is complete.

    Raises
    ------
    GeomsanError
        When the disk is full or the folder cannot be written; what stood there before stays.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    temporary: str | None = None
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.", suffix=_UNFINISHED)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(out)
    except OSError as error:
        raise unwritable(out, error) from error
    finally:
        # Also when the run is interrupted: nothing half-written stays behind.
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)


_HERE, _EXCHANGE = -100, 2
"""``AT_FDCWD`` and ``RENAME_EXCHANGE`` of renameat2(2)."""


def exchange(one: Path, other: Path) -> None:
    """Have two folders of one file system change places.

    Linux does it in one step, so that nobody ever sees neither; elsewhere it takes three.

    Raises
    ------
    OSError
        When it is not allowed; then both are where they were.
    """
    if _exchanged_at_once(one, other):
        return
    aside = one.with_name(f"{one.name}.aside")
    other.rename(aside)
    try:
        one.rename(other)
    except OSError:
        aside.rename(other)
        raise
    aside.rename(one)


def _exchanged_at_once(one: Path, other: Path) -> bool:
    import ctypes  # few need it, and it takes its time

    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if os.name == "posix" else None
    if call is None:
        return False
    if call(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    reason = ctypes.get_errno()
    if reason in (errno.ENOSYS, errno.EINVAL):
        return False
    raise OSError(reason, os.strerror(reason), str(other))
