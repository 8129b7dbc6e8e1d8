"""Results by year in which every row adds up in its own way (sum, cumulative, first years)."""

from geomsan.check.families.model import ReportModel, measure
from geomsan.check.identities.declare import MemberTotal


class Performance(ReportModel):
    """연도별 실적 (results by year; what the total means differs from row to row)."""

    class Config:
        """연도를 더하면 합계이다. 달리 합하는 행은 설명 파일의 rules.member-totals가 말한다."""

        prints = [
            measure("실적"),
        ]
        holds = [
            MemberTotal("연도"),
        ]
