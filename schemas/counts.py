"""Counts and amounts that simply add up: franchises, gardens, users, firms, sales."""

from geomsan.check.families.model import ReportModel, measure
from geomsan.check.identities.declare import MemberTotal, RecordTotal


class Counts(ReportModel):
    """더하기만 하는 집계 (plain tallies: facilities, users, firms, sales)."""

    class Config:
        """무엇을 세든 항목을 더하면 계이다."""

        prints = [
            measure("*"),
        ]
        holds = [
            RecordTotal("항목"),
            MemberTotal("구분"),
        ]
