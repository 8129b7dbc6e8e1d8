"""Sum up a run in a few lines."""

from pathlib import Path

from geomsan.files import write_whole
from geomsan.jobs import job
from geomsan.report import read_report
from geomsan.summary import summary

with job(snakemake.log[0], "마무리"):
    reports = [read_report(Path(path)) for path in snakemake.input.checks]
    text = summary(reports, [Path(path) for path in snakemake.input.packs], snakemake.params.language)
    write_whole(Path(snakemake.output.summary), text)
