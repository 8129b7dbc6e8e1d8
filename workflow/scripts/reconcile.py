"""Compare what one document prints in two tables."""

from pathlib import Path

from geomsan.files import write_whole
from geomsan.jobs import job
from geomsan.reconciliation.aliases import aliases_of
from geomsan.reconciliation.facts import read_facts
from geomsan.reconciliation.matching import within
from geomsan.reconciliation.outcome import finding
from geomsan.report import read_report, to_json, with_findings

with job(snakemake.log[0], snakemake.params.step):
    aliases = aliases_of(snakemake.input.aliases, Path(snakemake.input.schema))
    facts = read_facts(Path(snakemake.input.facts))
    report = read_report(Path(snakemake.input.checks))
    reconciled = with_findings(report, map(finding, within(facts, aliases)))
    write_whole(Path(snakemake.output.reconciled), to_json(reconciled))
