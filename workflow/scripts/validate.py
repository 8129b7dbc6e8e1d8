"""Check every table of a document against its family."""

import json
from pathlib import Path

from geomsan.assembly import document_report
from geomsan.checking import check_document
from geomsan.documents.descriptor import document_from
from geomsan.families.registry import load_families
from geomsan.files import write_whole
from geomsan.jobs import job
from geomsan.reconciliation.facts import write_facts
from geomsan.reconciliation.gathering import facts_of
from geomsan.report import to_json

with job(snakemake.log[0], snakemake.params.step):
    document = document_from(json.loads(Path(snakemake.input.tables).read_text(encoding="utf-8")))
    families = load_families(Path(snakemake.params.schemas))
    checked = check_document(document, families)
    write_whole(Path(snakemake.output.checks), to_json(document_report(document, checked, families)))
    write_whole(Path(snakemake.output.facts), write_facts(facts_of(document, checked, families)))
