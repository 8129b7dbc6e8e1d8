"""``docs/families.md`` is what the families say."""

from pathlib import Path

from build import DESCRIPTOR_SCHEMA, ROOT, SCHEMAS
from geomsan.check.families.model import AMOUNT, ReportModel, measure
from geomsan.check.families.page import families_page, main
from geomsan.check.families.registry import load_families
from geomsan.check.identities.declare import HEAD, RecordTotal, formula

PAGE = ROOT / "docs" / "families.md"


class Subsidy(ReportModel):
    """보조금 (subsidies)."""

    class Config:
        """교부한 것은 쓰거나 돌려받는다."""

        prints = [measure("교부액", AMOUNT, "원"), measure("반납액", AMOUNT, yearly=True, optional=True)]  # noqa: RUF012
        holds = [  # noqa: RUF012
            RecordTotal("단체", except_for=("단가",)),
            formula("반납액 = 교부액 - 집행액", HEAD),
        ]


def test_the_page_is_in_step_with_the_families(tmp_path: Path) -> None:
    main(SCHEMAS, tmp_path / "families.md")
    made = (tmp_path / "families.md").read_text(encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == made, "make docs"


def test_the_page_says_what_a_family_prints_and_what_holds() -> None:
    page = families_page({"subsidy": Subsidy}, DESCRIPTOR_SCHEMA)
    assert page.split("\n## ")[1].splitlines() == [
        "`subsidy`: 보조금 (subsidies)",
        "",
        "교부한 것은 쓰거나 돌려받는다.",
        "",
        "| 측정값 | 성격 | 단위 | |",
        "|---|---|---|---|",
        "| 교부액 | 금액 | 원 |  |",
        "| 반납액 | 금액 |  | 있으면, 연도 |",
        "",
        "| 성립하는 식 | 따르는 것 |",
        "|---|---|",
        "| 계 = 단체의 합 (단가 제외) | 표에 적힌 말: 계, 합계, 소계 |",
        "| 반납액 = 교부액 - 집행액 | 보고서의 표 머리 |",
    ]


def test_every_family_is_on_the_page_with_its_layouts() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for name, family in load_families(SCHEMAS).items():
        assert f"## `{name}`: " in page
        for identity in family.identities():
            assert identity.text in page
            assert identity.rests_on in page
    assert "이름 있는 배치(layouts): `by-department`, `detail`" in page
