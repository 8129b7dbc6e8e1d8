"""Make the review pages and the worklist."""

from pathlib import Path

from geomsan.common.job import job
from geomsan.decide.stored import read_reports
from geomsan.publish.review.page import write_review
from geomsan.publish.worklist.writing import write_worklist

with job(snakemake.log[0], snakemake.params.step):
    inputs, output = snakemake.input, snakemake.output
    reports, missing = read_reports(inputs.documents, inputs.standing, inputs.between)
    write_review(reports, Path(inputs.templates[0]).parent, Path(output.page), missing)
    write_worklist(reports, Path(output.worklist), missing)
