"""List the findings and the coverage of all documents, and who is missing; sum up the run."""

from pathlib import Path

from geomsan.common.files import write_whole
from geomsan.common.job import job
from geomsan.common.missing import write_missing
from geomsan.decide.stored import read_reports
from geomsan.publish.listing import write_coverage, write_findings
from geomsan.publish.summary import summary

with job(snakemake.log[0], snakemake.params.step):
    inputs, output = snakemake.input, snakemake.output
    reports, missing = read_reports(inputs.documents, inputs.standing, inputs.between)
    write_findings(reports, Path(output.csv), Path(output.parquet))
    write_coverage(reports, Path(output.coverage))
    write_missing(missing, Path(output.missing))
    write_whole(Path(output.summary), summary(reports, missing, snakemake.params.language))
