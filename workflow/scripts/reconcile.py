"""Hold the documents against each other, and list what found no partner."""

from pathlib import Path

from geomsan.check.checked import CheckedDocument
from geomsan.common.job import job
from geomsan.common.stored import restore, store
from geomsan.decide.stage import reconcile
from geomsan.decide.stored import Standing
from geomsan.read.documents.project import Project
from geomsan.reconcile.proposals import Proposal, Unmatched, write_list

with job(snakemake.log[0], snakemake.params.step):
    inputs, output = snakemake.input, snakemake.output
    checked = [restore(Path(path), CheckedDocument) for path in inputs.documents]
    standing = [restore(Path(path), Standing) for path in inputs.standing]
    across, proposals, unmatched = reconcile(checked, standing, Project(Path()))
    store(Path(output.across), across)
    write_list(proposals, Proposal, Path(output.proposals))
    write_list(unmatched, Unmatched, Path(output.unmatched))
