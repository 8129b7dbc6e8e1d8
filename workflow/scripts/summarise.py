"""Sum up a run in a few lines."""

from pathlib import Path

from geomsan.check.report import read_across, read_report, with_across
from geomsan.common.files import write_whole
from geomsan.common.job import job
from geomsan.publish.summary import summary

with job(snakemake.log[0], "마무리"):
    across = read_across(Path(snakemake.input.across))
    reports = [with_across(read_report(Path(path)), across) for path in snakemake.input.checks]
    text = summary(reports, [Path(path) for path in snakemake.input.packs], snakemake.params.language)
    write_whole(Path(snakemake.output.summary), text)
