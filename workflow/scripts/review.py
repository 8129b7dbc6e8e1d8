"""Make the review page."""

from pathlib import Path

from geomsan.jobs import job
from geomsan.report import read_report
from geomsan.review.page import write_review

with job(snakemake.log[0], snakemake.params.step):
    reports = [read_report(Path(path)) for path in snakemake.input.checks]
    write_review(reports, Path(snakemake.input.templates[0]).parent, Path(snakemake.output.page))
