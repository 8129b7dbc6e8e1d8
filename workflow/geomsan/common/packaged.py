"""What comes with the library beside its code: the families, the JSON Schemas and the templates."""

from __future__ import annotations

from pathlib import Path

_LIBRARY = Path(__file__).parents[1]
_CHECKOUT = _LIBRARY.parents[1]


def packaged_schemas() -> Path:
    """Return the library's own ``schemas/``: in the package, or at the top of the checkout."""
    return _own("schemas", _CHECKOUT / "schemas")


def packaged_templates() -> Path:
    """Return the library's own templates: in the package, or in ``workflow/`` of the checkout."""
    return _own("templates", _CHECKOUT / "workflow" / "templates")


def _own(name: str, in_checkout: Path) -> Path:
    installed = _LIBRARY / "packaged" / name
    return installed if installed.is_dir() else in_checkout
