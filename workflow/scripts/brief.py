"""Set one pack."""

from pathlib import Path

from geomsan.common.job import job
from geomsan.common.stored import store
from geomsan.decide.stored import read_decided
from geomsan.publish.packs.brief import brief

with job(snakemake.log[0], snakemake.params.step):
    inputs, output = snakemake.input, snakemake.output
    decided = list(map(read_decided, inputs.documents, inputs.standing))
    templates = Path(inputs.templates[0]).parent
    store(Path(output.made_from), brief(snakemake.params.pack, decided, templates, Path(output.pdf)))
