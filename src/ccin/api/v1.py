"""The open API, version 1: what the public pages show, for programs."""

from datetime import date
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import NinjaAPI, Path, Query, Schema, Status
from ninja.pagination import paginate

from ccin.api import pages
from ccin.api.exports import figures_now
from ccin.api.projects import ProjectOut
from ccin.api.reads import authorities as known_authorities
from ccin.api.reads import members as members_on
from ccin.api.reads import named
from ccin.api.schemas import (
    AuthorityOut,
    FiguresOut,
    MemberHistoryOut,
    MemberOut,
    Problem,
    SnapshotOut,
    Unreadable,
)
from ccin.api.shelf import ResourceInFullOut, ResourceOut
from ccin.funding.reads.open_data import public_projects
from ccin.funding.reads.open_data import with_all_that_is_public as with_all_of_a_project
from ccin.funding.states import ProjectKind
from ccin.kernel.clock import today
from ccin.library.reads.open_data import public_resources, with_all_that_is_public
from ccin.library.states.resources import ResourceKind
from ccin.members.models import Membership, Organisation, Snapshot
from ccin.members.states import MEMBER_CLASSES, EndReason, MembershipClass
from ccin.register.models import Authority
from ccin.register.states import AuthorityKind

api = NinjaAPI(
    title="Open data of the network",
    version="1",
    urls_namespace="api-v1",
    docs_url=None,
    description="Members, figures, the public library, what was funded and the register of public "
    "authorities. "
    "Open to everyone, read only, no key needed. Invented bodies of a demonstration are left out.",
)
REFUSED = {422: Unreadable}
NO_NUL = r"^[^\x00]*$"  # PostgreSQL keeps no NUL and refuses to look for one
Text = Annotated[str, Query(max_length=100, pattern=NO_NUL)]
Key = Annotated[str, Path(pattern=NO_NUL)]


class Health(Schema):
    status: str
    demo: bool


@api.get("/health", response=Health, tags=["Service"])
def health(request: HttpRequest) -> dict[str, object]:
    """Whether the service can reach its database."""
    return pages.health()


@api.get("/members", response={200: list[MemberOut], **REFUSED}, tags=["Members"])
@paginate(pages.Pages)
@pages.kept
def members(
    request: HttpRequest,
    on: date | None = None,
    since: date | None = None,
    membership_class: MembershipClass | None = None,
) -> QuerySet[Membership]:
    """Who is in membership, by name. `on` asks for another day than today; `since` keeps those
    whose class began on or after that day. Supporters are not members: ask for their class.
    """
    classes = (membership_class,) if membership_class else MEMBER_CLASSES
    found = members_on(on or today(), classes=classes)
    return found.filter(starts_on_is_known=True, starts_on__gte=since) if since else found


@api.get(
    "/members/{slug}",
    response={200: MemberHistoryOut, 404: Problem, **REFUSED},
    tags=["Members"],
)
@pages.kept
def member(request: HttpRequest, slug: Key) -> dict[str, object]:
    """One body and the classes it has held, the latest first."""
    real = Organisation.objects.kept().real()
    found = get_object_or_404(real.filter(memberships__isnull=False).distinct(), slug=slug)
    begun = found.memberships.filter(starts_on__lte=today())
    held = begun.exclude(end_reason=EndReason.CORRECTED)
    return {
        **{name: getattr(found, name) for name in ("slug", "name", "kind", "nation", "region")},
        "website": found.website,
        "memberships": list(held),
    }


@api.get("/authorities", response={200: list[AuthorityOut], **REFUSED}, tags=["Register"])
@paginate(pages.Pages)
@pages.kept
def authorities(
    request: HttpRequest,
    on: date | None = None,
    kind: AuthorityKind | None = None,
    name: Text = "",
) -> QuerySet[Authority]:
    """Public authorities of the United Kingdom, by name: those in being today unless `on` says
    another day. `name` looks in official, short, former and Welsh names.
    """
    found = known_authorities(on or today())
    if kind:
        found = found.filter(kind=kind)
    return named(found, name) if name else found


@api.get(
    "/authorities/{key}",
    response={200: AuthorityOut, 404: Problem, **REFUSED},
    tags=["Register"],
)
@pages.kept
def authority(request: HttpRequest, key: Key) -> Authority:
    """One authority by its stable key, also one that has been abolished."""
    return get_object_or_404(known_authorities(), key=key)


@api.get("/figures", response={200: FiguresOut, **REFUSED}, tags=["Figures"])
@pages.kept
def figures(request: HttpRequest, on: date | None = None) -> dict[str, object]:
    """The network's figures counted live, today or on the day `on`: never one in the future."""
    return figures_now(min(on or today(), today()))


@api.get("/snapshots", response={200: list[SnapshotOut], **REFUSED}, tags=["Figures"])
@paginate(pages.Pages)
@pages.kept
def snapshots(request: HttpRequest) -> QuerySet[Snapshot]:
    """Figures as the network published them, the oldest first, each with where."""
    return Snapshot.objects.all()


@api.get("/resources", response={200: list[ResourceOut], **REFUSED}, tags=["Library"])
@paginate(pages.Pages)
@pages.kept
def resources(
    request: HttpRequest,
    since: date | None = None,
    kind: ResourceKind | None = None,
    theme: Text = "",
    owner: Text = "",
) -> QuerySet[Any]:
    """What is public in the library, the newest first. `since` keeps what was released on or after
    that day; `theme` is the word in a theme's address, `owner` that in a member's.
    """
    found = public_resources()
    if since:
        found = found.filter(released_at__date__gte=since)
    if kind:
        found = found.filter(kind=kind)
    if theme:
        found = found.filter(themes__slug=theme)
    if owner:
        found = found.filter(owner__slug=owner)
    return with_all_that_is_public(found)


@api.get(
    "/resources/{slug}",
    response={200: ResourceInFullOut, 404: Problem, **REFUSED},
    tags=["Library"],
)
@pages.kept
def resource(request: HttpRequest, slug: Key) -> Any:
    """One of them with its words, as its last release has them, and what changed when."""
    return get_object_or_404(with_all_that_is_public(public_resources()), slug=slug)


@api.get("/projects", response={200: list[ProjectOut], **REFUSED}, tags=["Funding"])
@paginate(pages.Pages)
@pages.kept
def projects(
    request: HttpRequest,
    year: Annotated[int | None, Query(ge=1900, le=2200)] = None,
    kind: ProjectKind | None = None,
    theme: Text = "",
    lead: Text = "",
) -> QuerySet[Any]:
    """What was funded, the latest first. Amounts are pence; an empty one is not published. `theme`
    is the word in a theme's address, `lead` that in a member's.
    """
    found = public_projects()
    for name, value in (("year", year), ("kind", kind), ("themes__slug", theme)):
        found = found.filter(**{name: value}) if value else found
    if lead:
        found = found.filter(lead__slug=lead)
    return with_all_of_a_project(found)


@api.get("/projects/{slug}", response={200: ProjectOut, 404: Problem, **REFUSED}, tags=["Funding"])
@pages.kept
def project(request: HttpRequest, slug: Key) -> Any:
    """One project, under the word in its address."""
    return get_object_or_404(with_all_of_a_project(public_projects()), slug=slug)


@api.get("/{path:rest}", include_in_schema=False, response={404: Problem})
def nothing(request: HttpRequest, rest: str) -> Status[dict[str, str]]:
    """An address that does not exist is answered in the language of the API."""
    return Status(404, {"detail": "There is nothing at this address of the API."})
