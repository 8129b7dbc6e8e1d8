"""Sum up the run, tell whether everything is there, and end the run as failed where it is not."""

from pathlib import Path

from geomsan.common.files import write_whole
from geomsan.common.job import job
from geomsan.common.missing import all_missing, forget_passing, read_missing
from geomsan.publish.summary import packs_line

with job(snakemake.log[0], snakemake.params.step) as running:
    inputs, params = snakemake.input, snakemake.params
    packs = all_missing(inputs.made_from)
    missing = [*read_missing(Path(inputs.missing)), *packs]
    told = Path(inputs.summary).read_text(encoding="utf-8")
    told += packs_line(len(inputs.made_from), packs, params.language)
    if missing:
        forget_passing([*inputs.standing, *inputs.made_from])
        write_whole(Path(params.incomplete), told)
        running.fail_for(missing)
    write_whole(Path(snakemake.output.told), told)
