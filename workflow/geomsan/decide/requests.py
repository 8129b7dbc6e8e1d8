"""Requests: what a person wants to decide, before it is held against the documents."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geomsan.common.errors import GeomsanError
from geomsan.common.files import unreadable
from geomsan.read.documents.yamlfile import misfit

WITHDRAWN = "withdrawn"
"""The kind of a request that takes a decision back."""
_LARGEST = 64 * 2**20


@dataclass(frozen=True)
class Request:
    """One wanted decision.

    Attributes
    ----------
    place
        File and entry, or file, sheet and row.
    entry
        As in ``decisions.schema.json``; ``decision`` may be ``withdrawn``, which needs ``check`` alone.
    is_dated
        False when nobody said when: a decision that is taken a second time keeps its day.
    """

    place: str
    entry: Mapping[str, Any]
    is_dated: bool = True

    @property
    def check(self) -> str:
        """The check that it is about."""
        return str(self.entry["check"])

    @property
    def document(self) -> str:
        """The document that the check belongs to."""
        return self.check.split("/", 1)[0]

    @property
    def is_withdrawal(self) -> bool:
        """True when a decision is taken back."""
        return bool(self.entry["decision"] == WITHDRAWN)


def requested(place: str, entry: Mapping[str, Any], by: str, day: str | None, today: str) -> Request:
    """Return a request; who and when are filled in where the entry does not say."""
    known = {"by": by} if by else {}
    return Request(place, {**known, "date": day or today, **entry}, bool(day) or "date" in entry)


def read_requests(
    path: Path, schema: Path, *, by: str = "", day: str | None = None, today: str
) -> tuple[list[Request], list[GeomsanError]]:
    """Read the file that the review page makes: ``{"decisions": [...]}``.

    Parameters
    ----------
    path, schema
        The file, and the JSON Schema of decisions.
    by, day, today
        The office and the day for entries that do not say; ``today`` where ``day`` is not given.

    Returns
    -------
    tuple
        The entries that fit the schema, and an error for each that does not.

    Raises
    ------
    GeomsanError
        When the file cannot be read or is no such file.
    """
    requests: list[Request] = []
    errors: list[GeomsanError] = []
    for index, entry in enumerate(_entries(path)):
        place = f"{path.name} [decisions/{index}]"
        if not isinstance(entry, Mapping):
            errors.append(GeomsanError(place, "결정이 아닙니다.", "is no decision."))
            continue
        request = requested(place, entry, by, day, today)
        if (found := misfit(dict(request.entry), schema, "request")) is not None:
            where, sentence = found
            errors.append(GeomsanError(place + (f" [{where}]" if where else ""), sentence.ko, sentence.en))
        else:
            requests.append(request)
    return requests, errors


def _entries(path: Path) -> list[Any]:
    try:
        if path.stat().st_size > _LARGEST:
            raise GeomsanError(
                str(path), "결정 파일로는 너무 큽니다.", "is too large for a file of decisions."
            )
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise unreadable(path, error) from error
    except (ValueError, RecursionError) as error:
        raise _no_file(path) from error
    if not isinstance(data, Mapping) or not isinstance(data.get("decisions"), list):
        raise _no_file(path)
    return list(data["decisions"])


def _no_file(path: Path) -> GeomsanError:
    return GeomsanError(
        str(path),
        "결정 파일이 아닙니다. 검토 목록은 .xlsx로, 검토 화면의 결정은 .json으로 저장한 것이어야 합니다.",
        "is no file of decisions from the review page; save it there again.",
    )
