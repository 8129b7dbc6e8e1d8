"""List the findings and the coverage of all documents."""

from pathlib import Path

from geomsan.check.report import read_across, read_report, with_across
from geomsan.common.job import job
from geomsan.publish.listing import write_coverage, write_findings

with job(snakemake.log[0], snakemake.params.step):
    across = read_across(Path(snakemake.input.across))
    reports = [with_across(read_report(Path(path)), across) for path in snakemake.input.checks]
    write_findings(reports, Path(snakemake.output.csv), Path(snakemake.output.parquet))
    write_coverage(reports, Path(snakemake.output.coverage))
