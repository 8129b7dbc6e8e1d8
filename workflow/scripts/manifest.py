"""Write what proves which packs were made from which inputs; take away packs that are no more."""

from pathlib import Path

from geomsan.common.job import job
from geomsan.common.missing import all_missing, missing_in
from geomsan.common.stored import restore
from geomsan.publish.packs.manifest import MadeFrom, remove_others, set_aside, write_manifest

with job(snakemake.log[0], snakemake.params.step):
    inputs, out = snakemake.input, Path(snakemake.output.manifest)
    made = {Path(path).stem: Path(path) for path in inputs.made_from if missing_in(Path(path)) is None}
    packs = [Path(path) for path in inputs.packs if Path(path).stem in made]
    made_from = {name: restore(path, MadeFrom) for name, path in made.items()}
    missing = all_missing(inputs.made_from)
    write_manifest(packs, made_from, out, missing)
    # Whoever could not set them did so already, unless that was on another machine.
    for each in missing:
        set_aside(out.with_name(f"{each.name}.pdf"), Path(snakemake.params.aside) / f"{each.name}.pdf")
    remove_others(out.parent, made)
