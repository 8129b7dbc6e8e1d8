"""Hold a document's tables against those of earlier documents."""

from pathlib import Path

from geomsan.check.report import read_report
from geomsan.common.files import write_whole
from geomsan.common.job import job
from geomsan.reconcile.aliases import aliases_of
from geomsan.reconcile.comparison import to_json
from geomsan.reconcile.sessions import compare

with job(snakemake.log[0], snakemake.params.step):
    aliases = aliases_of(snakemake.input.aliases, Path(snakemake.input.schema))
    report = read_report(Path(snakemake.input.checks))
    earlier = [read_report(Path(path)) for path in snakemake.input.earlier]
    write_whole(Path(snakemake.output.comparison), to_json(compare(report, earlier, aliases)))
