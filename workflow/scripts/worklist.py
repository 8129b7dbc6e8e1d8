"""Make the worklist."""

from pathlib import Path

from geomsan.check.report import read_across, read_report, with_across
from geomsan.common.job import job
from geomsan.publish.worklist.writing import write_worklist

with job(snakemake.log[0], snakemake.params.step):
    across = read_across(Path(snakemake.input.across))
    reports = [with_across(read_report(Path(path)), across) for path in snakemake.input.checks]
    write_worklist(reports, Path(snakemake.output.worklist))
