"""A mailbox read over IMAP (RFC 3501): its unseen messages, each marked seen when told so."""

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext as _

from ccin.kernel.errors import Refused

PATIENCE = 30  # seconds for each answer of the server
LITERAL = re.compile(rb"BODY\[\]")


@dataclass(frozen=True, slots=True)
class Inbox:
    """Where the messages are, as CCIN_INBOX names it."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    folder: str
    is_sealed: bool


def read_inbox(address: str) -> Inbox:
    """From `imaps://user:password@host:993/folder`; user, password and folder percent-encoded."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise Refused(_how_it_is_written()) from None
    if parts.scheme not in {"imaps", "imap"} or not (parts.hostname and parts.username):
        raise Refused(_how_it_is_written())
    if parts.scheme == "imap" and not _is_this_machine(parts.hostname):
        raise Refused(
            _("CCIN_INBOX is not imaps: the password would travel in the open. Write imaps://…")
        )
    inbox = Inbox(
        host=parts.hostname,
        port=port or (993 if parts.scheme == "imaps" else 143),
        user=unquote(parts.username),
        password=unquote(parts.password or ""),
        folder=unquote(parts.path.strip("/")) or "INBOX",
        is_sealed=parts.scheme == "imaps",
    )
    for said in (inbox.user, inbox.password, inbox.folder):
        if not (said.isascii() and said.isprintable()):
            raise Refused(
                _("CCIN_INBOX: user, password and folder may hold plain letters and signs only.")
            )
    return inbox


def _how_it_is_written() -> str:
    return _("CCIN_INBOX is not understood. Write it as imaps://user:password@host/folder")


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


class Mailbox:
    """An open folder. Reading a message leaves it as it was."""

    def __init__(self, connection: imaplib.IMAP4) -> None:
        self._connection = connection

    def unseen(self) -> list[str]:
        """The numbers that these messages keep (UID), the oldest first."""
        _kind, data = self._connection.uid("SEARCH", "UNSEEN")
        return b" ".join(each for each in data if each).decode().split()

    def read(self, uid: str, *, at_most: int) -> bytes:
        """As it came, no more of it than this; nothing where somebody else took it away."""
        kind, data = self._connection.uid("FETCH", uid, f"(BODY.PEEK[]<0.{at_most}>)")
        if kind != "OK":
            raise OSError(f"the server does not give the message: {_said(data)}")
        found = [each for each in data if isinstance(each, tuple) and LITERAL.search(each[0])]
        return found[0][1] if found else b""

    def mark_seen(self, uid: str) -> None:
        kind, data = self._connection.uid("STORE", uid, "+FLAGS.SILENT", r"(\Seen)")
        if kind != "OK":
            raise OSError(f"the server does not mark the message: {_said(data)}")


@contextmanager
def opened(inbox: Inbox) -> Iterator[Mailbox]:
    """Signs in, opens the folder and leaves it; says what went wrong, never the password."""
    connection = _connect(inbox)
    try:
        _sign_in(connection, inbox)
        _open_folder(connection, inbox)
        yield Mailbox(connection)
    finally:
        with suppress(imaplib.IMAP4.error, OSError):
            connection.logout()
        with suppress(OSError):
            connection.shutdown()  # which a farewell that fails leaves out


def _connect(inbox: Inbox) -> imaplib.IMAP4:
    try:
        if not inbox.is_sealed:
            return imaplib.IMAP4(inbox.host, inbox.port, timeout=PATIENCE)
        checked = ssl.create_default_context()
        return imaplib.IMAP4_SSL(inbox.host, inbox.port, ssl_context=checked, timeout=PATIENCE)
    except (imaplib.IMAP4.error, OSError) as error:
        raise Refused(
            _("The mail server %(host)s:%(port)s cannot be reached: %(why)s.")
            % {"host": inbox.host, "port": inbox.port, "why": _reason(error)}
        ) from error


def _sign_in(connection: imaplib.IMAP4, inbox: Inbox) -> None:
    try:
        connection.login(inbox.user, inbox.password)
    except (imaplib.IMAP4.error, OSError) as error:
        raise Refused(
            _("%(host)s does not let %(user)s in: %(why)s. See to user and password in CCIN_INBOX.")
            % {"host": inbox.host, "user": inbox.user, "why": _reason(error)}
        ) from error


def _open_folder(connection: imaplib.IMAP4, inbox: Inbox) -> None:
    name = inbox.folder.replace("\\", r"\\").replace('"', r"\"")
    try:
        kind, data = connection.select(f'"{name}"')
        if kind != "OK":
            raise imaplib.IMAP4.error(_said(data))
    except (imaplib.IMAP4.error, OSError) as error:
        raise Refused(
            _("The folder “%(folder)s” cannot be opened for marking what was taken in: %(why)s.")
            % {"folder": inbox.folder, "why": _reason(error)}
        ) from error


def _reason(error: Exception) -> str:
    said = error.args[0] if error.args and isinstance(error.args[0], bytes | str) else str(error)
    words = said.decode(errors="replace") if isinstance(said, bytes) else said
    return " ".join(words.split()).rstrip(".")[:200] or type(error).__name__


def _said(data: object) -> str:
    found = data[0] if isinstance(data, list) and data else b""
    return found.decode(errors="replace") if isinstance(found, bytes) else str(found)
