"""What a script is made of: the modules of the library that it imports, at whatever remove.

The import graph is that of ``grimp``; nothing is kept by hand.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from geomsan.common.files import digest

if TYPE_CHECKING:
    from grimp import ImportGraph

PACKAGE = "geomsan"


def library_of(script: Path) -> list[Path]:
    """Return the files of the library that a script depends on, sorted."""
    graph = _graph()
    wanted = {name for name in _imported(script) if name in graph.modules}
    wanted |= {below for name in tuple(wanted) for below in graph.find_upstream_modules(name)}
    # A package is run when a module in it is imported.
    wanted |= {parent for name in tuple(wanted) for parent in _parents(name)}
    return sorted(map(_file, wanted))


def digest_of(paths: Iterable[Path]) -> str:
    """Return one SHA-256 of the names and the contents of files, in whatever folders they lie.

    A file that is not there, or that nobody lets us read, counts as such.
    """
    told = sorted(
        f"{path.name}\0{_digest(path, *_seen(path)) if path.is_file() else '-'}" for path in set(paths)
    )
    return sha256("\n".join(told).encode()).hexdigest()


def _seen(path: Path) -> tuple[int, int]:
    """Return what changes when a file is written anew while a process runs."""
    seen = path.stat()
    return seen.st_mtime_ns, seen.st_size


@lru_cache(maxsize=4096)
def _digest(path: Path, *_: int) -> str:
    try:
        return digest(path)
    except OSError as error:
        return f"- {error.errno}"


@lru_cache(maxsize=1)
def _graph() -> ImportGraph:
    from grimp import build_graph

    return build_graph(PACKAGE, cache_dir=None)


def _imported(script: Path) -> Iterator[str]:
    """Yield what a script imports: modules, and names that may be modules."""
    for node in ast.walk(ast.parse(script.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _parents(name: str) -> Iterator[str]:
    while "." in name:
        name = name.rpartition(".")[0]
        yield name


def _file(module: str) -> Path:
    path = _root().joinpath(*module.split(".")[1:])
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def _root() -> Path:
    import geomsan

    return Path(geomsan.__file__).parent
