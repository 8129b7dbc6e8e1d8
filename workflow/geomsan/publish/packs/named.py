"""Whether a pack of a name is configured: ``make pack NAME=…`` asks before it runs anything."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from geomsan.common.errors import GeomsanError
from geomsan.read.documents.project import Project


def require_pack(name: str, project: Project) -> None:
    """Require that a pack is configured.

    Raises
    ------
    GeomsanError
        When there is none of that name, with the names that there are; as :meth:`Project.read_config`.
    """
    known = [pack["name"] for pack in project.read_config()["packs"]]
    if name not in known:
        names = ", ".join(known)
        raise GeomsanError(
            f"NAME={name}",
            f"config.yaml에 그런 브리프가 없습니다. 있는 것: {names}",
            f"config.yaml has no such pack; there are: {names}",
        )


def main(arguments: Sequence[str]) -> int:
    """Return 0 where the pack is configured, else 2 with a line on standard error."""
    try:
        require_pack(arguments[0] if arguments else "", Project(Path()))
    except GeomsanError as error:
        print(f"오류: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
