"""Every address of the site: how to reach it, and whom it opens to. One row a URL name.

A row says which permission a GET and a POST need, or that they are OPEN, or need a sign-in alone.
`at` makes the records that the address names; `data` is a form that is filled in well enough for
the operation behind it to be asked. Add your row beside those of your room.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ccin.access.permissions import P
from tests.factories import EnquiryFactory, MembershipFactory

OPEN = "everyone"
SIGNED_IN = "whoever is signed in"
Needs = str | None  # OPEN, SIGNED_IN, a permission, or None: there is no such method


@dataclass(frozen=True, slots=True)
class At:
    """Where the door is: the address's arguments, and the organisation whose page it is, if any."""

    kwargs: Mapping[str, Any] = field(default_factory=dict)
    organisation: int | None = None
    query: str = ""
    url: str = ""  # in place of the arguments, where the pattern has no names for them


@dataclass(frozen=True, slots=True)
class Door:
    get: Needs = None
    post: Needs = None
    at: Callable[[], At] = At
    data: Callable[[], Mapping[str, Any]] = dict


def home() -> At:
    return At(url="/")


def an_enquiry() -> At:
    return At({"pk": EnquiryFactory().pk})


def a_member() -> At:
    return At({"slug": MembershipFactory().organisation.slug})


# Addresses behind which another program keeps its own doors: all of the editor's need PAGE_EDIT.
EDITOR = "cms/"

DOORS: dict[str, Door] = {
    # accounts
    # design
    "design:gallery": Door(OPEN),
    # joining
    "joining:enquire": Door(OPEN, OPEN),
    "joining:thanks": Door(OPEN),
    "joining:browse": Door(P.ENQUIRY_READ),
    "joining:add": Door(P.ENQUIRY_ANSWER, P.ENQUIRY_ANSWER),
    "joining:show": Door(P.ENQUIRY_READ, at=an_enquiry),
    "joining:take": Door(post=P.ENQUIRY_ANSWER, at=an_enquiry),
    "joining:plan": Door(P.ENQUIRY_ANSWER, P.ENQUIRY_ANSWER, at=an_enquiry),
    "joining:answer": Door(P.ENQUIRY_ANSWER, P.ENQUIRY_ANSWER, at=an_enquiry),
    "joining:close": Door(P.ENQUIRY_ANSWER, P.ENQUIRY_ANSWER, at=an_enquiry),
    # website
    "website:directory": Door(OPEN),
    "website:member": Door(OPEN, at=a_member),
    "wagtail_serve": Door(OPEN, at=home),
}
# Met in other tests: pictures and files that need a stored file to be reached at all.
MET_ELSEWHERE = {"wagtaildocs_serve", "wagtaildocs_authenticate_with_password"}
