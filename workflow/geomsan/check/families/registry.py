"""Finding the family schemas: every module of the ``schemas/`` folder, one family a module."""

from __future__ import annotations

import importlib.util
import sys
from functools import lru_cache
from pathlib import Path
from types import ModuleType

from geomsan.check.families.model import ReportModel
from geomsan.common.errors import GeomsanError


@lru_cache(maxsize=8)
def load_families(folder: Path) -> dict[str, type[ReportModel]]:
    """Return the families of ``folder`` by name (the module's name).

    Raises
    ------
    GeomsanError
        When a module defines no family or more than one.
    """
    families: dict[str, type[ReportModel]] = {}
    for path in sorted(folder.glob("*.py")):
        if path.stem.startswith("_"):
            continue
        module = _load(path)
        models = [
            value
            for value in vars(module).values()
            if isinstance(value, type)
            and issubclass(value, ReportModel)
            and value.__module__ == module.__name__
        ]
        if len(models) != 1:
            raise GeomsanError(
                str(path),
                f"ReportModel을 정확히 하나 정의해야 합니다 (지금 {len(models)}개).",
                f"must define exactly one ReportModel (has {len(models)}).",
            )
        families[path.stem] = models[0]
    return families


def _load(path: Path) -> ModuleType:
    name = f"geomsan_schemas.{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
