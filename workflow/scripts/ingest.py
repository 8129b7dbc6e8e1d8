"""Read a document's descriptor and table files, as printed."""

import json
from pathlib import Path

from geomsan.documents.descriptor import ingest
from geomsan.files import write_whole
from geomsan.jobs import job

with job(snakemake.log[0], snakemake.params.step):
    tables = ingest(Path(snakemake.input.descriptor).parent, Path(snakemake.input.schema))
    write_whole(Path(snakemake.output.tables), json.dumps(tables, ensure_ascii=False, indent=1))
