"""Write what proves which packs were made from which inputs."""

from collections import Counter
from pathlib import Path

from geomsan.check.report import read_report
from geomsan.common.job import job
from geomsan.publish.packs.manifest import write_manifest
from geomsan.publish.packs.selection import select_pack
from geomsan.reconcile.comparison import read_comparisons

with job(snakemake.log[0], snakemake.params.step):
    reports = {Path(path).stem: read_report(Path(path)) for path in snakemake.input.checks}
    compared = [each for path in snakemake.input.comparisons for each in read_comparisons(Path(path))]
    inputs, verdicts = {}, {}
    for name, pack in snakemake.params.packs.items():
        spec = select_pack(pack, list(reports.values()), compared)
        used = spec.sources | {"raw"}  # the alias file stands beside the documents
        inputs[name] = [Path(path) for path in snakemake.input.raw if Path(path).parent.name in used]
        verdicts[name] = sum((report.verdicts for report in spec.documents), start=Counter())
    packs = [Path(path) for path in snakemake.input.packs]
    write_manifest(packs, inputs, verdicts, Path(snakemake.output.manifest))
