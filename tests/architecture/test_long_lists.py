"""Every list, at 3 rows and at 5,000: the same queries, at most 12; a page of one record, 15."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.access.permissions import STAFF_ROLES
from ccin.accounts.models import Invitation
from ccin.audit.models import Entry
from ccin.desk.reads.home import ROOMS
from ccin.discussion.models import Belonging, Group, Post, Report, Topic, Wish
from ccin.governance.models import Concern, Decision, Matter, Power
from ccin.governance.states import FOR_DECISION, Form, MatterKind, Outcome
from ccin.joining.models import Welcome
from ccin.journeys.models import RetentionRun
from ccin.journeys.reads.held import HELD
from ccin.journeys.reads.retention import DUE
from ccin.kernel.clock import today
from ccin.library.models import Adoption, Pack, Release, Use
from ccin.library.states.adoptions import USING
from ccin.library.states.uses import READ
from ccin.members.models import Edition
from ccin.newsroom.models import Announcement, Issue, Item
from ccin.outbox.models import Addressee, Reach, Telling
from ccin.register.operations.facts import renew_edition
from ccin.search.models import Audience, Facet, IndexEntry, IndexSize, Narrowing, Posting, Word
from ccin.website.views import kept
from ccin.work.models import Job, Run
from tests.browser import OurClient
from tests.factories import (
    AccountFactory,
    AddresseeFactory,
    AdoptionFactory,
    AnnouncementFactory,
    ApplicationFactory,
    ArrivalFactory,
    AuthorityFactory,
    BelongingFactory,
    ContactCheckFactory,
    DataRequestFactory,
    EnquiryFactory,
    GroupFactory,
    GroupTopicFactory,
    InvitationFactory,
    IssueFactory,
    ItemFactory,
    LetterFactory,
    MeasureFactory,
    MembershipFactory,
    NoticeFactory,
    OldAddressFactory,
    OrganisationFactory,
    PackFactory,
    PersonFactory,
    PostFactory,
    PowerFactory,
    ProfileFactory,
    ReachFactory,
    RepresentationFactory,
    ResourceFactory,
    RoleHeldFactory,
    TopicFactory,
    WelcomeFactory,
)

FEW, MANY = 3, 5_000
A_LIST, HOME, A_MEMBER = 12, 10, 15
CIRCLE = "circle"
OF_ONE = 200  # what one person has, items of one issue
A_DESK = A_LIST + len(ROOMS)  # and one for each room that may have something waiting
OWN_DATA = A_LIST + sum(map(len, HELD.values()))  # and one for each kind that may be held
RETENTION = A_LIST + len(DUE)  # and one for each class of what is let go
LISTS = (
    "accounts:roles",
    "api-v1:authorities",
    "api-v1:figures",
    "api-v1:members",
    "audit:history",
    "desk:home",
    "desk:year_ahead",
    "discussion:groups",
    "discussion:people",
    "governance:concerns",
    "governance:decisions",
    "governance:matters",
    "joining:applications",
    "joining:applications_table",
    "joining:browse",
    "joining:contact_checks",
    "joining:welcomes",
    "journeys:arrived",
    "journeys:data_requests",
    "journeys:not_reached",
    "journeys:retention",
    "journeys:reorganisation",
    "api-v1:resources",
    "library:feed",
    "library:search",
    "library:questions",
    "library:adoptions",
    "library:manage_packs",
    "library:packs",
    "library:resources",
    "library:together",
    "library:use",
    "library:what_travels",
    "members:organisations",
    "members:people",
    "members:representatives",
    "newsroom:announcements",
    "newsroom:updates",
    "newsroom:updates_feed",
    "newsroom:write_updates",
    "outbox:letters",
    "register:authorities",
    "website:directory",
    "website:figures",
    "website:map",
    "website:old_addresses",
    "work:jobs",
)
SEARCHES = (
    "library:search",
    "website:directory",
    "members:organisations",
    "register:authorities",
    "desk:search",
)
OF_A_READER = (
    "accounts:letters_wanted",
    "discussion:groups",
    "discussion:people",
    "journeys:own_data",
)


def made(maker: Any, rows: int) -> list[Any]:
    """The factory's plain record, many times, in one statement for every thousand."""
    return maker._meta.model.objects.bulk_create(maker.build_batch(rows), batch_size=1000)


def one_each(maker: Any, field: str, others: Iterable[Any], **also: Any) -> list[Any]:
    found = [maker.build(**{field: other}, **also) for other in others]
    return maker._meta.model.objects.bulk_create(found, batch_size=1000)


def fill(rows: int) -> None:
    authorities = made(AuthorityFactory, rows)
    one_each(MeasureFactory, "authority", authorities)
    bodies = one_each(OrganisationFactory, "authority", authorities)
    held_by = one_each(MembershipFactory, "organisation", bodies)
    people = made(PersonFactory, rows)
    RepresentationFactory._meta.model.objects.bulk_create(
        (
            RepresentationFactory.build(person=person, organisation=body, is_primary=False)
            for person, body in zip(people, bodies, strict=True)
        ),
        batch_size=1000,
    )
    one_each(ProfileFactory, "person", people)
    one_each(ResourceFactory, "owner", bodies)
    made(EnquiryFactory, rows)
    made(DataRequestFactory, rows)
    one_each(ApplicationFactory, "authority", authorities)
    one_each(ContactCheckFactory, "organisation", bodies)
    Welcome.objects.bulk_create(
        WelcomeFactory.build(membership=held, organisation=held.organisation) for held in held_by
    )
    made(LetterFactory, rows)
    fill_outbox(rows)
    questions = one_each(TopicFactory, "organisation", bodies, asked_by=None)
    one_each(PostFactory, "topic", questions, author=None, organisation=None)
    given = one_each(ResourceFactory, "owner", bodies, published=True)
    fill_shelf(given)
    one_each(ResourceFactory, "owner", bodies, kind="tool", open_to_proposals=True)
    Pack.objects.bulk_create(PackFactory.build_batch(rows, published=True), batch_size=1000)
    Adoption.objects.bulk_create(
        AdoptionFactory.build(resource=resource, organisation=taker, stage=USING)
        for resource, taker in zip(given, reversed(bodies), strict=True)
        if resource.owner != taker
    )
    Use.objects.bulk_create(Use(day=today(), kind=READ, key=str(resource.pk)) for resource in given)
    made(OldAddressFactory, rows)
    Issue.objects.bulk_create(IssueFactory.build_batch(rows, sent=True), batch_size=1000)
    one_each(RoleHeldFactory, "account", made(AccountFactory, rows))
    now = timezone.now()
    Entry.objects.bulk_create(
        Entry(
            at=now,
            actor_key="account:1",
            event="members.organisation_added",
            subject_kind="members.organisation",
            subject_key=str(body.pk),
            values={"name": body.name},
        )
        for body in bodies
    )
    fill_bodies(bodies)
    fill_groups(people)
    job, _ = Job.objects.get_or_create(name="seal", defaults={"title": "Seal", "due_at": now})
    Run.objects.bulk_create(
        Run(job=job, worker="w", state="done", started_at=now, seen_at=now, finished_at=now)
        for _ in range(rows)
    )


def fill_shelf(resources: list[Any]) -> None:
    """Each released, and found by one word."""
    content = {"summary": "", "evidence_level": "", "sections": [], "principles": []}
    now = timezone.now()
    Release.objects.bulk_create(
        Release(resource=each, number=1, content={"title": each.title, **content}, released_at=now)
        for each in resources
    )
    entries = IndexEntry.objects.bulk_create(
        IndexEntry(
            key=f"library.resource:{each.pk}",
            kind=each.kind,
            title=f"The place of {each.title}",
            url=each.get_absolute_url(),
            words_due=False,
            added_at=now,
        )
        for each in resources
    )
    Audience.objects.bulk_create(Audience(entry=each, token="public") for each in entries)
    Facet.objects.bulk_create(Facet(entry=each, name="year", value="2025") for each in entries)
    Narrowing.objects.bulk_create(Narrowing(entry=each, lines="year\t2025") for each in entries)
    word, _ = Word.objects.get_or_create(stem="place")
    Word.objects.update(entries=IndexEntry.objects.count())
    Posting.objects.bulk_create(Posting(entry=each, word=word, weight=1) for each in entries)
    size = {"entries": IndexEntry.objects.count(), "words": IndexEntry.objects.count()}
    IndexSize.objects.update_or_create(pk=1, defaults=size)


def fill_groups(people: list[Any]) -> None:
    """Many groups, and one to which everybody belongs, in which much was said."""
    made(GroupFactory, len(people))
    circle, _ = Group.objects.get_or_create(slug=CIRCLE, defaults={"name": "Circle"})
    one_each(BelongingFactory, "person", people, group=circle)
    said = {"belonging": None, "group": circle, "asked_by": None}
    topics = GroupTopicFactory._meta.model.objects.bulk_create(
        GroupTopicFactory.build_batch(len(people), **said), batch_size=1000
    )
    first = Topic.objects.filter(group=circle).order_by("pk")[0]
    now = timezone.now()
    Post.objects.bulk_create(
        Post(topic=first, words="A reply.", posted_at=now) for _topic in topics
    )
    Report.objects.bulk_create(
        Report(topic=first, words="A word", reported_by="account:1", reported_at=now)
        for _topic in topics
    )
    Wish.objects.bulk_create(
        Wish(group=circle, person=each, made_at=now) for each in made(PersonFactory, len(people))
    )


def fill_outbox(rows: int) -> None:
    """What was announced and to whom, what came in, and whom letters do not reach."""
    made(AnnouncementFactory, rows)
    reaches = ReachFactory.build_batch(rows)
    Reach.objects.bulk_create(reaches, batch_size=1000, ignore_conflicts=True)
    made(ArrivalFactory, rows)
    sent = Announcement.objects.exclude(mailing=None).first() or AnnouncementFactory(sent=True)
    Addressee.objects.bulk_create(AddresseeFactory.build_batch(rows, mailing=sent.mailing))
    now = timezone.now()
    runs = [RetentionRun(ran_at=now, is_dry=True, by="account:1") for _ in range(rows)]
    RetentionRun.objects.bulk_create(runs, batch_size=1000)


def fill_reader(person: Any, rows: int) -> None:
    """Somebody who belongs to many groups, asked much, and was told much."""
    rows = min(rows, OF_ONE)
    groups = Group.objects.exclude(belongings__person=person).order_by("pk")[:rows]
    Belonging.objects.bulk_create(
        BelongingFactory.build(group=group, person=person) for group in groups
    )
    one_each(DataRequestFactory, "person", [person] * rows)
    one_each(LetterFactory, "to_key", [f"person:{person.pk}"] * rows)
    notices = made(NoticeFactory, rows)
    Telling.objects.bulk_create(
        Telling(notice=notice, to_key=f"person:{person.pk}") for notice in notices
    )


def fill_issue(issue: Any, rows: int) -> None:
    Item.objects.bulk_create(ItemFactory.build_batch(min(rows, OF_ONE), issue=issue))


def fill_bodies(concerned: list[Any]) -> None:
    """What has been raised, brought before a body and decided."""
    power, now = Power.objects.first() or PowerFactory(), timezone.now()
    matters = Matter.objects.bulk_create(
        Matter(
            kind=power.kind,
            title=body.name,
            url_name="members:organisation",
            url_key=str(body.pk),
            decided_under=power,
            state=FOR_DECISION,
            opened_at=now,
            waits_since=now,
        )
        for body in concerned
    )
    pairs = zip(matters, concerned, strict=True)
    concerns = Matter.concerns.through
    concerns.objects.bulk_create(concerns(matter=one, organisation=body) for one, body in pairs)
    Decision.objects.bulk_create(
        Decision(
            matter=matter,
            body=power.body,
            clause=power.clause,
            outcome=Outcome.APPROVE,
            reasons="It lives by the principles.",
            form=Form.MEETING,
            made_on=now.date(),
            recorded_at=now,
            number=f"D-{matter.pk}",
        )
        for matter in matters
    )
    Concern.objects.bulk_create(
        Concern(kind=MatterKind.CONCERN, about=body, words="A word", raised_at=now)
        for body in concerned
    )


def invite(rows: int, organisation: Any) -> None:
    invited = [InvitationFactory.build(organisation=organisation) for _ in range(rows)]
    Invitation.objects.bulk_create(invited, batch_size=1000)


def queries(browser: OurClient, url: str) -> int:
    """After a first time, in which what is kept in memory was read."""
    kept._pages.clear()
    browser.get(url)
    kept._pages.clear()
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return len(asked)


def counted(staff: OurClient, urls: Iterable[str]) -> dict[str, int]:
    Edition.objects.stamp_anew()
    renew_edition()
    return {url: queries(staff, url) for url in urls}


@pytest.mark.page
@pytest.mark.django_db
def test_no_list_costs_more_queries_for_being_long(new_client: Callable[[], OurClient]) -> None:
    staff = new_client()
    staff.act_as(Actor("", "A person", network_roles=frozenset(STAFF_ROLES)))
    fill(FEW)
    member = MembershipFactory(starts_on=date(2024, 4, 1)).organisation
    lists = [reverse(name) for name in LISTS] + [f"{reverse(name)}?q=place" for name in SEARCHES]
    lists.append(reverse("accounts:invitations", args=[member.pk]))
    lists.append(reverse("discussion:group_people", args=[CIRCLE]))
    ours = [reverse("website:member", args=[member.slug]), member_page(member)]
    ours += [reverse(f"discussion:{name}", args=[CIRCLE]) for name in ("group", "moderate")]
    ours.append(Topic.objects.filter(group__slug=CIRCLE).order_by("pk")[0].get_absolute_url())
    invite(FEW, member)

    person, issue = PersonFactory(), IssueFactory(sent=True)
    RepresentationFactory(person=person, organisation=member)
    reader = new_client()
    reader.act_as(Actor("", "A reader", person=person.pk))
    ours += of_the_newsroom(issue)
    fill_reader(person, FEW)
    fill_issue(issue, FEW)

    few = counted(staff, [*lists, *ours, "/"])
    few_theirs = counted(reader, map(reverse, OF_A_READER))
    fill(MANY)
    invite(MANY, member)
    fill_reader(person, MANY)
    fill_issue(issue, MANY)
    many = counted(staff, [*lists, *ours, "/"])
    many_theirs = counted(reader, map(reverse, OF_A_READER))

    assert {url: count for url, count in many.items() if count != few[url]} == {}
    assert {url: count for url, count in many.items() if count > limit(url, ours)} == {}
    assert few_theirs == many_theirs
    assert {url: n for url, n in many_theirs.items() if n > limit(url, ours)} == {}


def of_the_newsroom(issue: Any) -> list[str]:
    announcement = Announcement.objects.exclude(mailing=None).order_by("pk")[0]
    people = reverse("newsroom:announcement_people", args=[announcement.pk])
    work = reverse("newsroom:work_issue", args=[issue.pk])
    return [issue.get_absolute_url(), announcement.get_absolute_url(), people, work]


def member_page(member: Any) -> str:
    return reverse("members:organisation", args=[member.pk])


def limit(url: str, ours: list[str]) -> int:
    if url in ours:
        return A_MEMBER
    longer = {"desk:home": A_DESK, "journeys:own_data": OWN_DATA, "journeys:retention": RETENTION}
    return {"/": HOME, **{reverse(name): most for name, most in longer.items()}}.get(url, A_LIST)
