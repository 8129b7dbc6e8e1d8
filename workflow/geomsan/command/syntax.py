"""How ``geomsan`` is called: every command and option, with its help in Korean and in English."""

from __future__ import annotations

from pathlib import Path

from geomsan import __version__
from geomsan.command.arguments import LANGUAGES, UNSAID, Commands, Parser
from geomsan.common.errors import Bilingual

_FILE = Bilingual("파일", "FILE")
_FOLDER = Bilingual("폴더", "FOLDER")
_SESSION = Bilingual("회기", "SESSION")
_ADDRESS = Bilingual("주소", "ADDRESS")


def parser(language: str) -> Parser:
    """Return the parser of a call; its options name the ``command`` that is called."""
    made = Parser(
        prog="geomsan", language=language, about=Bilingual("보고서 표를 검산합니다.", "Checks report tables.")
    )
    made.take(
        "--version",
        action="version",
        version=__version__,
        about=Bilingual("프로그램의 판을 보여 주고 끝냅니다", "show the version and exit"),
    )
    _language(made, None)
    commands = made.commands(Bilingual("명령", "COMMAND"))
    for add in (_check, _extract, _replace, _decide, _disclose, _release, _verify, _send, _serve):
        _language(add(made, commands), UNSAID)
    return made


def _language(to: Parser, default: str | None) -> None:
    about = Bilingual(
        "메시지를 한국어(ko) 또는 영어(en)로 (기본: GEOMSAN_LANG, 없으면 한국어)",
        "messages in Korean (ko) or English (en) (default: GEOMSAN_LANG, else Korean)",
    )
    to.take("--lang", choices=LANGUAGES, default=default, about=about)


def _check(of: Parser, commands: Commands) -> Parser:
    made = of.command(
        commands,
        "check",
        Bilingual("표를 검산합니다", "check tables"),
        more=Bilingual(
            "파일에 든 모든 표를 아무 설정 없이 검산합니다.",
            "Checks every table in a file, with no set-up.",
        ),
        ending=Bilingual(
            "종료 값: 0 모두 맞음, 1 틀린 곳이 있음, 2 읽거나 검산하지 못한 것이 있음.",
            "Exit status: 0 consistent, 1 violated, 2 something could not be read or checked.",
        ),
    )
    made.take(
        "paths",
        nargs="+",
        type=Path,
        shown=Bilingual("경로", "PATH"),
        about=Bilingual(
            "파일(tsv, csv, xlsx, xls, ods, xlsb, hwpx, pdf, txt, md) 또는 raw/의 문서 폴더",
            "a file (tsv, csv, xlsx, xls, ods, xlsb, hwpx, pdf, txt, md), or a document folder in raw/",
        ),
    )
    made.take(
        "--format",
        choices=("text", "json"),
        default="text",
        about=Bilingual(
            "text: 사람이 읽을 글(기본), json: 프로그램이 읽을 자료",
            "text: for people (default), json: for programs",
        ),
    )
    made.take(
        "--report",
        type=Path,
        shown=_FILE,
        about=Bilingual(
            "결과를 남에게 건넬 파일로도 씁니다(.html, .pdf, .xlsx)",
            "also write the result to a file to hand on (.html, .pdf, .xlsx)",
        ),
    )
    made.take(
        "--overwrite",
        action="store_true",
        about=Bilingual(
            "--report의 파일이 이미 있으면 새로 씁니다", "replace the file of --report if it is there"
        ),
    )
    return made


def _extract(of: Parser, commands: Commands) -> Parser:
    made = of.command(
        commands,
        "extract",
        Bilingual("보고서에서 표를 꺼냅니다", "take a report apart"),
        more=Bilingual(
            "보고서의 표를 하나씩 파일로 담고, 고쳐 쓸 설명 파일(datapackage.yaml)을 함께 만듭니다.",
            "Writes each table of a report to a file, with a descriptor (datapackage.yaml) to be confirmed.",
        ),
    )
    made.take("path", type=Path, shown=_FILE, about=Bilingual("보고서 파일", "the report"))
    made.take(
        "--into",
        type=Path,
        required=True,
        shown=Bilingual("raw/이름", "raw/NAME"),
        about=Bilingual("표를 담을 새 폴더", "a new folder for the tables"),
    )
    return made


def _replace(of: Parser, commands: Commands) -> Parser:
    made = of.command(
        commands,
        "replace",
        Bilingual("문서의 새 판을 담습니다", "take a new version of a document in"),
        more=Bilingual(
            "raw/에 있는 문서의 새 판을 담습니다. 배치와 이름과 결정을 지키고, 어느 칸이 바뀌었고 "
            "어느 불일치가 없어졌는지 보여 줍니다. 지난 판은 그 문서의 폴더에 남습니다.",
            "Takes a new version of a document in raw/ in: layouts, names and decisions are kept, and it "
            "says which cells changed and which violations are gone. The earlier version stays in its "
            "folder.",
        ),
        ending=Bilingual(
            "종료 값: 0 담았음, 1 사람이 먼저 정할 것이 있어 아무것도 쓰지 않음, 2 읽지 못함.",
            "Exit status: 0 taken in, 1 a person has to settle something first (nothing written), "
            "2 not read.",
        ),
    )
    made.take(
        "folder", type=Path, shown=Bilingual("raw/이름", "raw/NAME"), about=Bilingual("문서", "the document")
    )
    made.take(
        "path", type=Path, shown=_FILE, about=Bilingual("새 판의 보고서 파일", "the report's new version")
    )
    made.take(
        "--dry-run",
        action="store_true",
        about=Bilingual("쓰지 않고 무엇이 바뀌는지만 봅니다", "write nothing; tell what would change"),
    )
    made.take(
        "--descriptor",
        type=Path,
        shown=_FILE,
        about=Bilingual(
            "배치가 맞지 않을 때, 새 판에 맞게 고친 datapackage.yaml의 사본",
            "where a layout no longer fits: a copy of datapackage.yaml, mended for the new version",
        ),
    )
    made.take(
        "--draft",
        type=Path,
        shown=_FILE,
        about=Bilingual(
            "담지 않고, 새 판에 맞춘 datapackage.yaml의 초안만 이 파일에 씁니다",
            "take nothing in; write a datapackage.yaml drafted for the new version into this file",
        ),
    )
    return made


def _decide(of: Parser, commands: Commands) -> Parser:
    made = of.command(
        commands,
        "decide",
        Bilingual("결정을 받아들입니다", "take decisions in"),
        more=Bilingual(
            "검토 목록이나 검토 화면에서 만든 파일의 결정을 문서 옆에 적습니다. "
            "하나라도 맞지 않으면 아무것도 쓰지 않습니다.",
            "Writes the decisions of a worklist or of the review page beside the documents, all or none.",
        ),
    )
    one_of = made.add_mutually_exclusive_group(required=True)
    made.take(
        "path",
        nargs="?",
        type=Path,
        shown=_FILE,
        to=one_of,
        about=Bilingual("worklist.xlsx 또는 검토 화면의 json 파일", "worklist.xlsx, or a review page's json"),
    )
    made.take(
        "--remove-examples",
        action="store_true",
        to=one_of,
        about=Bilingual(
            "예시 결정을 모두 없앱니다. 예시가 남아 있으면 배포하지 않습니다",
            "remove all example decisions; nothing is released while there are any",
        ),
    )
    made.take(
        "--remove-gone",
        action="store_true",
        to=one_of,
        about=Bilingual(
            "불일치가 없어진 결정을 모두 없앱니다",
            "remove all decisions whose violation is gone",
        ),
    )
    made.take(
        "--by",
        default="",
        shown=Bilingual("부서", "OFFICE"),
        about=Bilingual("결정한 부서 (파일에 없을 때)", "the office that decided, if the file does not say"),
    )
    made.take(
        "--date",
        shown=Bilingual("연-월-일", "YYYY-MM-DD"),
        about=Bilingual(
            "결정일 (파일에 없을 때; 기본: 오늘)", "the day, if the file does not say (default: today)"
        ),
    )
    made.take(
        "--dry-run",
        action="store_true",
        about=Bilingual(
            "쓰지 않고, 무엇을 쓸지와 다시 검산하여 맞는지만 봅니다",
            "write nothing; tell what would be written, and whether it holds",
        ),
    )
    return made


def _disclose(of: Parser, commands: Commands) -> Parser:
    made = of.command(
        commands,
        "disclose",
        Bilingual(
            "개인정보로 보이는 글자를 공개해도 된다고 정합니다", "let what looks like personal data go out"
        ),
        more=Bilingual(
            "주민등록번호, 전화번호, 전자우편 주소로 보이는 글자가 있으면 배포가 막힙니다. "
            "원본에서 빼거나, 부서의 대표 번호처럼 공개해도 되는 것이면 까닭을 적습니다.",
            "What looks like a resident's number, a telephone number or an e-mail address stops a release, "
            "until it is taken out of raw/ or somebody says here why it may go out.",
        ),
    )
    made.take(
        "places",
        nargs="+",
        shown=Bilingual("자리", "PLACE"),
        about=Bilingual(
            "배포할 때 알려 준 자리, 또는 문서나 문서/표",
            "a place that make release named, or a document, or document/table",
        ),
    )
    made.take(
        "--by",
        required=True,
        shown=Bilingual("부서", "OFFICE"),
        about=Bilingual("정한 부서", "the office that decides"),
    )
    made.take(
        "--reason",
        required=True,
        shown=Bilingual("까닭", "WHY"),
        about=Bilingual("공개해도 되는 까닭", "why it may go out"),
    )
    return made


def _release(of: Parser, commands: Commands) -> Parser:
    made = of.command(
        commands,
        "release",
        Bilingual("배포할 폴더를 만듭니다", "make what is handed out"),
        more=Bilingual(
            "미결 불일치가 없는 브리프를 results/release/에 배포할 수 있게 담습니다.",
            "Puts the packs without an open violation into results/release/.",
        ),
    )
    _sessions(made)
    return made


def _verify(of: Parser, commands: Commands) -> Parser:
    made = of.command(
        commands,
        "verify",
        Bilingual("배포한 폴더가 그대로인지 봅니다", "tell what of a release was altered"),
        more=Bilingual(
            "배포한 폴더의 파일이 배포한 그대로인지 보고, 바뀐 것을 알려 줍니다.",
            "Tells which files of a released folder were altered, added or lost.",
        ),
    )
    made.take("folder", type=Path, shown=_FOLDER, about=Bilingual("배포한 폴더", "a released folder"))
    return made


def _send(of: Parser, commands: Commands) -> Parser:
    made = of.command(
        commands,
        "send",
        Bilingual("배포한 브리프를 메일로 보냅니다", "mail what was released"),
        more=Bilingual(
            "배포한 브리프를 config.yaml의 목록에 있는 사람마다 한 번씩 메일로 보냅니다.",
            "Mails what was released to the lists in config.yaml, each pack to each person once.",
        ),
    )
    _sessions(made)
    made.take(
        "--list",
        action="append",
        default=[],
        shown=Bilingual("목록", "NAME"),
        about=Bilingual("이 목록만", "this list only"),
    )
    made.take(
        "--dry-run",
        action="store_true",
        about=Bilingual(
            "보내지 않고 누구에게 무엇을 보낼지만 봅니다", "send nothing; tell who would get what"
        ),
    )
    made.take(
        "--resend",
        action="append",
        default=[],
        shown=_ADDRESS,
        about=Bilingual("받지 못한 것을 확인했으니 다시 보냅니다", "known not to have arrived: send again"),
    )
    made.take(
        "--assume-sent",
        action="append",
        default=[],
        shown=_ADDRESS,
        about=Bilingual("받은 것을 확인했습니다", "known to have arrived: do not send again"),
    )
    return made


def _serve(of: Parser, commands: Commands) -> Parser:
    made = of.command(
        commands,
        "serve",
        Bilingual("브라우저에서 쓰는 데스크를 엽니다", "open the desk in a browser"),
        more=Bilingual(
            "보고서를 넣고, 검토·결정하고, 브리프를 만들어 배포하는 페이지를 이 컴퓨터에서 엽니다.",
            "Opens a page on this machine to drop reports, decide, print and release.",
        ),
    )
    made.take(
        "--port",
        type=int,
        shown=Bilingual("번호", "NUMBER"),
        about=Bilingual(
            "포트 (기본: 8765, 쓰이고 있으면 빈 포트)", "the port (default: 8765, else a free one)"
        ),
    )
    made.take(
        "--no-browser",
        action="store_true",
        about=Bilingual("브라우저를 열지 않고 주소만 알려 줍니다", "open no browser; only tell the address"),
    )
    made.take(
        "--proxy-secret-file",
        type=Path,
        shown=_FILE,
        about=Bilingual(
            "사람을 확인하는 프록시가 함께 보내는 비밀이 든 파일 (docs/desk.md)",
            "the file with the secret of a proxy that authenticates people (docs/desk.md)",
        ),
    )
    made.take(
        "--address",
        default="",
        shown=_ADDRESS,
        about=Bilingual("프록시를 거쳐 들어오는 주소: https://…", "the address behind the proxy: https://…"),
    )
    return made


def _sessions(to: Parser) -> None:
    to.take(
        "sessions",
        nargs="*",
        shown=_SESSION,
        about=Bilingual("config.yaml의 releases 가운데 일부", "only these of the releases in config.yaml"),
    )
