"""Read a document as received and check every table of it, and its prose where that is there."""

from pathlib import Path

from geomsan.check.assembly import validate
from geomsan.check.families.registry import load_families
from geomsan.claims.stage import with_prose
from geomsan.common.job import job
from geomsan.common.stored import store
from geomsan.read.documents.descriptor import read_document

with job(snakemake.log[0], snakemake.params.step):
    document = read_document(Path(snakemake.params.folder), Path(snakemake.input.schema))
    families = load_families(Path(snakemake.input.families[0]).parent)
    store(Path(snakemake.output.document), with_prose(validate(document, families), document))
