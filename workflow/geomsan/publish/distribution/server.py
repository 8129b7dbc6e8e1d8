"""Talking to the mail server: a session with it, and one message to one person."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass, replace

from geomsan.common.errors import GeomsanError
from geomsan.publish.distribution.lists import Server

COMMAND_TIMEOUT = 60
# A server may take that long to answer the end of a message (RFC 5321, 4.5.3.2.6); whoever gives up
# earlier does not know whether it was delivered.
DATA_TIMEOUT = 600

SENT, REFUSED, FAILED, DOUBTFUL = "sent", "refused", "failed", "doubtful"


@dataclass(frozen=True)
class Reply:
    """How one transaction ended.

    Attributes
    ----------
    kind
        ``sent``; ``refused`` (for good: 5xx); ``failed`` (not now: 4xx, or broken off before the
        message); ``doubtful`` (broken off when the message may have been taken in).
    text
        What the server said, on one line.
    is_lost
        The session is over.
    """

    kind: str
    text: str
    is_lost: bool = False


class UnreachableError(Exception):
    """No session for now; worth another try later."""


def connect(server: Server, password: str) -> smtplib.SMTP:
    """Open a session: TLS with a verified certificate, then the login.

    Parameters
    ----------
    server
        Where to.
    password
        Of its user; unused when there is none.

    Raises
    ------
    GeomsanError
        When another try cannot help: certificate, STARTTLS missing, login refused.
    UnreachableError
        When it may.
    """
    place = f"{server.host}:{server.port}"
    try:
        return _open(server, password)
    except ssl.SSLCertVerificationError as error:
        raise GeomsanError(
            place,
            f"서버의 인증서를 믿을 수 없습니다({error.verify_message}). 주소를 확인하고, 기관의 인증서라면 "
            "환경 변수 SSL_CERT_FILE로 알려 주십시오.",
            f"the server's certificate is not trusted ({error.verify_message}); check the host, or name your "
            "office's certificates in the environment variable SSL_CERT_FILE.",
        ) from error
    except (ssl.SSLEOFError, ssl.SSLZeroReturnError) as error:
        raise UnreachableError(str(error)) from error
    except ssl.SSLError as error:
        raise GeomsanError(
            place,
            f"암호화된 연결을 맺을 수 없습니다({error.reason}). port와 security가 서로 맞는지 보십시오.",
            f"no encrypted connection ({error.reason}); check that port and security go together.",
        ) from error
    except smtplib.SMTPNotSupportedError as error:
        raise GeomsanError(
            place,
            "서버가 STARTTLS나 로그인을 받지 않습니다. smtp의 port, security, user를 확인하십시오.",
            "the server offers no STARTTLS or no login; check port, security and user of smtp.",
        ) from error
    except smtplib.SMTPResponseException as error:
        if 400 <= error.smtp_code < 500:
            raise UnreachableError(_line(error.smtp_code, error.smtp_error)) from error
        raise _turned_away(place, error) from error
    except smtplib.SMTPServerDisconnected as error:
        raise UnreachableError(str(error)) from error
    except smtplib.SMTPException as error:  # smtplib's word for 'no way of logging in that I know'
        raise GeomsanError(
            place,
            "서버가 아는 방법으로 로그인할 수 없습니다. smtp의 user와 서버 설정을 확인하십시오.",
            "no way of logging in that both sides know; check user of smtp and the server.",
        ) from error
    except OSError as error:
        raise UnreachableError(error.strerror or str(error) or type(error).__name__) from error
    except ValueError as error:
        raise GeomsanError(
            place,
            "서버의 이름이 아닙니다. smtp의 host를 고치십시오.",
            "is no name of a server; mend host of smtp.",
        ) from error


def transact(
    session: smtplib.SMTP, sender: str, to: str, content: bytes, before_data: Callable[[], None]
) -> Reply:
    """Send one message to one person.

    Parameters
    ----------
    session
        What :func:`connect` returned.
    sender, to
        Addresses of the envelope.
    content
        The whole message.
    before_data
        Called when the server has accepted both addresses, before any of the message goes out.
    """
    try:
        _wait_up_to(session, COMMAND_TIMEOUT)
        session.rset()  # An earlier message may have ended half way.
        size = [f"SIZE={len(content)}"] if session.has_extn("size") else []
        for code, said in (session.mail(sender, size), session.rcpt(to)):
            reply = _reply(code, said)
            if reply.kind != SENT:
                return replace(reply, kind=REFUSED if reply.kind == REFUSED else FAILED)
    except (smtplib.SMTPException, OSError) as error:
        return Reply(FAILED, str(error) or type(error).__name__, is_lost=True)
    before_data()
    try:
        _wait_up_to(session, DATA_TIMEOUT)
        return _reply(*session.data(content))
    except smtplib.SMTPDataError as error:  # The server did not let the message begin.
        return _reply(error.smtp_code, error.smtp_error)
    except (smtplib.SMTPException, OSError) as error:
        return Reply(DOUBTFUL, str(error) or type(error).__name__, is_lost=True)


def close(session: smtplib.SMTP) -> None:
    """End a session; everything that counts has been answered by now."""
    try:
        _wait_up_to(session, COMMAND_TIMEOUT)
        session.quit()
    except (smtplib.SMTPException, OSError):
        session.close()


def _open(server: Server, password: str) -> smtplib.SMTP:
    context = ssl.create_default_context()
    session: smtplib.SMTP
    if server.security == "tls":
        session = smtplib.SMTP_SSL(server.host, server.port, timeout=COMMAND_TIMEOUT, context=context)
    else:
        session = smtplib.SMTP(server.host, server.port, timeout=COMMAND_TIMEOUT)
    try:
        session.ehlo_or_helo_if_needed()
        if server.security == "starttls":
            session.starttls(context=context)
            session.ehlo_or_helo_if_needed()
        if server.user:
            session.login(server.user, password)
    except BaseException:
        session.close()
        raise
    return session


def _wait_up_to(session: smtplib.SMTP, seconds: float) -> None:
    if session.sock is not None:  # None after the server has gone: the next command says so.
        session.sock.settimeout(seconds)


def _turned_away(place: str, error: smtplib.SMTPResponseException) -> GeomsanError:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        # Not what the server said: some repeat what was sent to them.
        return GeomsanError(
            place,
            f"로그인이 거절되었습니다({error.smtp_code}). smtp의 user와 비밀번호를 확인하십시오.",
            f"the login was refused ({error.smtp_code}); check user of smtp and the password.",
        )
    said = _line(error.smtp_code, error.smtp_error)
    return GeomsanError(
        place,
        f"서버가 연결을 거절했습니다: {said}. 서버 관리자에게 물으십시오.",
        f"the server refused the connection: {said}; ask its administrator.",
    )


def _reply(code: int, said: bytes | str) -> Reply:
    kinds = {2: SENT, 4: FAILED, 5: REFUSED}
    # An answer that is none of SMTP's leaves open what became of the message.
    return Reply(kinds.get(code // 100, DOUBTFUL), _line(code, said), is_lost=code == 421)


def _line(code: int, said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    shown = "".join(char if char.isprintable() else " " for char in text)
    return f"{code} {' '.join(shown.split())[:200]}".strip()
