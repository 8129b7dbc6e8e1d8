"""Set one pack."""

from pathlib import Path

from geomsan.check.report import read_report
from geomsan.common.job import job
from geomsan.publish.packs.attached import attached_tables
from geomsan.publish.packs.document import pack_html
from geomsan.publish.packs.pdf import write_pdf
from geomsan.publish.packs.selection import select_pack
from geomsan.reconcile.comparison import read_comparisons

with job(snakemake.log[0], snakemake.params.step):
    reports = [read_report(Path(path)) for path in snakemake.input.checks]
    compared = [each for path in snakemake.input.comparisons for each in read_comparisons(Path(path))]
    spec = select_pack(snakemake.params.pack, reports, compared)
    templates = Path(snakemake.input.templates[0]).parent
    metadata = {"title": spec.title, "author": spec.office, "subject": spec.subtitle}
    html = pack_html(spec, templates)
    css, attached = templates / "pack.css", attached_tables(spec)
    write_pdf(html, Path(snakemake.output.pdf), None, css, metadata, attached)
