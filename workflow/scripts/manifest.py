"""Write what proves which packs were made from which inputs; take away packs that are no more."""

from pathlib import Path

from geomsan.common.job import job
from geomsan.common.stored import restore
from geomsan.publish.packs.manifest import MadeFrom, remove_others, write_manifest

with job(snakemake.log[0], snakemake.params.step):
    packs = [Path(path) for path in snakemake.input.packs]
    made_from = {Path(path).stem: restore(Path(path), MadeFrom) for path in snakemake.input.made_from}
    write_manifest(packs, made_from, Path(snakemake.output.manifest))
    remove_others(packs)
