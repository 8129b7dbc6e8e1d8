"""The page in a browser and on paper."""

import subprocess

import pytest

from geomsan.publish.handout import paper
from geomsan.publish.handout.page import handout_html

from .test_handout import WRONG, gathered, written

WIDE = "\t".join(["구분", "계", *(f"'{year}년" for year in range(10, 22))])
MANY = WIDE + "\n" + "\n".join("\t".join([name, "1,300", *["100"] * 12]) for name in ("국비", "시비")) + "\n"


@pytest.fixture
def page(tmp_path, open_page):
    paths = [written(tmp_path, "wrong.tsv", WRONG), written(tmp_path, "wide.tsv", MANY)]
    out = written(tmp_path, "out.html", handout_html(gathered(*paths)))
    return open_page(out)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(page, scheme):
    from axe_playwright_python.sync_playwright import Axe

    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 390, "height": 800})
    found = Axe().run(page).response["violations"]
    assert [each["id"] for each in found if each["impact"] in ("serious", "critical")] == []


def test_a_telephone_scrolls_tables_not_the_page(page):
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.evaluate("[...document.querySelectorAll('.scroll')].some(e => e.scrollWidth > e.clientWidth)")


@pytest.mark.slow
def test_pdf_is_tagged_and_says_what_the_page_says(tmp_path):
    out = tmp_path / "out.pdf"
    out.write_bytes(paper.handout_pdf(gathered(written(tmp_path, "wrong.tsv", WRONG))))
    told = subprocess.run(["pdfinfo", str(out)], capture_output=True, text=True, check=True).stdout
    assert "Tagged:          yes" in told
    text = subprocess.run(["pdftotext", str(out), "-"], capture_output=True, text=True, check=True).stdout
    assert "330명" in text
    assert "→ 300" in text


def test_without_the_systems_libraries_it_says_what_printing_needs(monkeypatch, tmp_path, capsys):
    import builtins

    from geomsan.command.cli import main

    real = builtins.__import__

    def broken(name, *rest, **more):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", broken)
    path = written(tmp_path, "wrong.tsv", WRONG)
    assert main(["check", str(path), "--report", str(tmp_path / "out.pdf")]) == 2
    assert "Pango" in capsys.readouterr().err
    assert main(["check", str(path), "--report", str(tmp_path / "out.html")]) == 1
