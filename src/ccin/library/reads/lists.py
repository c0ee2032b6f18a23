"""Public resources in a line each, for pages that are the same for every visitor."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from ccin.library.models import Partner, Resource
from ccin.library.reads.shown import released_title
from ccin.library.states.resources import ResourceKind
from ccin.members.models import Organisation

OF_A_MEMBER = 20


@dataclass(frozen=True, slots=True)
class Line:
    title: str
    url: str
    kind: str
    summary: str
    published_on: date | None
    fictional: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a member gave, and what others did with it; of each the newest, and how many more."""

    own: list[Line]
    with_others: list[Line]
    more: int

    def __bool__(self) -> bool:
        return bool(self.own or self.with_others)


def latest(limit: int) -> list[Line]:
    """The newest that anybody may read; invented ones say so."""
    return _lines(Resource.objects.public().filter(archived_on=None), limit)


def shelf_of(organisation: Organisation) -> Shelf:
    """What is public and its own, and where it is a partner or who an affiliate worked with."""
    public = Resource.objects.public()
    shared = Partner.objects.took_part().filter(organisation=organisation)
    own = public.filter(owner=organisation)
    others = public.filter(pk__in=shared.values("resource")).exclude(Q(owner=organisation))
    first, second = _lines(own, OF_A_MEMBER + 1), _lines(others, OF_A_MEMBER + 1)
    more = max(0, len(first) - OF_A_MEMBER) + max(0, len(second) - OF_A_MEMBER)
    return Shelf(first[:OF_A_MEMBER], second[:OF_A_MEMBER], more)


def _lines(found: QuerySet[Resource], limit: int) -> list[Line]:
    titled = found.annotate(released=released_title("pk"), said=released_title("pk", "summary"))
    rows = (
        titled.exclude(released=None)
        .order_by("-published_on", "-pk")
        .values_list("released", "slug", "kind", "said", "published_on", "fictional")
    )
    return [
        Line(title, Resource(slug=slug).get_absolute_url(), kind_word(kind), said, day, fictional)
        for title, slug, kind, said, day, fictional in rows[:limit]
    ]


def kind_word(kind: str) -> str:
    return str(ResourceKind(kind).label)
