"""A list of people who get a release by mail, written into the configuration."""

from __future__ import annotations

from collections.abc import Mapping

import yaml

from geomsan.common.errors import GeomsanError
from geomsan.common.files import write_whole
from geomsan.common.lock import held
from geomsan.publish.distribution.lists import read_distribution
from geomsan.read.documents.configedit import with_item, with_key
from geomsan.read.documents.project import CONFIG, Project, free_name

FIELDS = ("title", "release", "sender", "recipients")
"""Of the form."""


def add_list(project: Project, form: Mapping[str, str]) -> None:
    """Write a list as a form gives it into ``config.yaml``, with who sends where nobody does yet.

    Parameters
    ----------
    project
        Its configuration is changed; comments and order stay.
    form
        ``title``, whom the message is addressed to; ``release``, a session; ``recipients``, an address a
        line; ``sender``, an address, for the first list.

    Raises
    ------
    GeomsanError
        When an address is none or stands twice, a field is empty, or a run is under way. Nothing is
        written then.
    """
    title = " ".join(form.get("title", "").split())
    people = [line.strip() for line in form.get("recipients", "").splitlines() if line.strip()]
    if not title or not people:
        raise GeomsanError(
            "", "이름과 받는 이를 적으십시오.", "write a name, and who is to have the message."
        )
    with held(project.results):
        path = project.root / CONFIG
        text, config = path.read_text(encoding="utf-8"), project.read_config()
        lists = config.get("distribution", {}).get("lists", [])
        release = form.get("release", "")
        made = {
            "name": free_name(release, [each["name"] for each in lists]),
            "title": title,
            "release": release,
            "recipients": people,
        }
        if lists:
            text = with_item(text, ["distribution", "lists"], made)
        else:
            sender = form.get("sender", "").strip()
            text = with_key(text, "distribution", {"sender": sender, "lists": [made]})
        changed = yaml.safe_load(text)
        project.check_config(changed)
        read_distribution(changed, CONFIG)
        write_whole(path, text)
