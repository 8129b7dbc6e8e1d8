"""List the findings and the coverage of all documents."""

from pathlib import Path

from geomsan.jobs import job
from geomsan.listing import write_coverage, write_findings
from geomsan.report import read_findings, read_report, with_findings

with job(snakemake.log[0], snakemake.params.step):
    across = read_findings(Path(snakemake.input.across))
    reports = [with_findings(read_report(Path(path)), across) for path in snakemake.input.checks]
    write_findings(reports, Path(snakemake.output.csv), Path(snakemake.output.parquet))
    write_coverage(reports, Path(snakemake.output.coverage))
