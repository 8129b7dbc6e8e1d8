"""Make the review page."""

from pathlib import Path

from geomsan.check.report import read_across, read_report, with_across
from geomsan.common.job import job
from geomsan.publish.review.page import write_review

with job(snakemake.log[0], snakemake.params.step):
    across = read_across(Path(snakemake.input.across))
    reports = [with_across(read_report(Path(path)), across) for path in snakemake.input.checks]
    write_review(reports, Path(snakemake.input.templates[0]).parent, Path(snakemake.output.page))
