"""Hold a document's tables against each other and earlier sessions, and apply what was decided."""

from pathlib import Path

from geomsan.check.checked import CheckedDocument
from geomsan.common.job import job
from geomsan.common.missing import missing_in, store_made
from geomsan.common.stored import restore
from geomsan.decide.stage import decide
from geomsan.decide.stored import read_all
from geomsan.read.documents.descriptor import DESCRIPTOR
from geomsan.read.documents.project import Project
from geomsan.reconcile.aliases import read_aliases

with job(
    snakemake.log[0],
    snakemake.params.step,
    tries=snakemake.resources.attempt,
    seconds=60 * snakemake.resources.runtime,
) as running:
    inputs, project = snakemake.input, Project(Path())
    document = Path(inputs.document)
    made = missing_in(document)
    if made is None:
        # What is wrong with the aliases is no fault of this document.
        read_aliases(project.aliases, project.aliases_schema)
        checked = restore(document, CheckedDocument)
        earlier, missing = read_all(inputs.earlier_documents, inputs.earlier_standing)
        made = running.attempt(
            document.stem,
            lambda: decide(checked, earlier, project, missing),
            project.raw / document.stem / DESCRIPTOR,
        )
    store_made(Path(snakemake.output.standing), made)
