"""Rates: a quotient of two lines, growth, a share of a whole, so much a head."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import permutations
from math import log10

import numpy as np

from geomsan.check.identities.edits import Basis, Role
from geomsan.check.identities.verdicts import Check, Verdict, evaluate, rounded
from geomsan.common.errors import Bilingual
from geomsan.infer.flows import same_but_later
from geomsan.infer.lines import Line
from geomsan.infer.operands import amounts
from geomsan.infer.quotients import (
    Quotient,
    Terms,
    is_quotient_accepted,
    quotient_edits,
    quotient_score,
    quotient_slide,
    quotient_text,
    rough_places,
    sum_quotients,
)
from geomsan.infer.readings import (
    FAILURE,
    FIGURES_ONLY,
    REACH,
    WORDED,
    Reading,
    decided,
    is_held,
    read_another_way,
    undecided,
)
from geomsan.infer.side import Fit, Floats, Side
from geomsan.infer.slides import moved_back
from geomsan.infer.sorts import Sort, per_how_many
from geomsan.infer.wholes import Whole, is_index, own_wholes, wholes
from geomsan.infer.words import (
    is_cost,
    is_generic,
    is_multiple,
    is_price,
    is_quantity,
    kind_of_name,
    rank_of,
    rate_words,
)
from geomsan.read.tables.labels import bare

_NOT_A_SHARE = re.compile(r"%p|포인트|수익률|금리|이자율|실업률|고용률|물가|성장률|환율")
_GROWTH = re.compile(
    r"증감|증가|감소|신장|성장|증액|변동|등락|전년\s*대비|\d\)?\s*[*×]|[-−]\s*[A-Za-z]\s*\)|growth|change|increase",
    re.IGNORECASE,
)
_SHARE = re.compile(r"구성|비중|점유|비율|차지|share|percent|%", re.IGNORECASE)


def rates(side: Side, increases: set[tuple[int, int]]) -> Iterator[Reading]:
    """Yield the readings of rate lines: a share, a quotient of lines, or growth.

    Parameters
    ----------
    side
        The lines, and the places across them.
    increases
        Pairs of lines whose difference is printed: growth is the quotient of the printed one.
    """
    common = list(wholes(side))
    for position, line in enumerate(side.lines):
        is_per = line.sort is Sort.PER or is_price(line.words) or is_multiple(line.words)
        is_per = is_per and position not in side.rate_lines
        if not (position in side.rate_lines or is_per or is_index(line)) or line.sort in (
            Sort.MEAN,
            Sort.POINTS,
        ):
            continue
        others = amounts(side, position)
        found: list[Quotient] = []
        tried = 1
        for above, below in permutations(others, 2):
            for quotient in _quotients(side, position, above, below, increases, others, is_per=is_per):
                tried += 1
                if (
                    quotient.preference >= WORDED
                    or _agrees(quotient.fit)
                    or quotient_slide(side, quotient) is not None
                ):
                    found.append(quotient)
        if not is_per and not _NOT_A_SHARE.search(line.text):
            here = [*common, *own_wholes(side, position)]
            for above in others:
                for whole in here:
                    tried += 1
                    share = _share(side, position, above, whole)
                    if share is not None and _agrees(share.fit):
                        found.append(share)
        reading = chosen_quotient(side, found, tried)
        if reading is None and not is_per:
            summed = list(sum_quotients(side, position, others))
            reading = chosen_quotient(side, [one for one in summed if _agrees(one.fit)], tried + len(summed))
        if reading is not None:
            yield reading


def _agrees(fit: Fit) -> bool:
    tried = int(fit.decided.sum())
    near = fit.decided & (np.abs(fit.gap) <= 0.02 * np.abs(fit.expected))
    return tried > 0 and 2 * int((fit.held | near).sum()) >= tried


def _quotients(
    side: Side,
    position: int,
    above: int,
    below: int,
    increases: set[tuple[int, int]],
    others: Sequence[int],
    *,
    is_per: bool,
) -> Iterator[Quotient]:
    """Yield the quotients of two lines that a line may be."""
    line = side.lines[position]
    terms: Terms = ((above, 1),)
    base: Terms = ((below, 1),)
    if is_per:
        yield from per_quotients(side, position, above, below)
        return
    preference = _preference(side, position, terms, below)
    yield Quotient(
        position,
        terms,
        base,
        preference,
        side.ratio(position, terms, base),
        is_named=_named(side, position, preference),
    )
    if (_GROWTH.search(line.text) or len(others) <= 2) and (above, below) not in increases:
        growth: Terms = ((above, 1), (below, -1))
        preference = _preference(side, position, growth, below)
        fit = side.ratio(position, growth, base)
        yield Quotient(
            position,
            growth,
            base,
            preference,
            fit,
            is_named=preference > 0 and _named(side, position, preference),
        )
    if len(side.across) > 2 and preference >= WORDED and _go_on(side):
        fit = side.quotient(position, *_summed(side, above), *_summed(side, below), 100.0)
        yield Quotient(position, terms, base, preference - 1.0, fit, is_summed=True)


def _go_on(side: Side) -> bool:
    """Tell whether the lines across are times, so that what is printed may have accumulated."""
    times = [any(kind_of_name(label) == "time" for label in line.labels) for line in side.across]
    return 2 * sum(times) > len(times)


def _summed(side: Side, line: int) -> tuple[Floats, Floats]:
    return np.cumsum(side.value[line]), np.cumsum(side.slack[line])


def _named(side: Side, position: int, preference: float) -> bool:
    return preference >= 2 or len(side.lines[position].words) > 1


def per_quotients(side: Side, position: int, above: int, below: int) -> Iterator[Quotient]:
    """Yield quotients per head, per thousand, per square kilometre."""
    line = side.lines[position]
    label = " ".join(line.labels)
    many = per_how_many(label)
    entry = next((e for p in range(len(side.across)) if (e := side.entry(below, p)) and e.is_known), None)
    top = next((e for p in range(len(side.across)) if (e := side.entry(above, p)) and e.is_known), None)
    scales = {Fraction(1), entry.scale if entry else Fraction(1)}
    scales |= {scale / (top.scale if top else 1) for scale in set(scales)}
    words = [side.lines[above].called, side.lines[below].called]
    preference = 1.5 + per_words(label, *words) - log10(len(scales))
    for scale in scales:
        factor = Fraction(many) * scale
        fit = side.ratio(position, ((above, 1),), ((below, 1),), float(factor))
        yield Quotient(position, ((above, 1),), ((below, 1),), preference, fit, factor)


def per_words(name: str, above: str, below: str) -> float:
    """Return how far words speak for ``name = above / below``: 1인당 예산 over 예산 and 인구."""
    score = 0.0
    if re.search(r"인당|명당|밀도|per capita|per head|per 1|인구", name) and re.search(
        r"인구|명|인원|대상|population|persons|people|inhabitants|residents|students|households|학생|직원|주민|세대",
        below,
        re.IGNORECASE,
    ):
        score += 1.0
    if "밀도" in name:
        score = 1.5 * bool(re.search(r"면적|area", below, re.IGNORECASE)) + bool(re.search(r"인구|수", above))
    if is_multiple(name):
        return 1.5 * same_but_later(below, above)
    if is_price(name):
        return 1.5 * is_cost(above) + is_quantity(below)
    stem = re.sub(r"\([^()]*\)|.*당\s*|per.*", "", name)
    stem = re.sub(r"\s+", "", stem)
    if len(stem) >= 2 and (stem in above or above.split("(")[0] in stem):
        score += 1.0
    return score


def _preference(side: Side, position: int, above: Terms, below: int) -> float:
    """Return how far the words speak for a quotient: 집행률 (of this cell's amount) / 예산현액."""
    line, top, base = side.lines[position], side.lines[above[0][0]], side.lines[below]
    if len(above) > 1:
        is_grown = bool(_GROWTH.search(line.text)) and above[0][0] > below
        return 2.5 if is_grown and above[0][0] == below + 1 else 1.0 if is_grown else -1.0
    score: float = rate_words(line.text, top.called, base.called)
    if line.part and top.index == line.index:
        return score + 2
    if _GROWTH.search(line.text) and not _GROWTH.search(top.called):
        score -= 2
    # 원인행위액 under 집행률 names the column that it is the rate of.
    if len(line.words) >= 3 and (top.words in line.words or line.words in top.words):
        score += 1
    is_same = line.part is None and len(line.labels) > 1 and top.words == line.words
    if is_same and rank_of(line.words) is None and not is_generic(line.words):
        score += 1.5  # 국비 under 분담률 is that of the 국비.
    if "대비" in line.text and same_but_later(base.called, top.called):
        score += WORDED
    outer = line.labels[:-1]
    if outer and line.part is None and top.labels[:-1] == outer == base.labels[:-1]:
        score += 1.0
    return score - 0.1 * (top.index > line.index)


def _names(side: Side, line: Line, above: int, whole: Whole) -> bool:
    """Tell whether a line names its whole (목표 대비 of 목표액), or as an index what it is the index of."""
    if is_index(line):
        return bare(side.lines[above].words) in line.words
    places = set(whole.values())
    if len(places) != 1 or len(min(places)) != 1:
        return False
    stem = re.sub(r"(?:금액|액|수|량)$", "", bare(side.across[min(places)[0]].words))
    return len(stem) > 1 and stem in line.text


def _share(side: Side, position: int, above: int, whole: Whole) -> Quotient | None:
    """Read a rate as the share of a figure in its line's total, printed or not."""
    line = side.lines[position]
    base, slack = np.full(len(side.across), np.nan), np.zeros(len(side.across))
    for place, places in whole.items():
        base[place] = side.value[above, list(places)].sum()
        slack[place] = side.slack[above, list(places)].sum()
    fit = side.quotient(position, side.value[above], side.slack[above], base, slack, 100.0)
    alone = np.asarray([whole.get(place) == (place,) for place in range(len(side.across))], bool)
    fit = replace(fit, digits=np.where(alone, 0.0, fit.digits))  # 100 % of itself says nothing
    is_said = bool(_SHARE.search(line.text)) or _names(side, line, above, whole)
    preference = 2.0 + 1.5 * is_said + 0.5 * (side.lines[above].index == line.index)
    is_named = preference >= WORDED
    return Quotient(
        position,
        ((above, 1),),
        (),
        min(4.0, preference) if is_named else 1.0,
        fit,
        wholes=tuple(whole.items()),
        is_named=is_named,
    )


def chosen_quotient(side: Side, found: Sequence[Quotient], tried: int) -> Reading | None:
    """Return the reading of a rate line that most speaks for; what a rival explains is undecided."""
    rough = [rough_places(side, one) for one in found]
    pairs = list(zip(rough, found, strict=True))
    is_clean = any(not off and one.fit.holds > 1 and not one.fit.fails for off, one in pairs)
    scored = sorted(
        (
            (quotient_score(side, one, tried) - FAILURE * is_clean * off, n, one)
            for n, (off, one) in enumerate(pairs)
        ),
        key=lambda t: (-t[0], t[1]),
    )
    best = next(((score, one) for score, _, one in scored if is_quotient_accepted(one, score, tried)), None)
    if best is None:
        return None
    score, chosen = best
    rivals = [
        one for other, _, one in scored if one is not chosen and other >= score - REACH and one.fit.holds
    ]
    edits = list(quotient_edits(side, chosen, range(len(side.across))))
    checks = []
    for check in decided(edits, Basis.WORDED if chosen.is_named else Basis.FIGURES):
        place = side.place_of(check.edit.result.entry)
        if check.verdict is Verdict.VIOLATED:
            check = _reconsidered(side, chosen, check, place, [r for r in rivals if r.fit.digits[place] > 0])
        checks.append(check)
    if not checks:
        return None
    name, text = side.lines[chosen.result].label or "비율", quotient_text(side, chosen)
    if chosen.wholes:
        return Reading(tuple(checks), Bilingual(f"비율: {name} = {text}", f"share of all {text}"))
    slide = quotient_slide(side, chosen)
    return Reading(
        tuple(checks),
        Bilingual(f"비율: {name} = {text}", f"{name} = {text}"),
        moved_back(side, slide) if slide else None,
    )


_NAMELESS = Bilingual(
    "이름 없는 줄의 비율은 평균이거나 다른 값으로 나눈 것일 수 있습니다",
    "a rate in a line without a name may be a mean, or have another base",
)
_LESS_IS_BETTER = Bilingual(
    "거꾸로 나누면 맞습니다: 작을수록 좋은 지표일 수 있습니다",
    "divided the other way round it holds: less may be better here",
)
_FORCED = Bilingual(
    "비중의 합을 100에 맞춘 것일 수 있습니다: 한 자리의 차이입니다",
    "the shares may have been made to add up to 100: the difference is one in the last place",
)


def _reconsidered(
    side: Side, quotient: Quotient, check: Check, place: int, rivals: Sequence[Quotient]
) -> Check:
    """Return a violated check as what it is in view of the ways in which such a rate may be meant."""
    if quotient.preference < 1:
        return undecided(check, FIGURES_ONLY)
    if quotient.below and not quotient.wholes:
        absolute = _absolute(check)
        if absolute is not None:
            return absolute
    if not side.across[place].labels:
        return undecided(check, _NAMELESS)
    if side.across[place].sort is Sort.MEAN:
        ko, en = "평균 줄의 비율은 비율들의 평균일 수 있습니다", "a mean row may print the mean of the rates"
        return undecided(check, Bilingual(ko, en))
    if rivals:
        return undecided(check, read_another_way(quotient_text(side, rivals[0])))
    if _is_turned_goal(side, quotient, check):
        return undecided(check, _LESS_IS_BETTER)
    if quotient.wholes and _is_forced(side, quotient, check):
        return undecided(check, _FORCED)
    return check


_OF_GOALS = re.compile(r"달성|이행|성취|추진|achieve|attain|target", re.IGNORECASE)


def _is_turned_goal(side: Side, quotient: Quotient, check: Check) -> bool:
    """Tell whether a rate of a goal holds the other way round: 목표 / 실적 where less is better."""
    top, base = check.edit.with_role(Role.NUMERATOR), check.edit.with_role(Role.DENOMINATOR)
    if quotient.wholes or len(top) != 1 or len(base) != 1:
        return False
    if not _OF_GOALS.search(side.lines[quotient.result].text):
        return False
    terms = (
        check.edit.result,
        replace(base[0], role=Role.NUMERATOR),
        replace(top[0], role=Role.DENOMINATOR),
    )
    return is_held(evaluate(replace(check.edit, terms=terms)))


def _absolute(check: Check) -> Check | None:
    """Return growth over the size of a base below zero, where that is what is printed."""
    below = check.edit.others[-1]
    if below.role.value != "denominator" or below.entry.value >= 0:
        return None
    terms = (*check.edit.terms[:-1], replace(below, coefficient=-1))
    statement = f"{check.edit.statement} (밑값의 크기)"
    found = evaluate(replace(check.edit, terms=terms, statement=statement))
    return found if found.verdict is not Verdict.VIOLATED else None


def _is_forced(side: Side, quotient: Quotient, check: Check) -> bool:
    """Tell whether shares were made to add up to 100: printed they do, rounded they would not."""
    places = [place for place, whole in quotient.wholes if place not in whole]
    entries = [side.entry(quotient.result, place) for place in places]
    known = [entry for entry in entries if entry is not None and entry.is_known]
    step = check.edit.result.entry.figure.step
    if len(known) < len(places) or step is None or check.difference is None:
        return False
    total = sum(entry.printed for entry in known)
    should = sum(
        rounded(Fraction(float(quotient.fit.expected[p])).limit_denominator(10**9), step) for p in places
    )
    return total == 100 and should != 100 and abs(check.difference) <= 2 * step
