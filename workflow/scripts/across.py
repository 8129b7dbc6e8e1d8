"""Compare what several documents print, and list what found no partner."""

from pathlib import Path

from geomsan.files import write_whole
from geomsan.jobs import job
from geomsan.reconciliation.aliases import aliases_of
from geomsan.reconciliation.facts import read_facts
from geomsan.reconciliation.matching import across
from geomsan.reconciliation.outcome import finding
from geomsan.reconciliation.proposals import Proposal, Unmatched, loose_ends, unused_names, write_list
from geomsan.report import findings_json

with job(snakemake.log[0], snakemake.params.step):
    aliases = aliases_of(snakemake.input.aliases, Path(snakemake.input.schema))
    documents = [read_facts(Path(path)) for path in snakemake.input.facts]
    write_whole(Path(snakemake.output.findings), findings_json(map(finding, across(documents, aliases))))
    ends = [loose_ends(facts, aliases) for facts in documents]
    unused = unused_names([fact for facts in documents for fact in facts], aliases)
    proposals = [proposal for found, _ in ends for proposal in found]
    unmatched = [record for _, found in ends for record in found]
    write_list(proposals, Proposal, Path(snakemake.output.proposals))
    write_list([*unmatched, *unused], Unmatched, Path(snakemake.output.unmatched))
