"""Pages from templates: one set of rules for packs, the review page and releases."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from geomsan.common.visible import shown


def environment(templates: Path) -> Environment:
    """Return the templates of a folder: everything escaped and seen, a missing value is an error."""
    return Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=shown,
    )


def allowed(text: str) -> str:
    """Return what allows a script or a style by its content in a content security policy."""
    return f"'sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode('ascii')}'"
