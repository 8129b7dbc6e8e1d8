"""Decisions taken where they are looked at: saved at once, with what was decided before."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from geomsan.check.report import Decision
from geomsan.common.errors import Bilingual, GeomsanError
from geomsan.common.lock import held
from geomsan.decide.file import to_entry
from geomsan.decide.intake import RefusedError, Taken, take, write_taken
from geomsan.decide.present import Present
from geomsan.decide.requests import Request, requested
from geomsan.desk.live import Live, Now
from geomsan.publish.review import states
from geomsan.read.documents.project import Project
from geomsan.read.documents.yamlfile import misfit

States = dict[str, dict[str, Any]]
"""``check id -> how it stands``, as :func:`geomsan.publish.review.states` gives it."""
MOST_HISTORY = 1000
"""Entries of the history that are told, the newest."""
_WITHDRAWN = "withdrawn"
_OTHERWISE = Bilingual(
    "다른 사람이 먼저 결정했습니다. 지금의 결정을 보고 다시 정하십시오.",
    "somebody else has decided it; look at what stands now and decide again.",
)


class ConflictError(Exception):
    """Checks that are decided otherwise than the person saw."""

    def __init__(self, checks: Sequence[str]) -> None:
        self.errors = [GeomsanError(check, _OTHERWISE.ko, _OTHERWISE.en) for check in checks]
        super().__init__(", ".join(checks))


class Deciding:
    """Takes decisions in through the code of ``geomsan decide``, on documents that are kept checked."""

    def __init__(self, project: Project, live: Live) -> None:
        self._project = project
        self._live = live
        self._history = project.results / "desk" / "history.jsonl"

    def save(self, entries: Sequence[Any], seen: Mapping[str, str], user: str) -> tuple[Now, States]:
        """Take decisions in, all or none; return the documents as they are then, and what has changed.

        Parameters
        ----------
        entries
            Decisions as ``decisions.schema.json`` has them.
        seen
            ``check id -> mark`` of the decision that the person saw.
        user
            Who decides, where an entry does not say.

        Raises
        ------
        ConflictError
            When somebody else has decided meanwhile.
        RefusedError
            With one error for each entry that cannot be taken; its place is the check.
        GeomsanError
            When a run is under way.
        """
        with held(self._project.results):
            before = self._live.now()
            stood = states(before.reports)
            others = [check for check, mark in seen.items() if stood.get(check, {}).get("mark", "") != mark]
            if others:
                raise ConflictError(others)
            requests, errors = self._requests(entries, user)
            self._write(before, take(before.present, requests, errors), user)
            after = self._live.now()
        stands = states(after.reports)
        gone = {request.check: stands[request.check] for request in requests if request.check in stands}
        changed = {check: state for check, state in stands.items() if stood.get(check) != state}
        return after, gone | changed

    def remove(self, among: Callable[[Present], list[Request]], user: str) -> int:
        """Take every example decision back, or every one whose violation is gone; return how many.

        Raises
        ------
        RefusedError
            When a decision that is to stay holds with one of them only; nothing was written.
        GeomsanError
            When a run is under way.
        """
        with held(self._project.results):
            now = self._live.now()
            taken = take(now.present, among(now.present))
            self._write(now, taken, user)
        return sum(sum(each.counts.values()) for each in taken.values())

    def history(self, document: str = "") -> list[dict[str, Any]]:
        """Return what was decided on the desk, the newest first; about one document, or about all."""
        found = [entry for entry in _lines(self._history) if entry["check"].startswith(document)]
        return found[::-1][:MOST_HISTORY]

    def _requests(self, entries: Iterable[Any], user: str) -> tuple[list[Request], list[GeomsanError]]:
        requests: list[Request] = []
        errors: list[GeomsanError] = []
        for entry in entries:
            check = str(entry.get("check", "")) if isinstance(entry, Mapping) else ""
            if not isinstance(entry, Mapping) or "decision" not in entry or not check:
                errors.append(GeomsanError(check, "결정이 아닙니다.", "is no decision."))
                continue
            request = requested(check, entry, user, None, date.today().isoformat())
            if (wrong := misfit(dict(request.entry), self._project.decisions_schema, "request")) is not None:
                errors.append(GeomsanError(check, wrong[1].ko, wrong[1].en))
            else:
                requests.append(request)
        return requests, errors

    def _write(self, now: Now, taken: Mapping[str, Taken], user: str) -> None:
        """Write what was taken, then the history: a decision is never lost for it."""
        told = list(_told(now, taken, user))
        write_taken(now.present, taken)
        if told:
            self._history.parent.mkdir(parents=True, exist_ok=True)
            with self._history.open("a", encoding="utf-8") as out:
                out.write("".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in told))
                out.flush()
                os.fsync(out.fileno())


def _told(now: Now, taken: Mapping[str, Taken], user: str) -> Iterator[dict[str, Any]]:
    """Yield what changes, an entry a check."""
    when = datetime.now().astimezone().isoformat(timespec="seconds")
    for name, each in taken.items():
        before = {decision.check: decision for decision in now.present.documents[name].decisions}
        after = {decision.check: decision for decision in each.decisions}
        for check in sorted(before.keys() | after.keys()):
            was, now_is = before.get(check), after.get(check)
            if was != now_is:
                yield {
                    "when": when,
                    "who": user or (now_is.by if now_is else ""),
                    "check": check,
                    "what": now_is.kind if now_is else _WITHDRAWN,
                    "decision": _entry(now_is),
                    "before": _entry(was),
                }


def _entry(decision: Decision | None) -> dict[str, Any] | None:
    return None if decision is None else to_entry(decision)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the entries of a file of lines; a line that was cut off is none."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return
    for line in text.splitlines():
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict) and isinstance(entry.get("check"), str):
            yield entry


def told_errors(errors: Iterable[GeomsanError]) -> list[dict[str, str]]:
    """Return errors as the page shows them."""
    return [{"check": error.place, "ko": error.message.ko, "en": error.message.en} for error in errors]


__all__ = ["ConflictError", "Deciding", "RefusedError", "States", "told_errors"]
