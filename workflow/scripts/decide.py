"""Hold a document's tables against each other and earlier sessions, and apply what was decided."""

from pathlib import Path

from geomsan.check.checked import CheckedDocument
from geomsan.common.job import job
from geomsan.common.stored import restore, store
from geomsan.decide.stage import decide
from geomsan.decide.stored import read_decided
from geomsan.read.documents.project import Project

with job(snakemake.log[0], snakemake.params.step):
    inputs = snakemake.input
    checked = restore(Path(inputs.document), CheckedDocument)
    earlier = list(map(read_decided, inputs.earlier_documents, inputs.earlier_standing))
    store(Path(snakemake.output.standing), decide(checked, earlier, Project(Path())))
