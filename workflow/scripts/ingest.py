"""Read a document's descriptor and table files, as printed."""

import json
from pathlib import Path

from geomsan.common.files import write_whole
from geomsan.common.job import job
from geomsan.read.documents.descriptor import ingest

with job(snakemake.log[0], snakemake.params.step):
    tables = ingest(Path(snakemake.input.descriptor).parent, Path(snakemake.input.schema))
    write_whole(Path(snakemake.output.tables), json.dumps(tables, ensure_ascii=False, indent=1))
