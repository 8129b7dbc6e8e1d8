"""Hold the documents against each other, and list what found no partner."""

from pathlib import Path

from geomsan.check.checked import CheckedDocument
from geomsan.common.job import job
from geomsan.common.missing import all_missing, missing_in, store_made
from geomsan.common.stored import restore
from geomsan.decide.between import by_document
from geomsan.decide.stage import reconcile
from geomsan.decide.stored import Standing
from geomsan.read.documents.project import Project
from geomsan.reconcile.proposals import Proposal, Unmatched, write_list

with job(snakemake.log[0], snakemake.params.step):
    inputs, output = snakemake.input, snakemake.output
    there = [
        (Path(document), Path(standing))
        for document, standing in zip(inputs.documents, inputs.standing, strict=True)
        if missing_in(Path(standing)) is None
    ]
    checked = [restore(document, CheckedDocument) for document, _ in there]
    stands = [restore(standing, Standing) for _, standing in there]
    across, proposals, unmatched = reconcile(checked, stands, Project(Path()))
    gone = {each.name: each for each in (*all_missing(inputs.standing), *across.missing)}
    names = [Path(path).stem for path in inputs.standing]
    for name, about in by_document(across, names).items():
        store_made(Path(output.between, f"{name}.json"), gone.get(name, about))
    write_list(proposals, Proposal, Path(output.proposals))
    write_list(unmatched, Unmatched, Path(output.unmatched))
