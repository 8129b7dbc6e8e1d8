"""Tables as councils get them: shares in three levels, formulas in notes, funds, surveys, books, brackets."""

import pytest

from geomsan.infer.understand import understand
from inference.build import found, violated
from inference.test_kinds import HOLD, UNDECIDED, VIOLATED, verdicts

LEVELS = (
    "장|관|항|예산액|구성비(%)\n합계|||5,000|100.0\n100 지방세|||1,900|38.0\n|110 보통세||1,900|38.0\n"
    "||111 재산세|1,450|29.0\n||113 지난 수입|450|{}\n200 세외수입|||3,100|62.0\n|210 경상||2,000|40.0\n"
    "||211 임대료|1,250|25.0\n||212 수수료|750|15.0\n|220 임시||1,100|22.0\n||221 매각|700|14.0\n"
    "||224 기타|400|8.0"
)
LETTERS = (
    "구분|2023년|2024년|2025년\n지방세(a)|1,771|1,665|1,794\n세외수입(b)|377|357|266\n"
    "자체수입(A=a+b)|2,148|2,022|2,060\n"
    "자주재원(B)|1,498|1,621|1,843\n예산규모(C)|6,259|6,918|6,143\n재정자립도(A/C)|34.3|29.2|33.5\n"
    "재정자주도((A+B)/C)|58.3|{}|63.5"
)
NOTED = (
    "구분|안전|경제|복지|교육|계\n과제 수|42|40|38|34|154\n완료|15|9|14|8|46\n계속추진|9|18|12|8|47\n"
    "정상추진|18|13|12|18|61\n이행률(%)|57.1|67.5|{}|47.1|60.4\n"
    "※ 이행률 = (완료 + 계속추진) ÷ 과제 수 × 100||||"
)
OLD = (
    "구분|총인구(명)|0~14세|15~64세|65세 이상|노령화지수\n전체|127,316|10,267|95,540|21,509|209.5\n"
    "남자|65,774|5,159|48,333|12,282|{}\n여자|61,542|5,108|47,207|9,227|180.6\n"
    "주: 노령화지수 = 65세 이상 인구 ÷ 0~14세 인구 × 100|||||"
)
CLAIMS = (
    "채권|전년도말 현재액|증가액|감소액|감소액|감소액|당해연도말 현재액\n|||소계|회수|소멸|\n"
    "합계|8,682|1,184|490|469|21|9,376\n융자금|1,997|254|220|207|13|2,031\n보증금|2,270|432|142|134|8|{}\n"
    "전세금|3,574|122|80|80|-|3,616\n기타|841|376|48|48|-|1,169"
)
PROPERTY = (
    "구분|전년도말 현재액|전년도말 현재액|당해연도 증가|당해연도 증가|당해연도 감소|당해연도 감소|"
    "당해연도말 현재액|당해연도말 현재액\n"
    "|수량|금액|수량|금액|수량|금액|수량|금액\n합계|708|50,546|54|5,298|21|1,933|741|53,911\n"
    "토지|465|37,810|19|1,564|4|834|480|38,540\n건물|85|11,145|25|966|7|833|103|{}\n"
    "공작물|158|1,591|10|2,768|10|266|158|4,093"
)
MONTHS = (
    "월|당월 징수액|누계|연간 목표 대비 진도율(%)\n목표액||93,574|\n1월|3,944|3,944|4.2\n"
    "2월|3,323|7,267|7.8\n"
    "3월|9,409|16,676|17.8\n4월|8,787|{}|27.2\n5월|7,295|32,758|35.0"
)
SURVEY = (
    "구분|사례수|매우 만족|대체로 만족|만족(계)|불만족|모름|계\n전체|1,000|10.8|30.9|41.7|27.1|31.2|100.0\n"
    "남성|487|10.3|31.0|41.3|27.3|31.4|100.0\n여성|513|11.3|30.8|{}|26.9|31.0|100.0\n"
    "30대|178|15.2|35.4|50.6|22.5|26.9|100.0"
)
HOURS = (
    "시간대|유입|유출|계|비율(%)\n07시|1,765|878|2,643|17.0\n08시|1,175|1,654|2,829|18.2\n"
    "오전 소계|2,940|2,532|5,472|35.2\n"
    "12시|1,371|1,827|3,198|20.6\n13시|1,756|1,048|2,804|18.1\n14시|1,869|2,187|4,056|{}\n"
    "오후 소계|4,996|5,062|10,058|64.8\n"
    "총계|7,936|7,594|15,530|100.0"
)
AGENDA = (
    "구분|접수|원안가결|수정가결|폐기·철회\n합계|467|281 (60.2)|125 (26.8)|61 (13.1)\n"
    "조례안|120|76 (63.3)|31 (25.8)|13 (10.8)\n"
    "예산안|85|45 (52.9)|27 (31.8)|13 (15.3)\n동의안|178|115 (64.6)|40 ({})|23 (12.9)\n"
    "기타|84|45 (53.6)|27 (32.1)|12 (14.3)"
)
INDEX = (
    "구분|2020년|2021년|2022년|2023년\n사업체(개)|31,005|34,314|30,940|32,116\n"
    "사업체 지수|100.0|110.7|99.8|103.6\n"
    "종사자(명)|172,212|160,073|174,469|159,674\n종사자 지수|100.0|93.0|{}|92.7"
)
BOOK = (
    "승인일자|사용 내용|사용액|사용 후 잔액\n2025. 1. 1.|당초 예비비||6,447,538\n"
    "2025. 2. 14.|장비 임차|579,781|5,867,757\n"
    "2025. 4. 3.|산불 복구|200,681|5,667,076\n2025. 7. 22.|쓰레기 처리|76,247|{}\n"
    "2025. 8. 11.|그늘막|107,411|5,483,418\n"
    "|사용액 합계|964,120|"
)
CAMERAS = (
    "연도|전년도말|신규 설치|철거|연도말 누계\n2021|891|189|23|1,057\n2022|1,057|127|17|1,167\n"
    "2023|1,167|77|26|{}\n"
    "2024|1,218|84|28|1,274"
)
WATER = (
    "구분|1분기|2분기|3분기|4분기|계\n생산량|8,172|10,473|9,745|9,500|37,890\n"
    "유수수량|7,640|10,138|9,121|8,911|{}\n"
    "무수수량|531|335|624|589|2,079"
)
SHARED = (
    "사업명|총사업비|금액|금액|금액|분담률(%)|분담률(%)|분담률(%)\n||국비|시비|구비|국비|시비|구비\n"
    "급여|14,643|8,786|4,100|1,757|60.0|28.0|12.0\n보육|7,999|3,600|3,039|1,360|45.0|38.0|17.0\n"
    "돌봄|12,684|3,805|6,215|2,664|30.0|49.0|{}\n연금|10,648|7,454|2,236|958|70.0|21.0|9.0"
)
GRANTS = (
    "단체|교부액|집행액|반납액\n체육회|56,359|53,085|3,274\n문화원|57,255|54,233|{}\n"
    "협의회|45,367|(미제출)|1,697\n"
    "센터|93,598|89,722|3,876"
)
SERVED = (
    "시설|이용자수(명)|개관일수(일)|일평균 이용자(명)\n가관|95,752|288|332\n"
    "나관|128,726|327|394\n다관|52,406|281|{}\n라관|69,853|296|236"
)
TENURE = (
    "직급|현원(명)|평균 재직기간(년)\n5급|43|29.8\n6급|293|23.3\n7급|443|13.1\n8급|308|4.8\n전체|1,087|{}\n"
    "※ 전체 평균은 현원으로 가중평균한 값임||"
)

BILLED = (
    "품명|수량|공급가액|세액|합계금액\n복사지|50|1,100,000|110,000|1,210,000\n"
    "토너|8|680,000|68,000|748,000\n"
    "소계|58|1,780,000|178,000|{}\n할인||||△58,000\n청구액||||1,900,000"
)
GROUPED = (
    "구분|사례수|만족|불만\n전체|1,000|61.2|38.8\n■ 성별|||\n남성|{}|60.1|39.9\n여성|513|62.3|37.7\n"
    "■ 연령별|||\n"
    "30대|378|58.0|42.0\n40대|292|61.8|38.2\n50대|330|64.4|35.6\n■ 지역별|||\n동부|588|60.9|39.1\n"
    "서부|412|61.7|38.3"
)
WASTE = (
    "연도|발생량|처리방법별|처리방법별|처리방법별|재활용률(%)\n"
    "Year|Generation|매립|소각|재활용|Recycling rate\n"
    "2021|225.8|12.0|77.0|136.8|60.6\n2022|224.3|8.4|80.2|135.7|60.5\n2023|185.6|9.2|61.6|114.8|{}\n"
    "2024|{}|9.1|79.3|114.4|56.4"
)
WARDS = (
    "Ward|Households|Residual (t)|Recycled (t)|Composted (t)|Total (t)|Recycling rate (%)\n"
    "Abbey|5,121|1,870.2|812.4|387.5|3,070.1|39.1\nBroad|3,004|1,020.9|502.2|223.5|1,746.6|41.5\n"
    "Castle|4,310|1,402.7|610.3|295.4|2,308.4|{}\nDock|2,788|899.1|421.8|237.4|1,558.3|42.3"
)

RATES = (
    "부서|예산|집행|집행률(%)\n가과|1,000|900|90.0\n나과|2,000|1,500|75.0\n"
    "다과|500|480|96.0\n평균 집행률|||{}"
)
STAFF = (
    "구분|'23년|'24년|'25년|증감('25-'24)|증감률(%)\n본청|310|320|336|16|{}\n구청|150|155|152|△3|△1.9\n"
    "계|460|475|488|13|2.7"
)
ANSWERED = "연령|응답자(명)\n20대|123\n30대|147\n40대|230\n계|{}\n평균 연령|38.2세"

CASH = (
    "구분|1월|2월|3월|1분기|4월|5월\n수입|120|130|140|390|125|150\n지출|110|100|150|360|105|110\n"
    "월말 잔액|110|{}|130|130|150|190"
)
HOMES = (
    "동|계|1인|2인|3인 이상|1인 가구 비율\n가동|1,000|450|300|250|45.0\n나동|{}|320|280|200|40.0\n"
    "계|1,800|770|580|450|42.8"
)

KINDS = {
    "a quarter is no month that goes on": (CASH.format("140"), "", {(3, 2): HOLD, (3, 5): HOLD}),
    "the end of a month wrong": (CASH.format("104"), "", {(3, 2): VIOLATED, (3, 5): HOLD}),
    "names in a head that look like numbers": (HOMES.format("800"), "", {(3, 1): HOLD, (3, 3): HOLD}),
    "under such names one wrong": (HOMES.format("880"), "", {(2, 1): VIOLATED, (3, 3): HOLD}),
    "a lone mean of rates": (RATES.format("87.0"), "", {(4, 3): HOLD, (1, 3): HOLD}),
    "a lone rate of all": (RATES.format("82.3"), "", {(4, 3): HOLD, (1, 3): HOLD}),
    "growth over the earlier year, though rounding allows the later": (
        STAFF.format("5.0"),
        "",
        {(1, 5): HOLD},
    ),
    "a mean below a total is no part of it": (ANSWERED.format("500"), "", {(4, 1): HOLD}),
    "a total over a mean is wrong": (ANSWERED.format("550"), "", {(4, 1): VIOLATED}),
    "what follows a subtotal is no part of it": (
        BILLED.format("1,958,000"),
        "",
        {(3, 4): HOLD, (3, 2): HOLD},
    ),
    "a subtotal that others follow is wrong": (
        BILLED.format("1,985,000"),
        "",
        {(3, 4): VIOLATED, (3, 2): HOLD},
    ),
    "one whole in three divisions": (GROUPED.format("487"), "(단위: 명, %)", {(1, 1): HOLD}),
    "a head in two languages": (
        WASTE.format("61.9", "202.8"),
        "(단위: 톤)",
        {(2, 1): HOLD, (4, 5): HOLD, (5, 1): HOLD},
    ),
    "under a head in two languages two wrong": (
        WASTE.format("69.1", "220.8"),
        "(단위: 톤)",
        {(2, 1): HOLD, (4, 5): VIOLATED, (5, 1): VIOLATED},
    ),
    "households are no tonnes, and two are recycled": (
        WARDS.format("39.2"),
        "",
        {(1, 5): HOLD, (3, 6): HOLD},
    ),
    "a rate of two wrong": (WARDS.format("32.9"), "", {(1, 5): HOLD, (1, 6): HOLD, (3, 6): VIOLATED}),
    "shares of three levels are all of the whole": (
        LEVELS.format("9.0"),
        "",
        {(4, 4): HOLD, (5, 4): HOLD, (8, 4): HOLD, (12, 4): HOLD},
    ),
    "a share of the lowest level with two digits exchanged": (
        LEVELS.format("0.9"),
        "",
        {(5, 4): VIOLATED, (4, 4): HOLD},
    ),
    "rates that only their letters name": (
        LETTERS.format("52.7"),
        "(단위: 억원, %)",
        {(6, 1): HOLD, (7, 2): HOLD},
    ),
    "a rate of letters over the wrong base": (
        LETTERS.format("62.7"),
        "(단위: 억원, %)",
        {(7, 1): HOLD, (7, 2): VIOLATED},
    ),
    "a formula in words in a note": (NOTED.format("68.4"), "(단위: 건)", {(5, 1): HOLD, (5, 5): HOLD}),
    "a formula in a note, a digit wrong": (
        NOTED.format("64.8"),
        "(단위: 건)",
        {(5, 1): HOLD, (5, 3): VIOLATED},
    ),
    "a note that names more than the head": (OLD.format("238.1"), "", {(1, 5): HOLD, (2, 5): HOLD}),
    "divided the other way round": (OLD.format("42.0"), "", {(2, 5): VIOLATED}),
    "a subtotal of what goes, and its parts": (
        CLAIMS.format("2,560"),
        "",
        {(2, 6): HOLD, (3, 6): HOLD, (4, 6): HOLD},
    ),
    "a fund of which what goes is in parts": (CLAIMS.format("2,650"), "", {(3, 6): HOLD, (4, 6): VIOLATED}),
    "what comes and goes of two measures": (
        PROPERTY.format("11,278"),
        "",
        {(3, 8): HOLD, (4, 8): HOLD, (4, 7): HOLD},
    ),
    "what comes and goes of two measures, one wrong": (
        PROPERTY.format("12,178"),
        "",
        {(3, 8): HOLD, (4, 8): VIOLATED},
    ),
    "a goal that stands over what accumulates": (
        MONTHS.format("25,463"),
        "(단위: 백만원)",
        {(3, 2): HOLD, (5, 2): HOLD, (4, 3): HOLD},
    ),
    "what accumulates under a goal, one wrong": (
        MONTHS.format("24,563"),
        "(단위: 백만원)",
        {(4, 2): HOLD, (5, 2): VIOLATED},
    ),
    "persons beside shares that make 100": (
        SURVEY.format("42.1"),
        "(단위: 명, %)",
        {(1, 7): HOLD, (3, 4): HOLD},
    ),
    "a share of persons wrong": (SURVEY.format("41.2"), "(단위: 명, %)", {(1, 7): HOLD, (3, 4): VIOLATED}),
    "shares under two subtotals": (HOURS.format("26.1"), "(단위: 대, %)", {(8, 4): HOLD, (6, 4): HOLD}),
    "shares under two subtotals, one wrong": (
        HOURS.format("21.6"),
        "(단위: 대, %)",
        {(1, 4): HOLD, (6, 4): VIOLATED},
    ),
    "rates in brackets that the caption names": (
        AGENDA.format("22.5"),
        "(단위: 건, 괄호 안은 비율 %)",
        {(1, 2): HOLD, (4, 3): HOLD, (4, 4): HOLD},
    ),
    "a rate in brackets wrong": (
        AGENDA.format("25.2"),
        "(단위: 건, 괄호 안은 비율 %)",
        {(1, 2): HOLD, (4, 3): VIOLATED},
    ),
    "an index of the line above": (INDEX.format("101.3"), "", {(2, 2): HOLD, (4, 3): HOLD}),
    "an index with two digits exchanged": (INDEX.format("103.1"), "", {(2, 2): HOLD, (4, 3): VIOLATED}),
    "what is left after each day's use": (
        BOOK.format("5,590,829"),
        "",
        {(2, 3): HOLD, (4, 3): HOLD, (6, 2): HOLD},
    ),
    "what is left after each day's use, one wrong": (
        BOOK.format("5,509,829"),
        "",
        {(2, 3): HOLD, (4, 3): VIOLATED},
    ),
    "the end of a year that is called an accumulation": (
        CAMERAS.format("1,218"),
        "",
        {(1, 4): HOLD, (3, 4): HOLD},
    ),
    "an end of a year wrong": (CAMERAS.format("1,128"), "", {(1, 4): HOLD, (3, 4): VIOLATED}),
    "quantities in cubic metres are rounded": (
        WATER.format("35,811"),
        "(단위: 천㎥)",
        {(1, 5): HOLD, (2, 5): HOLD},
    ),
    "a quantity in cubic metres wrong": (
        WATER.format("38,511"),
        "(단위: 천㎥)",
        {(2, 5): VIOLATED},
    ),
    "a share by the name of its source": (
        SHARED.format("21.0"),
        "(단위: 천원, %)",
        {(2, 7): HOLD, (4, 7): HOLD},
    ),
    "a share of a source wrong": (SHARED.format("26.6"), "(단위: 천원, %)", {(2, 7): HOLD, (4, 7): VIOLATED}),
    "what is paid back": (GRANTS.format("3,022"), "", {(1, 3): HOLD, (2, 3): HOLD, (3, 3): UNDECIDED}),
    "what is paid back, one wrong": (GRANTS.format("3,202"), "", {(1, 3): HOLD, (2, 3): VIOLATED}),
    "so many a day, in whole persons": (SERVED.format("186"), "", {(1, 3): HOLD, (3, 3): HOLD}),
    "so many a day, over another number of days": (
        SERVED.format("144"),
        "",
        {(1, 3): HOLD, (3, 3): VIOLATED},
    ),
    "a mean that a note says to be weighted": (TENURE.format("14.2"), "", {(5, 1): HOLD, (5, 2): HOLD}),
    "a plain mean where a note says weighted": (TENURE.format("17.8"), "", {(5, 1): HOLD, (5, 2): VIOLATED}),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_council_table(kind: str) -> None:
    text, caption, expected = KINDS[kind]
    told = verdicts(understand(found(text, caption)))
    for place, allowed in expected.items():
        assert told.get(place, {"silent"}) <= allowed, (place, told.get(place))


def test_one_division_of_a_whole_is_wrong_and_the_others_hold() -> None:
    wrong = violated(GROUPED.format("478"), "(단위: 명, %)")
    assert [check.edit.statement for check in wrong] == ["전체 [사례수] = 남성 + 여성"]
