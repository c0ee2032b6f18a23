"""What happened, as everybody may hear it."""

from datetime import date, timedelta

import pytest
from django.urls import resolve
from django.utils import timezone

from ccin.kernel.clock import today
from ccin.library.models import Release
from ccin.members.models import Membership
from ccin.newsroom.reads.happened import FIGURES, Happened, happened
from tests.factories import (
    ChangeEventFactory,
    GroupFactory,
    MembershipFactory,
    OrganisationFactory,
    PackFactory,
    ResourceFactory,
    SuccessionFactory,
    TopicFactory,
)
from tests.governance import chamber

pytestmark = pytest.mark.django_db
SINCE, UNTIL = date(2026, 3, 1), date(2026, 3, 31)


def told(kind: str, *, invented: bool = False) -> list[Happened]:
    return [each for each in happened(SINCE, UNTIL, invented=invented) if each.kind == kind]


def told_now(kind: str, *, invented: bool = False) -> list[Happened]:
    found = happened(today(), today(), invented=invented)
    return [each for each in found if each.kind == kind]


def test_who_joined_is_welcomed_in_words_of_its_class() -> None:
    for membership_class in ("full", "associate", "affiliate", "supporter"):
        MembershipFactory(
            membership_class=membership_class,
            starts_on=SINCE,
            organisation__name=f"Body {membership_class}",
        )

    words = sorted(each.words for each in told("joiner"))

    assert words == [
        "Body affiliate joined the network as an affiliate on 1 March 2026.",
        "Body associate joined the network as an associate on 1 March 2026.",
        "Body full joined the network as a full member on 1 March 2026.",
        "Body supporter became a supporter of the network on 1 March 2026.",
    ]


def test_what_is_no_joining_is_not_told() -> None:
    first = MembershipFactory(starts_on=date(2025, 1, 1), ends_on=SINCE, end_reason="class_changed")
    MembershipFactory(
        organisation=first.organisation, starts_on=SINCE + timedelta(days=1), previous=first
    )
    MembershipFactory(starts_on=SINCE, starts_on_is_known=False)
    MembershipFactory(starts_on=SINCE, ends_on=SINCE, end_reason="corrected")
    MembershipFactory(starts_on=UNTIL + timedelta(days=1))
    MembershipFactory(starts_on=SINCE, organisation__merged_into=OrganisationFactory())

    assert Membership.objects.count() == 6
    assert told("joiner") == []


def test_decisions_are_told_as_their_public_page_tells_them() -> None:
    at = chamber.route()
    decision = chamber.recorded(at, chamber.bring())

    (one,) = told_now("decision")

    assert one.address == decision.get_absolute_url()
    assert decision.number in one.words
    assert decision.matter.title not in one.heading + one.words
    decision.matter.restricted = True
    decision.matter.save()
    assert told_now("decision") == []


def test_only_what_everybody_may_read_of_the_library_is_told() -> None:
    shown = ResourceFactory(published=True, title="Shown", published_on=SINCE)
    ResourceFactory(published=True, visibility="members", published_on=SINCE)
    ResourceFactory(archived=True, published_on=SINCE)
    ResourceFactory(published=True, brought_forward=True, published_on=SINCE, started_at=then())
    once = ResourceFactory(published=True, published_on=SINCE)
    Release.objects.filter(resource=once).update(audience=["members"])
    PackFactory(published=True, title="A pack", published_on=SINCE)
    network_s = ResourceFactory(published=True, owner=None, summary="", published_on=UNTIL)

    found = told("resource")

    assert [each.heading for each in found] == ["Shown", network_s.title, "A pack"]
    assert found[0].words == (
        "Volunteers mend what neighbours bring to eleven libraries.\n\n"
        f"Case study, {shown.owner.name}."
    )
    assert found[1].words == "Case study."


def then() -> object:
    return timezone.make_aware(timezone.datetime(2026, 3, 1))  # the day it was brought over


def test_of_questions_only_their_number_is_told() -> None:
    TopicFactory(title="A secret plan", organisation__name="Quiet Borough")
    TopicFactory(state="removed")
    TopicFactory(organisation__fictional=True)
    answered = TopicFactory(state="answered")
    answered.answered_at = timezone.now()
    answered.save()

    found = [*told_now("question"), *told_now("call")]

    assert [each.words for each in found] == [
        "Members asked each other 2 questions. 1 was answered. Members read them by signing in.",
        "1 question from a member waits for somebody who knows. "
        "If you are a member, sign in and have a look.",
    ]
    assert "secret" not in str(found)
    assert "Quiet" not in str(found)


def test_a_group_s_day_is_told_only_where_anybody_may_read_it() -> None:
    day = UNTIL + timedelta(days=10)
    group = GroupFactory(reach="public", how_to_join="ask", wishes_close_on=day)
    GroupFactory(reach="members", how_to_join="ask", wishes_close_on=day)
    GroupFactory(reach="public", how_to_join="ask", wishes_close_on=SINCE)

    (one,) = told("deadline")

    assert (one.heading, one.words) == (
        f"{group.name}: ask for a place",
        "Places can be asked for until 10 April 2026.",
    )


def test_members_that_others_take_the_place_of_soon_are_dates_to_keep() -> None:
    member = MembershipFactory(organisation__name="Old Borough").organisation
    day = UNTIL + timedelta(days=1)
    event = ChangeEventFactory(happens_on=day, title="One council for Oldshire")
    SuccessionFactory(event=event, predecessor=member.authority)
    SuccessionFactory(event=event)
    SuccessionFactory(event__happens_on=day)
    SuccessionFactory(event__happens_on=date(2027, 4, 1), predecessor=member.authority)

    (one,) = told("deadline")

    assert (one.heading, one.address) == ("One council for Oldshire", member.get_absolute_url())
    assert one.words == "First day: 1 April 2026. Members concerned: Old Borough."


def test_invented_bodies_are_told_of_in_a_demonstration_alone_and_marked() -> None:
    MembershipFactory(starts_on=SINCE, organisation__fictional=True)

    assert told("joiner") == []
    assert [each.fictional for each in told("joiner", invented=True)] == [True]


def test_nothing_but_the_figures_is_told_of_a_quiet_month() -> None:
    found = happened(SINCE, UNTIL, invented=True)

    assert [each.key for each in found] == ["members.figures"]
    assert resolve(FIGURES).view_name == "website:figures"
