"""What a page looks at of what it is sent, so that nothing is asked twice in the same words.

An answer depends on the fields that were looked up, and on no other. So of several requests to one
address, with the same records behind each, one that agrees with an earlier one on every field that
was looked up then is answered alike, and need not be sent.
"""

from collections.abc import Iterator, KeysView, Mapping
from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse, QueryDict
from django.test.client import ClientHandler
from django.utils.functional import cached_property

from tests.browser import OurClient

EVERYTHING = "*"


class WatchedFields(QueryDict):
    """Fields that note which of them are looked up; who goes through or counts them sees all."""

    def __init__(self, *given: Any, **more: Any) -> None:
        self.looked_up: set[str] = set()
        super().__init__(*given, **more)

    def __getitem__(self, name: str) -> Any:
        self.looked_up.add(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self.looked_up.add(str(name))
        return super().__contains__(name)

    def _getlist(self, name: str, *rest: Any, **more: Any) -> Any:
        self.looked_up.add(name)
        return super()._getlist(name, *rest, **more)

    def __iter__(self) -> Iterator[str]:
        self.looked_up.add(EVERYTHING)
        return super().__iter__()

    def __len__(self) -> int:
        self.looked_up.add(EVERYTHING)
        return super().__len__()

    def keys(self) -> KeysView[str]:
        self.looked_up.add(EVERYTHING)
        return super().keys()

    def lists(self) -> Iterator[tuple[str, list[Any]]]:
        self.looked_up.add(EVERYTHING)
        return super().lists()


def watched(fields: QueryDict) -> WatchedFields:
    found = WatchedFields(mutable=True)
    for name, values in fields.lists():
        found.setlist(name, values)
    found._mutable = False
    found.looked_up.clear()
    return found


class WatchedRequest(WSGIRequest):
    """Who reads the body itself, and not the fields that it holds, sees all of them."""

    is_taken_apart = False
    is_read_raw = False

    @cached_property
    def GET(self) -> WatchedFields:  # noqa: N802  # Django's own name
        return watched(WSGIRequest.GET.func(self))

    def _load_post_and_files(self) -> None:
        self.is_taken_apart = True
        super()._load_post_and_files()
        self._post = watched(self._post)
        self.is_taken_apart = False

    @property
    def body(self) -> bytes:
        self.is_read_raw = self.is_read_raw or not self.is_taken_apart
        return super().body

    def read(self, *size: int) -> bytes:
        self.is_read_raw = self.is_read_raw or not self.is_taken_apart
        return super().read(*size)

    @property
    def looked_up(self) -> set[str]:
        if self.is_read_raw:
            return {EVERYTHING}
        fields = self.GET if self.method == "GET" else getattr(self, "_post", None)
        return set(fields.looked_up) if fields is not None else set()


class WatchingHandler(ClientHandler):
    def get_response(self, request: WSGIRequest) -> HttpResponse:
        request.__class__ = WatchedRequest
        return super().get_response(request)


class WatchingClient(OurClient):
    """A browser whose answers tell what was looked up: `looked_up_for(answer)`."""

    kind_of_handler = WatchingHandler


def looked_up_for(answer: HttpResponse) -> set[str]:
    found: set[str] = answer.wsgi_request.looked_up
    return found


class Asked:
    """What one address was asked, by what was looked up of it."""

    def __init__(self) -> None:
        self.earlier: list[tuple[str, Mapping[str, str], set[str]]] = []

    def is_answered(self, method: str, fields: Mapping[str, str]) -> bool:
        return any(
            method == before and agree(sent, fields, looked_up)
            for before, sent, looked_up in self.earlier
        )

    def note(self, method: str, fields: Mapping[str, str], answer: HttpResponse) -> None:
        self.earlier.append((method, fields, looked_up_for(answer)))


def agree(one: Mapping[str, str], other: Mapping[str, str], names: set[str]) -> bool:
    if EVERYTHING in names:
        return one == other
    return all(one.get(name) == other.get(name) for name in names)
