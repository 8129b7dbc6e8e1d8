"""The command ``geomsan``.

Heavy modules are imported where a command needs them, so that the first answer comes fast.
"""

from __future__ import annotations

import io
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path

from geomsan.command.arguments import language_of, speaking
from geomsan.command.syntax import parser
from geomsan.command.talk import complain
from geomsan.common.errors import GeomsanError
from geomsan.common.output import answers, keep_for_answers

DONE, UNUSABLE, INTERRUPTED = 0, 2, 130
"""Exit status; ``check`` has its own besides."""


def program() -> int:
    """Run the command that this process was started as, and return its exit status."""
    return _run(sys.argv[1:], keep_for_answers)


def main(arguments: Sequence[str]) -> int:
    """Run a command within this process, and return its exit status."""
    return _run(arguments, lambda: None)


def _run(arguments: Sequence[str], prepare: Callable[[], None]) -> int:
    for stream in (sys.stdout, sys.stderr):
        # A name or a cell may hold what the terminal's encoding, or any encoding, has no bytes for.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    language = language_of(arguments, os.environ)
    with speaking(language):
        options = parser(language).parse_args(arguments)
    prepare()
    try:
        status = _COMMANDS[options.command](options, language)
        answers().flush()
    except GeomsanError as error:
        complain(error, language)
        return UNUSABLE
    except ModuleNotFoundError as error:
        complain(_without(error), language)
        return UNUSABLE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of a pipe has gone (`| head`): nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), answers().fileno())
        return DONE
    return status


def _without(error: ModuleNotFoundError) -> GeomsanError:
    """Return what to install for a command whose packages are not all there."""
    name = (error.name or "").partition(".")[0]
    if name == "geomsan":
        raise error
    return GeomsanError(
        "geomsan",
        f"이 명령에 필요한 {name}이(가) 없습니다. 다음을 실행하십시오: pip install 'geomsan[workflow]'",
        f"this command needs {name}, which is not installed; run: pip install 'geomsan[workflow]'",
    )


def _check(options: Namespace, language: str) -> int:
    from geomsan.command.checking import check

    return check(options, language)


def _extract(options: Namespace, language: str) -> int:
    from geomsan.check.families.registry import load_families
    from geomsan.common.lock import held
    from geomsan.infer.drafting.extract import extract
    from geomsan.read.documents.project import find_project, project_for

    families = load_families(project_for(options.into.resolve()).schemas)
    project = find_project(options.into.resolve())
    # Outside a project there is no run that could read half of it.
    with held(project.results) if project else nullcontext():
        done = extract(options.path, options.into, families)
    out = answers()
    if language == "en":
        known = f"{done.in_families} of a known family"
        print(f"{len(done.resources)} tables written to {options.into} ({known}).", file=out)
        told = f"{done.inferred} identities were inferred; confirm or reject them in its datapackage.yaml."
    else:
        known = f"아는 종류 {done.in_families}개"
        print(f"표 {len(done.resources)}개를 {options.into}에 담았습니다({known}).", file=out)
        told = f"추정한 규칙이 {done.inferred}개 있습니다. datapackage.yaml에서 확인하거나 물리치십시오."
    print(told, file=out)
    for name, count in done.lost.items():
        print(f"  ! {_LOST[language].format(name, count)}", file=out)
    for item in done.omitted:
        where, reason = (words.in_language(language) for words in (item.table.where, item.reason))
        print(f"  - {where}: {reason}", file=out)
    return DONE


def _replace(options: Namespace, language: str) -> int:
    from geomsan.command.replacing import replace

    return replace(options, language)


_LOST = {
    "ko": "{}: 추정한 규칙 {}개는 설명 파일에 옮기지 못했습니다.",
    "en": "{}: {} inferred rules could not be written down.",
}
_NOTHING_WRITTEN = {
    "ko": "아무것도 쓰지 않았습니다. 위의 것을 고친 뒤 다시 하십시오.",
    "en": "nothing was written; mend these and try again.",
}


def _decide(options: Namespace, language: str) -> int:
    """Take the decisions of a worklist or of the review page, all or none; or take unwanted ones away."""
    from geomsan.decide.intake import RefusedError
    from geomsan.publish.worklist.command import EXAMPLES, GONE, decide, remove

    try:
        if options.remove_examples or options.remove_gone:
            unwanted = EXAMPLES if options.remove_examples else GONE
            lines = remove(Path.cwd(), unwanted, dry=options.dry_run)
        else:
            lines = decide(options.path, by=options.by, day=options.date, dry=options.dry_run)
    except RefusedError as refused:
        for error in refused.errors:
            print(error.in_language(language), file=sys.stderr)
        print(_NOTHING_WRITTEN[language], file=sys.stderr)
        return UNUSABLE
    for line in lines:
        print(line.in_language(language), file=answers())
    return DONE


def _disclose(options: Namespace, language: str) -> int:
    from geomsan.decide.disclosure import disclose, told
    from geomsan.read.documents.project import find_project

    project = find_project(Path.cwd())
    if project is None:
        raise GeomsanError(str(Path.cwd()), "프로젝트 폴더가 아닙니다.", "is not in a project.")
    for line in told(disclose(project, options.places, by=options.by, reason=options.reason)):
        print(line.in_language(language), file=answers())
    return DONE


def _release(options: Namespace, language: str) -> int:
    from geomsan.publish.distribution.command import write_drafts
    from geomsan.publish.release.command import run_release

    status = run_release(Path.cwd(), options.sessions, language)
    write_drafts(Path.cwd(), language)
    return status


def _verify(options: Namespace, language: str) -> int:
    from geomsan.publish.release.command import run_verify

    return run_verify(options.folder, language)


def _send(options: Namespace, language: str) -> int:
    from geomsan.publish.distribution.command import Wishes, run_send

    wishes = Wishes(options.sessions, options.list, options.dry_run, options.resend, options.assume_sent)
    return run_send(Path.cwd(), wishes, language)


def _serve(options: Namespace, language: str) -> int:
    from geomsan.desk.serving import Wishes, read_proxy, serve
    from geomsan.read.documents.project import project_for

    proxy = read_proxy(options.proxy_secret_file, options.address, dict(os.environ))
    wishes = Wishes(options.port, not options.no_browser, proxy)
    serve(
        project_for(Path.cwd()),
        wishes,
        lambda line: print(line.in_language(language), flush=True, file=answers()),
    )
    return DONE


_COMMANDS: dict[str, Callable[[Namespace, str], int]] = {
    "check": _check,
    "extract": _extract,
    "replace": _replace,
    "decide": _decide,
    "disclose": _disclose,
    "release": _release,
    "verify": _verify,
    "send": _send,
    "serve": _serve,
}


if __name__ == "__main__":
    sys.exit(program())
