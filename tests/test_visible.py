"""What nobody sees is shown, in every place that people read."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from geomsan.common.visible import shown, visible
from geomsan.publish.packs.attached import attached_tables
from geomsan.publish.packs.document import TEMPLATES
from geomsan.publish.packs.text import escaped, lines
from geomsan.publish.review.payload import to_script
from geomsan.publish.spreadsheet import plain_cell, plain_text
from geomsan.publish.templating import environment
from packs.conftest import HEAD, pack_of, table

HIDDEN = ["\u202e", "\u2066", "\u200b", "\u200d", "\u2060", "\ufeff", "\u3164", "\U000e0041"]


@pytest.mark.parametrize("hidden", HIDDEN)
def test_every_door_shows_it(hidden):
    mark = f"[U+{ord(hidden):04X}]"
    text = f"예산{hidden}과"
    assert visible(text) == f"예산{mark}과"
    assert plain_text(text) == plain_cell(text) == f"예산{mark}과"
    assert lines(text) == [f"예산{mark}과"]
    assert mark in escaped(text)
    assert mark in to_script({"label": text})
    template = environment(TEMPLATES).from_string("<p>{{ text }}</p>")
    assert template.render(text=text) == f"<p>예산{mark}과</p>"


@pytest.mark.parametrize("hidden", HIDDEN)
def test_the_attached_tables_show_it(hidden):
    (file,) = attached_tables(pack_of(table([*HEAD, [f"가{hidden}나", "1", "2", "3"]], findings=[])))
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert rows[-1][0] == f"가[U+{ord(hidden):04X}]나"


@pytest.mark.parametrize("text", ["", "계", "100", "연말\u00ad정산", "가\u3000나", "㎡ △1,234 ①", "e\u0301"])
def test_ordinary_text_is_as_it_was(text):
    assert visible(text) is text


def test_markup_stays_markup():
    assert isinstance(visible(Markup("<b>가\u200b</b>")), Markup)
    assert shown(3) == 3


@given(st.text())
def test_nothing_else_is_changed(text):
    assert visible(visible(text)) == visible(text)
    assert [c for c in visible(text) if c in HIDDEN] == []
