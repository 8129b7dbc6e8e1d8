"""List the findings and the coverage of all documents."""

from pathlib import Path

from geomsan.jobs import job
from geomsan.listing import write_coverage, write_findings
from geomsan.report import read_report

with job(snakemake.log[0], snakemake.params.step):
    reports = [read_report(Path(path)) for path in snakemake.input.checks]
    write_findings(reports, Path(snakemake.output.csv), Path(snakemake.output.parquet))
    write_coverage(reports, Path(snakemake.output.coverage))
