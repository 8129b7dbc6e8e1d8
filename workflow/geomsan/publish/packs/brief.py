"""The stage that sets one pack."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from geomsan.common.missing import Missing
from geomsan.decide.stored import DecidedDocument
from geomsan.publish.packs.attached import attached_tables
from geomsan.publish.packs.document import pack_html
from geomsan.publish.packs.manifest import MadeFrom
from geomsan.publish.packs.pdf import write_pdf
from geomsan.publish.packs.selection import require_all, select_pack


def brief(
    pack: Mapping[str, Any],
    decided: Sequence[DecidedDocument],
    templates: Path,
    out: Path,
    missing: Sequence[Missing] = (),
) -> MadeFrom:
    """Set a pack of the configuration and return what it was made from.

    Parameters
    ----------
    pack
        An item of ``packs`` in the configuration.
    decided
        The documents that it draws from.
    templates
        Folder of the templates.
    out
        The PDF.
    missing
        The documents that are not there.

    Raises
    ------
    GeomsanError
        When the pack needs a document that is missing, it would be empty, or the PDF cannot be set or
        written.
    """
    require_all(pack, missing)
    series = [each for document in decided for each in document.series]
    titles = {table: title for document in decided for table, title in document.titles.items()}
    spec = select_pack(pack, [document.report for document in decided], series, titles)
    metadata = {"title": spec.title, "author": spec.checked_by, "subject": spec.subtitle}
    write_pdf(pack_html(spec, templates), out, None, templates / "pack.css", metadata, attached_tables(spec))
    used = spec.sources | spec.held_against | {""}  # the alias file stands beside the documents
    inputs = {
        path: value
        for document in decided
        for path, value in document.inputs.items()
        if "/".join(Path(path).parts[1:-1][:1]) in used
    }
    verdicts: Counter[str] = sum((report.verdicts for report in spec.documents), Counter())
    return MadeFrom(inputs, dict(verdicts))
