"""Keeping a report: what a person says of its draft becomes a folder in ``raw/``, and a pack if wanted."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from geomsan.check.assembly import validate
from geomsan.check.families.registry import load_families
from geomsan.common.errors import Bilingual, GeomsanError
from geomsan.common.files import unwritable, write_whole
from geomsan.common.lock import held
from geomsan.desk.drafting import Drafted
from geomsan.desk.received import UNFINISHED
from geomsan.infer.drafting.extract import document_name, write_document
from geomsan.read.documents.configedit import with_item
from geomsan.read.documents.descriptor import DETAILS, listed, read_document
from geomsan.read.documents.project import ALL, CONFIG, Project, free_name

CONFIRMED, REJECTED, INFERRED = "confirmed", "rejected", "inferred"
LEFT_OUT = Bilingual("싣지 않기로 함", "left out")
NEW = "*"
"""Stands for a release of its own."""
_NAMES = re.compile(r"[a-z0-9]+")
_NO_TABLE = Bilingual("표를 하나는 남기십시오.", "Keep at least one table.")
_NO_TITLE = Bilingual("제목을 적으십시오.", "Give it a title.")


@dataclass(frozen=True)
class PackWish:
    """A pack for a document, if it has a title.

    Attributes
    ----------
    release
        The session of the release that hands it out, :data:`NEW` for one of its own, empty for none.
    """

    title: str = ""
    release: str = ""
    release_title: str = ""


def proposed_name(title: str, project: Project) -> str:
    """Return a free name for a document: what of its title can stand in one, else the day."""
    words = "-".join(_NAMES.findall(title.lower()))[:60].strip("-")
    name = words if len(words) > 2 else f"report-{date.today().isoformat()}"
    return free_name(name, [path.name for path in project.raw.glob("*")])


def as_said(drafted: Drafted, form: Mapping[str, str]) -> Drafted:
    """Return a draft with what a person says of it.

    Parameters
    ----------
    drafted
        The report as it was taken apart.
    form
        ``name``, ``title`` and details of the document; of the n-th table ``n.title``, ``n.unit``,
        ``n.as-of``, ``n.keep``, and ``n.identity.m`` (its status).

    Raises
    ------
    GeomsanError
        When there is no title, or no table is left.
    """
    descriptor = deepcopy(drafted.descriptor)
    descriptor["name"] = form.get("name", "").strip()
    descriptor["title"] = form.get("title", "").strip()
    if not descriptor["title"]:
        raise GeomsanError("title", _NO_TITLE.ko, _NO_TITLE.en)
    details = {key: value for key in DETAILS if (value := form.get(key, "").strip())}
    head = {key: descriptor[key] for key in ("name", "title")} | details
    kept, files = [], dict(drafted.files)
    omitted = list(descriptor.get("omitted", ()))
    for number, resource in enumerate(descriptor["resources"]):
        if f"{number}.keep" in form:
            kept.append(said_of(resource, form, number))
            continue
        for path in listed(resource["path"]):
            del files[path]
        omitted.append({"lines": str(resource.get("lines", resource["name"])), "reason": LEFT_OUT.ko})
    if not kept:
        raise GeomsanError("resources", _NO_TABLE.ko, _NO_TABLE.en)
    return Drafted({**head, **descriptor, "resources": kept, "omitted": omitted}, files)


def said_of(resource: dict[str, Any], form: Mapping[str, str], number: int) -> dict[str, Any]:
    """Return a drafted table with what a person says of it, under the keys of :func:`as_said`."""
    said = dict(resource)
    for key in ("title", "unit", "as-of"):
        value = form.get(f"{number}.{key}", "").strip()
        if value:
            said[key] = value
        elif key != "title":
            said.pop(key, None)
    if "identities" in said:
        said["identities"] = [
            {**identity, "status": status}
            if (status := form.get(f"{number}.identity.{index}")) in (CONFIRMED, REJECTED, INFERRED)
            else identity
            for index, identity in enumerate(said["identities"])
        ]
    return said


def keep(drafted: Drafted, project: Project, wish: PackWish) -> str:
    """Write a document into ``raw/``, whole or not at all, and its pack into ``config.yaml``.

    Raises
    ------
    GeomsanError
        When what was said does not fit (a unit, a day, a name), the name is taken, or a run is under way.
    """
    name = str(drafted.descriptor["name"])
    place = project.raw / name
    if document_name(place) != name:  # a name with a path in it is none
        raise GeomsanError("name", "쓸 수 없는 이름입니다.", "cannot be a name.")
    with held(project.results):
        if place.exists():
            raise GeomsanError(name, "이 이름의 문서가 이미 있습니다.", "there is a document of this name.")
        configured = _configured(project, name, wish)
        try:
            with tempfile.TemporaryDirectory(dir=project.results / "desk", prefix=UNFINISHED) as temporary:
                made = Path(temporary) / name
                write_document(made, drafted.files, drafted.descriptor)
                validate(read_document(made, project.descriptor_schema), load_families(project.schemas))
                made.rename(place)
        except OSError as error:
            raise unwritable(place, error) from error
        write_whole(project.root / CONFIG, configured)
    return name


def _configured(project: Project, name: str, wish: PackWish) -> str:
    """Return the configuration with a document, with its pack and its release if they are wanted."""
    text = (project.root / CONFIG).read_text(encoding="utf-8")
    config = project.read_config()
    if config["documents"] != ALL and name not in config["documents"]:
        text = with_item(text, ["documents"], name)
    if not wish.title:
        return text
    pack = free_name(name, [pack["name"] for pack in config["packs"]])
    text = with_item(text, ["packs"], {"name": pack, "title": wish.title, "documents": [name]})
    sessions = [release["session"] for release in config.get("releases", ())]
    if wish.release in sessions:
        return with_item(text, ["releases", sessions.index(wish.release), "packs"], pack)
    if wish.release == NEW:
        session = free_name(pack, sessions)
        made = {"session": session, "title": wish.release_title or wish.title, "packs": [pack]}
        return with_item(text, ["releases"], made)
    return text
