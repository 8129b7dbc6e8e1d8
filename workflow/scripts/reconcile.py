"""Compare what one document prints in two tables."""

from pathlib import Path

from geomsan.check.report import read_report, to_json, with_findings
from geomsan.common.files import write_whole
from geomsan.common.job import job
from geomsan.reconcile.aliases import aliases_of
from geomsan.reconcile.facts import read_facts
from geomsan.reconcile.matching import within
from geomsan.reconcile.outcome import finding

with job(snakemake.log[0], snakemake.params.step):
    aliases = aliases_of(snakemake.input.aliases, Path(snakemake.input.schema))
    facts = read_facts(Path(snakemake.input.facts))
    report = read_report(Path(snakemake.input.checks))
    reconciled = with_findings(report, map(finding, within(facts, aliases)))
    write_whole(Path(snakemake.output.reconciled), to_json(reconciled))
