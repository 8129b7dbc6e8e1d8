"""Read a document as received and check every table of it, and its prose where that is there."""

from pathlib import Path

from geomsan.check.assembly import validate
from geomsan.check.checked import CheckedDocument
from geomsan.check.families.registry import load_families
from geomsan.claims.stage import with_prose
from geomsan.common.job import job
from geomsan.common.missing import store_made
from geomsan.read.documents.descriptor import DESCRIPTOR, read_document

with job(
    snakemake.log[0],
    snakemake.params.step,
    tries=snakemake.resources.attempt,
    seconds=60 * snakemake.resources.runtime,
) as running:
    folder, schema = Path(snakemake.params.folder), Path(snakemake.input.schema)
    families = load_families(Path(snakemake.input.families[0]).parent)

    def checked() -> CheckedDocument:
        document = read_document(folder, schema)
        return with_prose(validate(document, families), document)

    made = running.attempt(folder.name, checked, folder / DESCRIPTOR)
    store_made(Path(snakemake.output.document), made)
