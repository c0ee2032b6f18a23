"""Structured logs: one line a request and one a problem, without anybody's personal data."""

import json
import logging
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponseBase

requests = logging.getLogger("ccin.requests")
GetResponse = Callable[[HttpRequest], HttpResponseBase]
# What follows in these addresses lets somebody in, or do something in another's name.
LINKS = "sign-in/link|invitations|team/ask|account/address|e-mail/stop|my/data/ask"
SECRETS = re.compile(rf"^(/(?:{LINKS})/)[^/]+")
FACTS = ("method", "path", "status", "milliseconds", "actor")


class JsonLines(logging.Formatter):
    """One JSON object a line, as log collectors read them."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "says": record.getMessage(),
        }
        line |= {fact: getattr(record, fact) for fact in FACTS if hasattr(record, fact)}
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class WithoutSecrets(logging.Filter):
    """The framework's own warnings name the path of each request that was refused or failed."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(
                without_secret(each) if isinstance(each, str) else each for each in record.args
            )
        return True


def without_secret(path: str) -> str:
    return SECRETS.sub(r"\1…", path)


def log_requests(get_response: GetResponse) -> GetResponse:
    """Middleware: method, path without its query (which may hold a name), status, time, actor."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        response = get_response(request)
        path = without_secret(request.path)
        facts = {
            "method": request.method,
            "path": path,
            "status": response.status_code,
            "milliseconds": round((time.perf_counter() - began) * 1000, 1),
            "actor": _key(request),
        }
        requests.info("%s %s %s", request.method, path, response.status_code, extra=facts)
        return response

    return middleware


def _key(request: HttpRequest) -> str:
    """The account's key, if the session was read at all: a log line costs no query."""
    key = getattr(request, "_cached_user", None)
    return f"account:{key.pk}" if key is not None and key.pk else "public"
