"""Put the decisions about a document beside its findings; prove its corrections."""

import json
import shutil
from pathlib import Path

from geomsan.check.report import read_report, to_json
from geomsan.common.files import write_whole
from geomsan.common.job import job
from geomsan.decide.file import read_decisions
from geomsan.decide.standing import decide_document


def recheck(corrections):
    """Check the document with corrections in place."""
    from geomsan.check.families.registry import load_families
    from geomsan.decide.correction import recheck as check_again
    from geomsan.read.documents.descriptor import document_from
    from geomsan.reconcile.aliases import aliases_of

    inputs = snakemake.input
    document = document_from(json.loads(Path(inputs.tables).read_text(encoding="utf-8")))
    families = load_families(Path(inputs.families[0]).parent)
    aliases = aliases_of(inputs.aliases, Path(inputs.aliases_schema))
    return check_again(document, corrections, families, aliases)


with job(snakemake.log[0], snakemake.params.step):
    decisions = read_decisions(Path(snakemake.params.decisions), Path(snakemake.input.schema))
    decided, again = decide_document(read_report(Path(snakemake.input.reconciled)), decisions, recheck)
    write_whole(Path(snakemake.output.decided), to_json(decided))
    if again is None:
        shutil.copyfile(snakemake.input.facts, snakemake.output.facts)
    else:
        from geomsan.reconcile.facts import write_facts

        write_whole(Path(snakemake.output.facts), write_facts(again.facts))
