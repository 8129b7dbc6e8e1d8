"""What the peers' scripts share: run with the tables (JSON) and the number of repetitions.

The scripts run in ``.venv-bench`` and know nothing of geomsan. Each prints one line of JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

SLACK = 1e-6
"""Room for floating point beside a check's tolerance."""


def measure(
    package: str,
    prepare: Callable[[list[dict[str, Any]]], list[Any]],
    validate: Callable[[Any], int],
    what: str,
) -> None:
    """Prepare every table once, validate all of them again and again, and print what it took.

    Parameters
    ----------
    package
        Name of the distribution, for its version.
    prepare
        From the tables to whatever :func:`validate` takes, one item a table.
    validate
        Validates one item and returns the number of its checks that failed.
    what
        What exactly is timed, in a sentence.
    """
    tables = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    start = time.perf_counter()
    prepared = prepare(tables)
    preparing = time.perf_counter() - start
    failed = sum(validate(item) for item in prepared)
    taken = []
    for _ in range(int(sys.argv[2])):
        start = time.perf_counter()
        for item in prepared:
            validate(item)
        taken.append(time.perf_counter() - start)
    found = {
        "what": what,
        "version": version(package),
        "tables": len(prepared),
        "failed_checks": failed,
        "preparing_seconds": round(preparing, 4),
        "seconds": taken,
    }
    print(json.dumps(found))
