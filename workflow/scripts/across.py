"""Compare what several documents print, and list what found no partner."""

import json
from pathlib import Path

from geomsan.check.report import across_json
from geomsan.common.files import write_whole
from geomsan.common.job import job
from geomsan.decide.file import read_decisions
from geomsan.decide.standing import decide_across
from geomsan.reconcile.aliases import aliases_of
from geomsan.reconcile.facts import read_facts
from geomsan.reconcile.matching import across
from geomsan.reconcile.outcome import finding
from geomsan.reconcile.proposals import Proposal, Unmatched, loose_ends, unused_names, write_list

with job(snakemake.log[0], snakemake.params.step):
    inputs, output = snakemake.input, snakemake.output
    aliases = aliases_of(inputs.aliases, Path(inputs.schema))
    documents = [read_facts(Path(path)) for path in inputs.facts]
    corrected = [read_facts(Path(path)) for path in inputs.corrected]
    tables = [json.loads(Path(path).read_text(encoding="utf-8")) for path in inputs.tables]
    known = {
        f"{each['descriptor']['name']}/{name}": grid["sha256"]
        for each in tables
        for name, grid in each["grids"].items()
    }
    decisions = [
        decision
        for path in inputs.decisions
        for decision in read_decisions(Path(path), Path(inputs.decisions_schema))
    ]
    printed, after = ([finding(pair) for pair in across(facts, aliases)] for facts in (documents, corrected))
    decided = decide_across(printed, after, decisions, known)
    write_whole(Path(output.findings), across_json(decided))
    ends = [loose_ends(facts, aliases) for facts in documents]
    unused = unused_names([fact for facts in documents for fact in facts], aliases)
    proposals = [proposal for found, _ in ends for proposal in found]
    unmatched = [record for _, found in ends for record in found]
    write_list(proposals, Proposal, Path(output.proposals))
    write_list([*unmatched, *unused], Unmatched, Path(output.unmatched))
