"""Set one pack."""

from pathlib import Path

from geomsan.common.job import job
from geomsan.common.missing import Missing, store_made
from geomsan.decide.stored import read_all
from geomsan.publish.packs.brief import brief
from geomsan.publish.packs.manifest import set_aside

with job(
    snakemake.log[0],
    snakemake.params.step,
    tries=snakemake.resources.attempt,
    seconds=60 * snakemake.resources.runtime,
) as running:
    inputs, params = snakemake.input, snakemake.params
    made_from, pdf = Path(snakemake.output.made_from), Path(snakemake.output.pdf)
    decided, missing = read_all(inputs.documents, inputs.standing, inputs.between)
    templates = Path(inputs.templates[0]).parent
    made = running.attempt(params.pack["name"], lambda: brief(params.pack, decided, templates, pdf, missing))
    if isinstance(made, Missing):
        set_aside(Path(params.published), Path(params.aside))
        pdf.touch()
    store_made(made_from, made)
