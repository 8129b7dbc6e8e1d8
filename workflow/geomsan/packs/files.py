"""Files written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from geomsan.errors import GeomsanError


def write_whole(out: Path, content: bytes) -> None:
    """Write a file beside its place and move it there when it is complete.

    Raises
    ------
    GeomsanError
        When the disk is full or the folder cannot be written; what stood there before stays.
    """
    temporary: str | None = None
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(out)
    except OSError as error:
        raise GeomsanError(
            str(out),
            f"쓸 수 없습니다 ({error.strerror or error}). 디스크 공간과 권한을 확인하십시오.",
            f"cannot be written ({error.strerror or error}); check the disk's space and your rights.",
        ) from error
    finally:
        # Also when the run is interrupted: nothing half-written stays behind.
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
