"""Everyday tables of budgets, staff, taxes and goals: what must be violated, hold, or be undecided."""

import pytest

from geomsan.infer.understand import understand
from inference.build import found
from inference.test_kinds import HOLD, UNDECIDED, VIOLATED, verdicts

GOALS = "지표|목표|실적|달성률(%)\n악취 민원|150|180|{}\n청렴도 점수|80|84|105.0\n도서 대출|5,000|5,350|107.0"
SEXES = "위원회|위원수|남|여|여성비율(%)\n도시계획|21|13|8|38.1\n인사|9|5|4|44.4\n건축|{}\n계|60|37|23|38.3"
GROUPS = (
    "실국|과|예산|집행\n기획|예산과|1,204|1,150\n|조직과|877|802\n|소계|2,081|1,952\n"
    "안전|재난과|3,310|3,288\n|민방위과|645|601\n|소계|3,955|3,889\n|합계|6,036|{}"
)
TAXES = (
    "세목|부과액|징수액|결손|미수납액\n취득세|31,240|30,815|12|413\n재산세|18,877|17,920|45|912\n주민세|2,410|2,207|31|{}\n"
    "자동차세|9,133|8,716|27|390"
)
RESERVES = (
    "Reserve|1 April 2024|Transfers in|Transfers out|31 March 2025\nInsurance|4,120|350|612|3,858\n"
    "Repairs|2,877|1,000|1,415|{}\nElections|610|155|0|765\nRoads|3,318|270|845|2,743"
)

SOURCES = (
    "사업명|2025년|2026년\n경로당 지원|52,025|55,030\n(국비)|(31,200)|(33,100)\n(시비)|(15,600)|(16,550)\n"
    "(구비)|(5,225)|(5,380)\n장애인 활동지원|126,620|{}\n(국비)|(84,410)|(90,215)\n(시비)|(21,102)|(22,553)\n"
    "(구비)|(21,108)|(22,560)"
)
BOOK = (
    "적요|수입|지출|잔액\n전기이월|||1,240,500\n보조금 입금|3,500,250||4,740,750\n강사료 지급||1,200,400|"
    "3,540,350\n"
    "재료 구입||845,150|{}\n이자 수입|1,275||2,696,475\n대관료 지급||310,220|2,386,255"
)
PRICES = (
    "품목|수량|단가|금액\n의자|24|48,500|1,164,000\n책상|12|127,300|{}\n서랍|15|63,250|948,750\n"
    "파티션|9|84,720|762,480"
)
UNNAMED = (
    "구분|2021|2022|2023|2024|2025\n세입|1,204|1,286|1,316|1,398|{}\n지방세|613|653|671|702|745\n"
    "세외수입|292|304|315|331|338\n보조금|299|329|330|365|377"
)

KINDS = {
    "sources in brackets below what they pay for": (
        SOURCES.format("135,328"),
        {(1, 1): HOLD, (1, 2): HOLD, (5, 1): HOLD, (5, 2): HOLD},
    ),
    "sources in brackets, the whole wrong": (SOURCES.format("135,382"), {(1, 1): HOLD, (5, 2): VIOLATED}),
    "in brackets all sources of one, only some of another": (
        SOURCES.format("135,328").replace("126,620", "158,910").replace("135,328", "166,204"),
        {(1, 1): HOLD, (5, 1): UNDECIDED, (5, 2): UNDECIDED},
    ),
    "in brackets what is only some of it": (
        "구분|2023|2024\n본청|412|420\n(여성)|(201)|(207)\n사업소|133|140\n(여성)|(88)|(91)\n계|545|560",
        {(1, 1): set(), (3, 1): set(), (5, 1): HOLD},
    ),
    "what is left after each entry": (BOOK.format("2,695,200"), {(2, 3): HOLD, (4, 3): HOLD, (6, 3): HOLD}),
    "what is left in places that do not go on": (
        "사업|수입|지출|잔액\n가|3,500|1,250|2,250\n나|2,110|980|1,130\n다|4,205|3,115|1,090\n라|1,870|1,655|215",
        {(2, 3): HOLD, (3, 3): HOLD, (4, 3): HOLD},
    ),
    "prices": (PRICES.format("1,527,600"), {(1, 3): HOLD, (2, 3): HOLD}),
    "prices, one wrong": (PRICES.format("1,617,600"), {(1, 3): HOLD, (2, 3): VIOLATED}),
    "times as many": (
        "구분|2014|2024|배수(배)\n전기차|120|4,812|40.1\n충전소|45|1,233|27.4\n정비소|310|403|3.1\n"
        "주차면|212|618|2.9",
        {(1, 3): HOLD, (4, 3): HOLD, (3, 3): VIOLATED},
    ),
    "a sum that no word names": (UNNAMED.format("1,460"), {(1, 1): HOLD, (1, 5): HOLD}),
    "a sum that no word names, wrong": (UNNAMED.format("1,640"), {(1, 1): HOLD, (1, 5): UNDECIDED}),
    "a name that begins with per": (
        "Income|FY24|FY25\nAnnual charges|41,207|43,118\nIndex House rent|877|914\n"
        "Per diem refunds|143|127\nTotal income|42,227|44,195",
        {(4, 1): HOLD, (4, 2): VIOLATED},
    ),
    "two deductions, one after the other": (
        "구분|금액(천원)\n급여 총액|48,120\n수당|6,340\n(-) 소득세|2,115\n(-) 4대보험|4,402\n실수령액|47,943",
        {(4, 1): set(), (5, 1): HOLD},
    ),
    "years with marks of revision": (
        "산업|2022|2023r|2024p\n전체|8,902|9,058|9,270p\n농업|4,120|4,215r|4,302p\n공업|2,877|2,910|2,955p\n상업|1,905|1,933r|1,950p",
        {(1, 1): HOLD, (1, 2): HOLD, (1, 3): VIOLATED},
    ),
    "a goal where less is better": (GOALS.format("83.3"), {(1, 3): UNDECIDED, (2, 3): HOLD}),
    "a goal that is neither": (GOALS.format("102.0"), {(1, 3): VIOLATED}),
    "so many men to a hundred women are no sum": (
        "읍면|인구|남자|여자|성비(여자100명당)\n총인구|22,603|11,207|11,396|98.3\n가읍|10,587|5,210|5,377|96.9\n"
        "나면|6,128|3,120|3,008|103.7\n다면|5,888|2,877|3,011|95.5",
        {(1, 4): HOLD, (2, 4): HOLD, (1, 1): HOLD},
    ),
    "men and women are counted": (SEXES.format("30|19|11|37.6"), {(3, 4): VIOLATED, (2, 4): HOLD}),
    "members are men and women": (SEXES.format("30|19|11|36.7"), {(2, 1): HOLD, (3, 1): HOLD}),
    "schools and lamps are no lists that end in 등": (
        "구분|2023|2024\n합계|124,537|130,116\n유치원|24,560|25,130\n초등|61,255|64,041\n가로등|38,722|41,040",
        {(1, 1): HOLD, (1, 2): VIOLATED},
    ),
    "a list that ends in 등": (
        "구분|2023|2024\n합계|124,537|130,116\n유치원|24,560|25,130\n초등|61,255|64,041\n"
        "가로등, 신호기 등|38,722|41,040",
        {(1, 1): HOLD, (1, 2): UNDECIDED},
    ),
    "the last total stands over the groups": (
        GROUPS.format("5,841"),
        {(3, 2): HOLD, (6, 2): HOLD, (7, 2): HOLD, (7, 3): HOLD},
    ),
    "the last total is its group's where more follows the subtotal": (
        GROUPS.replace("|합계", "|예비비|300|280\n|합계").format("4,169").replace("6,036", "4,255"),
        {(7, 2): set(), (8, 2): HOLD, (8, 3): HOLD},
    ),
    "the last total is wrong": (GROUPS.format("5,481"), {(7, 2): HOLD, (7, 3): VIOLATED}),
    "what was not paid in": (TAXES.format("172"), {(1, 4): HOLD, (3, 4): HOLD}),
    "what was not paid in, wrong": (TAXES.format("127"), {(1, 4): HOLD, (3, 4): VIOLATED}),
    "from one day to another": (RESERVES.format("2,462"), {(2, 4): HOLD}),
    "from one day to another, wrong": (RESERVES.format("2,642"), {(1, 4): HOLD, (2, 4): VIOLATED}),
    "a later figure in percent of an earlier": (
        "품목|2023|2024|전년 대비(%)\n사과|1,240|1,302|105.0\n배|877|802|91.4\n감|455|491|109.7\n"
        "귤|2,118|2,204|104.1",
        {(1, 3): HOLD, (3, 3): VIOLATED},
    ),
    "the first line prints 100 percent": (
        "구분|금액(억원)|비율(%)\n총예산|4,120|100.0\n복지|1,545|37.5\n교육|618|15.0\n교통|721|15.7",
        {(2, 2): HOLD, (3, 2): HOLD, (4, 2): VIOLATED},
    ),
    "men and women in thousands are rounded": (
        "(단위: 천명)||\n지역|계|남|여\n가시|513|253|259\n나시|618|311|306\n다시|388|190|198\n"
        "라시|423|213|211",
        {(2, 1): HOLD, (3, 1): HOLD, (4, 1): HOLD, (5, 1): HOLD},
    ),
    "men and women of nobody says what may be thousands": (
        "지역|계|남|여\n가시|513|253|260\n나시|618|311|306\n다시|388|190|198\n라시|424|213|311",
        {(1, 1): HOLD, (2, 1): UNDECIDED, (3, 1): HOLD, (4, 1): VIOLATED},
    ),
    "shares under a share that no word calls a subtotal": (
        "Function|Percent of Hires|Hires\nTop Three|54.9%|298\nBanking|27.1%|147\nConsulting|16.4%|89\n"
        "Marketing|11.4%|62\nAll Others|45.1%|245\nTotal|100.0%|543",
        {(1, 1): HOLD, (6, 1): HOLD},
    ),
    "percent before its noun": (
        "Service|Budget|Actual|% spent\nHighways|12,450|11,877|95.4\nWaste|8,820|9,014|102.2\n"
        "Libraries|2,310|2,207|95.5\nTotal|23,580|23,098|98.0",
        {(1, 3): HOLD, (4, 3): HOLD, (4, 1): HOLD},
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_an_everyday_table(kind: str) -> None:
    text, expected = KINDS[kind]
    told = verdicts(understand(found(text)))
    for place, allowed in expected.items():
        assert told.get(place, set()) <= allowed if place in told else not allowed, (place, told.get(place))
