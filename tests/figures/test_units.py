"""Units: magnitude, noun, dimension, kind."""

from decimal import Decimal

import pytest

from geomsan.read.figures.units import Kind, read_unit, stated_units


@pytest.mark.parametrize(
    ("text", "dimension", "scale", "kind"),
    [
        ("원", "원", 1, Kind.AMOUNT),
        ("천원", "원", 1_000, Kind.AMOUNT),
        ("백만 원", "원", 1_000_000, Kind.AMOUNT),
        ("천만원", "원", 10_000_000, Kind.AMOUNT),
        ("억원", "원", 10**8, Kind.AMOUNT),
        ("조원", "원", 10**12, Kind.AMOUNT),
        ("억", "", 10**8, Kind.AMOUNT),
        ("백만불", "달러", 1_000_000, Kind.AMOUNT),
        ("명", "명", 1, Kind.COUNT),
        ("천명", "명", 1_000, Kind.AMOUNT),
        ("개소", "개소", 1, Kind.COUNT),
        ("개사", "개사", 1, Kind.COUNT),
        ("社", "社", 1, Kind.COUNT),
        ("㎡", "㎡", 1, Kind.AMOUNT),
        ("m²", "㎡", 1, Kind.AMOUNT),
        ("m ^2", "㎡", 1, Kind.AMOUNT),
        ("ha", "㎡", 10_000, Kind.AMOUNT),
        ("%", "%", 1, Kind.RATE),
        ("%p", "%", 1, Kind.RATE),
        ("퍼센트", "%", 1, Kind.RATE),
        ("배", "배", 1, Kind.AMOUNT),
    ],
)
def test_reads_a_unit(text, dimension, scale, kind):
    unit = read_unit(text)
    assert (unit.dimension, unit.scale, unit.kind) == (dimension, Decimal(scale), kind)


@pytest.mark.parametrize("text", ["", " ", "백만윈", "원천", "기준", "만만원", "명원", "5명", "%원", "단위"])
def test_is_not_a_unit(text):
    assert read_unit(text) is None


def test_every_counting_noun_counts_alike_and_nothing_else_does():
    assert read_unit("개사").quantity == read_unit("개소").quantity == read_unit("명").quantity
    assert len({read_unit(unit).quantity for unit in ("명", "원", "㎡", "%", "달러")}) == 5


@pytest.mark.parametrize(
    ("caption", "names"),
    [
        ("(단위 : 백만원, %, '26. 1. 31. 기준)", ["백만원", "%"]),
        ("(단위:천원)", ["천원"]),
        ("[단위 : 명 / 백만원]", ["명", "백만원"]),
        ("(단위: 개소·명)", ["개소", "명"]),
        ("('26. 1. 31. 기준)", []),
        ("단위", []),
        ("", []),
    ],
)
def test_stated_units(caption, names):
    assert [unit.name for unit in stated_units(caption)] == names
