"""Check every table of a document against its family."""

import json
from pathlib import Path

from geomsan.check.assembly import document_report
from geomsan.check.families.registry import load_families
from geomsan.check.report import to_json
from geomsan.check.validation import check_document
from geomsan.common.files import write_whole
from geomsan.common.job import job
from geomsan.read.documents.descriptor import document_from
from geomsan.reconcile.facts import write_facts
from geomsan.reconcile.gathering import facts_of

with job(snakemake.log[0], snakemake.params.step):
    document = document_from(json.loads(Path(snakemake.input.tables).read_text(encoding="utf-8")))
    families = load_families(Path(snakemake.params.schemas))
    checked = check_document(document, families)
    write_whole(Path(snakemake.output.checks), to_json(document_report(document, checked, families)))
    write_whole(Path(snakemake.output.facts), write_facts(facts_of(document, checked, families)))
