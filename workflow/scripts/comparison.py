"""Hold a document's tables against those of earlier documents."""

from pathlib import Path

from geomsan.comparison import to_json
from geomsan.files import write_whole
from geomsan.jobs import job
from geomsan.reconciliation.aliases import aliases_of
from geomsan.reconciliation.sessions import compare
from geomsan.report import read_report

with job(snakemake.log[0], snakemake.params.step):
    aliases = aliases_of(snakemake.input.aliases, Path(snakemake.input.schema))
    report = read_report(Path(snakemake.input.checks))
    earlier = [read_report(Path(path)) for path in snakemake.input.earlier]
    write_whole(Path(snakemake.output.comparison), to_json(compare(report, earlier, aliases)))
