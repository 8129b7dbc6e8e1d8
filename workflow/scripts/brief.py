"""Set one pack."""

from pathlib import Path

from geomsan.comparison import read_comparisons
from geomsan.jobs import job
from geomsan.packs.attached import attached_tables
from geomsan.packs.document import pack_html
from geomsan.packs.pdf import write_pdf
from geomsan.packs.selection import select_pack
from geomsan.report import read_report

with job(snakemake.log[0], snakemake.params.step):
    reports = [read_report(Path(path)) for path in snakemake.input.checks]
    compared = [each for path in snakemake.input.comparisons for each in read_comparisons(Path(path))]
    spec = select_pack(snakemake.params.pack, reports, compared)
    templates = Path(snakemake.input.templates[0]).parent
    metadata = {"title": spec.title, "author": spec.office, "subject": spec.subtitle}
    html = pack_html(spec, templates)
    css, attached = templates / "pack.css", attached_tables(spec)
    write_pdf(html, Path(snakemake.output.pdf), None, css, metadata, attached)
