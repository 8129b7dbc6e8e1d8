"""What a desk works with: its project, the drops on it, and what goes on in the background.

Everything that it has to keep lies in ``raw/`` and ``results/``: a desk that was killed and is started
again shows the same.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from geomsan.desk.door import Door
from geomsan.desk.examining import Examiner
from geomsan.desk.received import Drops, tidy
from geomsan.desk.running import Runs
from geomsan.read.documents.project import CONFIG, Project

if TYPE_CHECKING:
    from geomsan.desk.deciding import Deciding
    from geomsan.desk.live import Live
    from geomsan.desk.made import Made
    from geomsan.desk.mailing import Mail


@dataclass
class Desk:
    """A desk on a project, or on a folder without one, where reports can be checked only."""

    project: Project
    door: Door
    drops: Drops = field(init=False)
    examiner: Examiner = field(init=False)
    runs: Runs = field(init=False)

    def __post_init__(self) -> None:
        self.drops = Drops(self.folder / "received")
        self.examiner = Examiner(self.project if self.has_project else None)
        self.runs = Runs(self.project.root, self.project.results)

    @cached_property
    def made(self) -> Made:
        """What was made in the project; to print it needs more packages than to check reports."""
        from geomsan.desk.made import Made

        return Made(self.project)

    @cached_property
    def mail(self) -> Mail:
        """The mailing lists, and what is sent to them."""
        from geomsan.desk.mailing import Mail

        return Mail(self.project)

    @cached_property
    def live(self) -> Live:
        """The documents as they are now."""
        from geomsan.desk.live import Live

        return Live(self.project)

    @cached_property
    def deciding(self) -> Deciding:
        """Where decisions are taken in."""
        from geomsan.desk.deciding import Deciding

        return Deciding(self.project, self.live)

    @property
    def folder(self) -> Path:
        """Where the desk keeps what is its own."""
        return self.project.results / "desk"

    @property
    def has_project(self) -> bool:
        """True where documents can be kept, decided and printed."""
        return (self.project.root / CONFIG).is_file()

    def short(self, place: str) -> str:
        """Return a place without the folders above the project, which are nobody's business."""
        return place.removeprefix(f"{self.project.root}{os.sep}")

    def open(self) -> None:
        """Take up what an earlier desk has left."""
        self.drops.tidy()
        tidy(self.folder)
        for drop in self.drops:
            if not drop.is_answered:
                self.examiner.examine(drop)

    def close(self) -> None:
        """End what can be taken up again."""
        self.examiner.close()
        self.runs.close()
