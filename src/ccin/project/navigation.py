"""The ways through the site: what the frame of every page offers, and to whom.

An entry whose route is not there is left out.
"""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission


@dataclass(frozen=True, slots=True)
class Entry:
    """A label and a route's name, or an address of the website's content that starts with `/`.

    What is seldom needed is folded away where somebody is offered more than fits a line or two.
    """

    label: str | Promise
    route: str
    needs: Permission | None = None
    or_needs: Permission | None = None
    seldom: bool = False


PUBLIC = (
    Entry(_("Library"), "library:search"),
    Entry(_("Projects"), "funding:projects"),
    Entry(_("Members"), "website:directory"),
    Entry(_("Map"), "website:map"),
    Entry(_("Figures"), "website:figures"),
    Entry(_("Join"), "/join/"),
    Entry(_("News"), "/news/"),
    Entry(_("About"), "/about/"),
)
WORK = (
    Entry(_("Desk"), "desk:home"),
    Entry(_("Organisations"), "members:organisations", Permission.ORGANISATION_READ_ANY),
    Entry(_("People"), "members:people", Permission.PERSON_READ_ANY),
    Entry(_("Questions"), "library:questions", Permission.TOPIC_READ),
    Entry(_("Groups"), "discussion:groups", Permission.GROUP_JOIN, Permission.TOPIC_READ),
    Entry(_("Directory of people"), "discussion:people", Permission.PEOPLE_FIND, seldom=True),
    Entry(_("Funding"), "funding:home", Permission.IDEA_READ),
    Entry(_("Writing"), "library:resources", Permission.RESOURCE_WRITE),
    Entry(_("Written together"), "library:together", Permission.PROPOSAL_MAKE, seldom=True),
    Entry(_("Packs"), "library:manage_packs", Permission.PACK_CHANGE, seldom=True),
    Entry(_("Library use"), "library:use", Permission.LIBRARY_USE_READ, seldom=True),
    Entry(_("Enquiries"), "joining:browse", Permission.ENQUIRY_READ),
    Entry(
        _("Applications"),
        "joining:applications",
        Permission.APPLICATION_READ_ANY,
        Permission.MATTER_READ,
    ),
    Entry(_("Bodies"), "governance:bodies", Permission.BODY_CHANGE, seldom=True),
    Entry(_("Matters"), "governance:matters", Permission.MATTER_READ_ANY, Permission.MATTER_READ),
    Entry(_("Members’ Update"), "newsroom:write_updates", Permission.UPDATE_WRITE),
    Entry(_("Announcements"), "newsroom:announcements", Permission.MAILING_SEND),
    Entry(_("Themes"), "library:themes", Permission.THEME_CHANGE, seldom=True),
    Entry(_("Bring a list in"), "library:import", Permission.LIBRARY_IMPORT, seldom=True),
    Entry(_("Register"), "register:authorities", Permission.REGISTER_READ, seldom=True),
    Entry(_("Letters"), "outbox:letters", Permission.LETTER_READ),
    Entry(
        _("Requests about data"),
        "journeys:data_requests",
        Permission.DATA_REQUEST_READ,
        seldom=True,
    ),
    Entry(_("Retention"), "journeys:retention", Permission.RETENTION_RUN, seldom=True),
    Entry(_("Jobs"), "work:jobs", Permission.JOB_READ, seldom=True),
    Entry(_("History"), "audit:history", Permission.HISTORY_READ, seldom=True),
    Entry(_("Roles"), "accounts:roles", Permission.ROLE_READ, seldom=True),
    Entry(_("Website"), "wagtailadmin_home", Permission.PAGE_EDIT, seldom=True),
    Entry(_("Old addresses"), "website:old_addresses", Permission.OLD_ADDRESS_CHANGE, seldom=True),
)
# For whoever holds no role at all: they signed in because they write an application.
APPLYING = (Entry(_("My applications"), "joining:mine"),)
FITS = 9  # entries that are shown to somebody without folding any away
FOOTER = (
    Entry(_("Contact"), "/contact/"),
    Entry(_("Members’ Update"), "newsroom:updates"),
    Entry(_("Who decides"), "governance:bodies"),
    Entry(_("Decisions"), "governance:decisions"),
    Entry(_("Concerns and complaints"), "governance:concerns", Permission.CONCERN_RAISE),
    Entry(_("Accessibility"), "/accessibility/"),
    Entry(_("Privacy"), "/privacy/"),
    Entry(_("Your data"), "journeys:ask_about_data"),
    Entry(_("Cookies"), "/cookies/"),
    Entry(_("Open data"), "/open-data/"),
    Entry(_("Downloads and API"), "api:data"),
    Entry(_("Components"), "design:gallery", Permission.PAGE_EDIT),
)


def navigation(request: HttpRequest, actor: Actor | None) -> dict[str, Any]:
    """What this person sees around the page they asked for."""
    here = request.path
    work = _work(here, actor) if actor and actor.is_signed_in else []
    fits = len(work) <= FITS
    folded = [] if fits else [entry for entry in work if entry["seldom"]]
    return {
        "public": _shown(PUBLIC, here, actor),
        "work": [entry for entry in work if fits or not entry["seldom"]],
        "more": folded,
        "more_is_here": any(entry["current"] for entry in folded),
        "footer": _shown(FOOTER, here, actor),
        "sign_in_url": _address("account_login"),
        "sign_out_url": _address("account_logout"),
        "desk_url": _address("desk:home"),
        "demo_url": _address("demo:sign_in"),
    }


def _work(here: str, actor: Actor) -> list[dict[str, Any]]:
    holds_none = not (actor.network_roles or actor.organisation_roles or actor.body_roles)
    return _shown((*WORK, *APPLYING) if holds_none else WORK, here, actor)


def _shown(entries: tuple[Entry, ...], here: str, actor: Actor | None) -> list[dict[str, Any]]:
    found = []
    for entry in entries:
        url = _address(entry.route)
        if url and _allowed(entry, actor):
            current = here.startswith(url)
            found.append(
                {"label": entry.label, "url": url, "current": current, "seldom": entry.seldom}
            )
    return found


def _allowed(entry: Entry, actor: Actor | None) -> bool:
    if entry.needs is None:
        return True
    asked = filter(None, (entry.needs, entry.or_needs))
    return actor is not None and any(actor.may_somewhere(needs) for needs in asked)


def _address(route: str) -> str:
    if route.startswith("/"):
        return route
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""
