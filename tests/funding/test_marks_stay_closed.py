"""Marks cannot leak: before all are in nobody but who gave them finds them, and afterwards nobody
who leads, joined or was asked to join the bid, whatever else they are to the network.

Every reader opens every page, export and address of the API that knows a bid, a round, or nothing
in particular; no reason, comment, mark or total may occur there, nor in what anybody is told.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse

from ccin.access.actor import Actor
from ccin.access.permissions import Role
from ccin.accounts.models import Account
from ccin.funding.models import Assessment, Bid
from ccin.funding.operations.assessing import take_in
from ccin.funding.operations.marking import Marking, declare, hand_in, save_marks
from ccin.funding.operations.moderating import Agreeing, agree_marks
from ccin.journeys.models import DataRequest
from ccin.kernel.clock import today
from ccin.members.models import Organisation, Person
from tests.actors import ADMINISTRATOR, EDITOR, OFFICER, clerk_of
from tests.architecture.doors import DOORS
from tests.browser import OurClient, account_of
from tests.factories import (
    AppointmentFactory,
    DataRequestFactory,
    MembershipFactory,
    RepresentationFactory,
    SeatFactory,
)
from tests.funding.assessed import Marking as Scene
from tests.funding.assessed import marking
from tests.funding.made import BidPartnerFactory
from tests.letters import said

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
# Marks on a scale so long that each, and every total of them, is found by its figures alone.
TOP = 30_000
SECRET = re.compile(r"zyzzyva[\w-]+|\b(?:27,?18[01]|81,?542)\b", re.IGNORECASE)
ROOMS = ("desk", "funding", "audit", "api", "api-v1")
# Of the other rooms, what lists matters, letters, or what is held about people.
BESIDES = {
    "governance:matters",
    "governance:decisions",
    "governance:interests",
    "journeys:own_data",
    "journeys:data_requests",
    "outbox:letters",
}
OF_A_MATTER = {"governance:ask", "governance:declare", "governance:dispensation"}
FOR_ITS_OWN = {"funding:mark_bid"}


def scene_with_long_scales() -> Scene:
    scene = marking()
    for each in scene.criteria:
        each.top, each.descriptors = TOP, []
        each.save()
    return scene


def unmistakable(scene: Scene, name: str) -> Marking:
    marks = {each.pk: (27_180 + n, f"zyzzyva-{name}-{n}") for n, each in enumerate(scene.criteria)}
    return Marking(marks, comment=f"zyzzyva-{name}-comment")


def own(bid: Bid, actor: Actor) -> Assessment:
    return Assessment.objects.select_related("bid").get(bid=bid, person=actor.person)


def mark(scene: Scene, bid: Bid, actor: Actor, name: str) -> None:
    declare(bid.round, {}, by=actor)
    hand_in(own(bid, actor), unmistakable(scene, name), by=actor)


def as_account(person: Person | None = None, **held: Any) -> Account:
    """Somebody with exactly these roles, and the person behind them where one matters."""
    name = person.name if person else "Sam Stranger"
    return account_of(Actor("", name, person.pk if person else None, **held))


def contact_of(organisation: Organisation) -> Account:
    return as_account(organisation_roles={organisation.pk: frozenset({Role.MAIN_CONTACT})})


def seated_for(scene: Scene, organisation: Organisation, **seat: Any) -> Account:
    """Sits in the board and stands for the organisation."""
    person = AppointmentFactory(seat=SeatFactory(body=scene.board, **seat)).person
    RepresentationFactory(person=person, organisation=organisation)
    return as_account(person)


def test_before_all_are_in_nobody_finds_what_another_gave() -> None:
    scene = scene_with_long_scales()
    bid = scene.bid(lead=MembershipFactory().organisation)
    first, second, third = scene.assessors
    mark(scene, bid, first, "handed-in")
    declare(bid.round, {}, by=second)
    save_marks(own(bid, second), unmistakable(scene, "half"), by=second)
    declare(bid.round, {}, by=third)
    third_person = scene.members[2].person
    readers: dict[str, Account | None] = {
        "public": None,
        "officer": account_of(OFFICER),
        "editor": account_of(EDITOR),
        "administrator": account_of(ADMINISTRATOR),
        "another assessor": as_account(third_person),
        "clerk": account_of(clerk_of(scene.board)),
        "chair": as_account(AppointmentFactory(seat__body=scene.board, office="chair").person),
        "decides": as_account(scene.committee_members[0].person),
        "leads it": contact_of(bid.lead),
        "another member": contact_of(MembershipFactory().organisation),
    }

    asked = DataRequestFactory(person=scene.members[0].person)

    assert [*found_by(readers, bid, asked)] == []


def test_afterwards_nobody_finds_them_who_has_a_part_in_the_bid() -> None:
    scene = scene_with_long_scales()
    lead = MembershipFactory().organisation
    interested = {
        "assessor of the lead": seated_for(scene, lead),
        "clerk of the lead": seated_for(scene, lead, clerk=True),
    }
    bid = scene.submitted(lead=lead)
    joined = BidPartnerFactory(
        bid=bid, confirmed=True, organisation=MembershipFactory().organisation
    )
    invited = BidPartnerFactory(bid=bid, organisation=MembershipFactory().organisation)
    bid = all_in(scene, bid)
    officer = RepresentationFactory(organisation=lead).person
    readers: dict[str, Account | None] = {
        **interested,
        "public": None,
        "leads it": contact_of(lead),
        "joined it": contact_of(joined.organisation),
        "invited to it": contact_of(invited.organisation),
        "assessor of who joined": seated_for(scene, joined.organisation),
        "assessor of who is invited": seated_for(scene, invited.organisation),
        "staff of the lead": as_account(
            officer, network_roles=frozenset({Role.MEMBERSHIP_OFFICER})
        ),
        "another member": contact_of(MembershipFactory().organisation),
    }

    asked = DataRequestFactory(person=scene.members[0].person)

    assert [*found_by(readers, bid, asked)] == []


def test_what_is_closed_is_there_to_be_read() -> None:
    """Else the tests above would find nothing wherever they looked."""
    scene = scene_with_long_scales()
    bid = all_in(scene, scene.submitted())

    words = {line.split(": ")[1] for line in found_by({"clerk": account_of(OFFICER)}, bid, None)}

    assert {"zyzzyva-all-0", "zyzzyva-all-comment", "zyzzyva-agreed-1", "27180"} <= words


def all_in(scene: Scene, bid: Bid) -> Bid:
    take_in(bid, by=OFFICER)
    for actor in scene.assessors:
        mark(scene, bid, actor, "all")
    agreed = {each.pk: (27_180 + n, f"zyzzyva-agreed-{n}") for n, each in enumerate(scene.criteria)}
    agree_marks(bid, Agreeing(agreed), by=scene.clerk)
    return bid


def found_by(
    readers: Mapping[str, Account | None], bid: Bid, asked: DataRequest | None
) -> Iterator[str]:
    addresses = list(places(bid, asked))
    for who, account in readers.items():
        browser = OurClient()
        if account is not None:
            browser.sign_in(account)
        for name, address in addresses:
            if name.startswith("api") and account is not None:
                continue  # these ask nobody who they are
            for word in secrets_in(browser.get(address)) - offered_at(name):
                yield f"{who} at {name}: {word}"
    for each in said():
        for word in set(SECRET.findall(f"{each.subject} {each.text}")):
            yield f"{each.to_email} in {each.kind}: {word}"


def offered_at(name: str) -> set[str]:
    """The form of one's own marks offers every mark of the scale."""
    return {"27180", "27181"} if name == "funding:mark_bid" else set()


def places(bid: Bid, asked: DataRequest | None) -> Iterator[tuple[str, str]]:
    """Each address of these rooms that takes the bid, its round, or nothing."""
    assert bid.matter_id is not None
    for name in sorted(DOORS):
        room = name.split(":")[0]
        known = {*BESIDES, *OF_A_MATTER, *FOR_ITS_OWN, "journeys:data_request_held"}
        if name not in known and (room not in ROOMS or DOORS[name].get is None):
            continue
        given: list[dict[str, Any]] = [{}]
        if room == "funding":
            given += [{"pk": bid.pk}, {"slug": bid.round.slug}]
        if name in OF_A_MATTER:
            given = [{"pk": bid.matter_id}]
        if name == "journeys:data_request_held" and asked is not None:
            given = [{"pk": asked.pk}]
        for kwargs in given:
            try:
                yield name, reverse(name, kwargs=kwargs)
            except NoReverseMatch:
                continue
    yield "history", reverse("audit:history") + f"?q={today():%Y}"
    yield "search", reverse("desk:search") + f"?q={bid.title}"


def secrets_in(response: HttpResponse) -> set[str]:
    answer = b"".join(response) if response.streaming else response.content
    everything = [answer.decode(errors="replace"), *map(str, response.headers.values())]
    return {found for text in everything for found in SECRET.findall(text)}
