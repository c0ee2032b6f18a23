"""Interests are declared first; marks are one's own until all are in, and then agreed on."""

import pytest
from django.core.exceptions import PermissionDenied

from ccin.access.actor import Actor
from ccin.access.permissions import Role
from ccin.funding.models import Assessment, Bid
from ccin.funding.operations.marking import Marking, declare, hand_in, reopen_marks, save_marks
from ccin.funding.operations.moderating import Agreeing, agree_marks, open_marks_early
from ccin.funding.reads.assessing import agreed_version, readable
from ccin.funding.reads.ranking import ranking
from ccin.kernel.errors import Refused, Stale
from ccin.kernel.lifecycle import MoveNotAllowed
from tests.actors import OFFICER, WORKER, clerk_of, main_contact_of, voting_in
from tests.factories import RepresentationFactory
from tests.funding.assessed import Marking as Scene
from tests.funding.assessed import marking
from tests.funding.made import BidPartnerFactory

pytestmark = pytest.mark.django_db


def of(bid: Bid, actor: Actor) -> Assessment:
    return Assessment.objects.select_related("bid").get(bid=bid, person=actor.person)


def given(scene: Scene, *scores: int | None, version: int = 1) -> Marking:
    marks = {
        each.pk: (score, "It shows.") for each, score in zip(scene.criteria, scores, strict=True)
    }
    return Marking(marks, version=version)


def mark(scene: Scene, bid: Bid, actor: Actor, *scores: int) -> None:
    declare(bid.round, {}, by=actor)
    hand_in(of(bid, actor), given(scene, *scores), by=actor)


def mark_by_all(scene: Scene, bid: Bid) -> None:
    for actor, scores in zip(scene.assessors, ((4, 4), (3, 3), (1, 2)), strict=True):
        mark(scene, bid, actor, *scores)


def test_nothing_opens_before_interests_are_declared() -> None:
    scene = marking()
    bid = scene.bid()
    first = scene.assessors[0]

    with pytest.raises(Refused, match="Say first"):
        save_marks(of(bid, first), given(scene, 3, 3), by=first)
    declare(bid.round, {}, by=first)
    later = scene.bid()

    save_marks(of(bid, first), given(scene, 3, None), by=first)
    with pytest.raises(Refused, match="Say first"):
        save_marks(of(later, first), given(scene, 3, 3), by=first)


def test_an_interest_that_is_declared_sets_the_own_marks_aside() -> None:
    scene = marking()
    bid = scene.bid()
    first = scene.assessors[0]

    declare(bid.round, {bid.pk: "My sister leads it"}, by=first)

    assert of(bid, first).set_aside_because == "My sister leads it"
    with pytest.raises(Refused):
        save_marks(of(bid, first), given(scene, 3, 3), by=first)
    for stranger in (OFFICER, scene.clerk, WORKER):
        with pytest.raises(PermissionDenied):
            declare(bid.round, {}, by=stranger)


def test_half_is_kept_and_only_the_whole_is_handed_in() -> None:
    scene = marking()
    bid = scene.bid()
    first, second, _third = scene.assessors
    declare(bid.round, {}, by=first)
    save_marks(of(bid, first), given(scene, 3, None), by=first)

    with pytest.raises(Stale):
        save_marks(of(bid, first), given(scene, 2, 2), by=first)
    with pytest.raises(Refused, match="each criterion"):
        hand_in(of(bid, first), given(scene, 3, None, version=2), by=first)
    with pytest.raises(Refused, match="scale"):
        hand_in(of(bid, first), given(scene, 3, 5, version=2), by=first)
    for stranger in (second, OFFICER, scene.clerk, WORKER):
        with pytest.raises(PermissionDenied):
            hand_in(of(bid, first), given(scene, 3, 3, version=2), by=stranger)
    hand_in(of(bid, first), given(scene, 3, 3, version=2), by=first)
    with pytest.raises(MoveNotAllowed):
        save_marks(of(bid, first), given(scene, 3, 3, version=3), by=first)

    assert list(of(bid, first).marks.values_list("score", flat=True)) == [3, 3]


def test_ones_own_can_be_opened_again_until_all_are_in() -> None:
    scene = marking()
    bid = scene.bid()
    first, second, third = scene.assessors
    mark(scene, bid, first, 4, 4)

    with pytest.raises(PermissionDenied):
        reopen_marks(of(bid, first), by=second)
    reopen_marks(of(bid, first), by=first)
    with pytest.raises(MoveNotAllowed):
        reopen_marks(of(bid, first), by=first)
    hand_in(of(bid, first), given(scene, 2, 2, version=3), by=first)
    mark(scene, bid, second, 3, 3)
    mark(scene, bid, third, 3, 3)

    with pytest.raises(Refused, match="have been read"):
        reopen_marks(of(bid, first), by=first)


def test_nobody_reads_marks_before_all_are_in_and_nobody_with_a_part_in_it_afterwards() -> None:
    scene = marking()
    bid = scene.bid()
    invited = BidPartnerFactory(bid=bid).organisation
    everybody = [*scene.assessors, scene.clerk, OFFICER, clerk_of(scene.committee)]
    for actor, scores in zip(scene.assessors[:2], ((4, 4), (3, 3)), strict=True):
        mark(scene, bid, actor, *scores)
        assert [reader for reader in everybody if readable(reader).exists()] == []
    mark(scene, bid, scene.assessors[2], 1, 2)

    assert [reader for reader in everybody if not readable(reader).exists()] == []
    interested = RepresentationFactory(organisation=bid.lead).person
    officer = Actor("account:9", "Both", interested.pk, network_roles=OFFICER.network_roles)
    invited_clerk = Actor(
        "account:8",
        "Invited",
        body_roles={scene.board.pk: frozenset({Role.CLERK})},
        organisation_roles={invited.pk: frozenset({Role.REPRESENTATIVE})},
    )
    for reader in (
        officer,
        invited_clerk,
        main_contact_of(bid.lead),
        clerk_of(scene.board, person=interested.pk),
        voting_in(scene.committee, person=interested.pk),
        voting_in(scene.board, person=RepresentationFactory().person_id),
        Actor.public(),
    ):
        assert not readable(reader).exists(), reader


def test_the_rest_can_be_opened_early_with_a_reason() -> None:
    scene = marking()
    bid = scene.bid()
    mark(scene, bid, scene.assessors[0], 4, 4)

    with pytest.raises(PermissionDenied):
        open_marks_early(bid, "Ill", by=scene.assessors[1])
    with pytest.raises(PermissionDenied):
        open_marks_early(bid, "Ill", by=OFFICER)
    with pytest.raises(Refused, match="Say why"):
        open_marks_early(bid, " ", by=scene.clerk)

    assert open_marks_early(bid, "Two are ill", by=scene.clerk) == 2
    assert set(bid.assessments.values_list("state", flat=True)) == {"done", "set_aside"}
    assert readable(OFFICER).exists()
    with pytest.raises(Refused, match="open already"):
        open_marks_early(bid, "Again", by=scene.clerk)


def test_marks_are_agreed_with_reasons_once_all_are_in() -> None:
    scene = marking()
    bid = scene.bid()
    agreed = Agreeing({each.pk: (3, "After talking it over") for each in scene.criteria})
    with pytest.raises(Refused, match="once all"):
        agree_marks(bid, agreed, by=scene.clerk)
    mark_by_all(scene, bid)

    for stranger in (OFFICER, scene.assessors[0], main_contact_of(bid.lead)):
        with pytest.raises(PermissionDenied):
            agree_marks(bid, agreed, by=stranger)
    with pytest.raises(Refused, match="its reason"):
        agree_marks(bid, Agreeing({}), by=scene.clerk)
    beyond = {each.pk: (9, "Why not") for each in scene.criteria}
    with pytest.raises(Refused, match="scale"):
        agree_marks(bid, Agreeing(beyond), by=scene.clerk)
    agree_marks(bid, agreed, by=scene.clerk)
    with pytest.raises(Stale):
        agree_marks(bid, agreed, by=scene.clerk)
    again = Agreeing({each.pk: (2, "Once more") for each in scene.criteria}, agreed_version(bid))
    agree_marks(bid, again, by=scene.clerk)

    assert list(bid.agreed_marks.values_list("score", "reason")) == [(2, "Once more")] * 2
    [sheet] = ranking(bid.round, OFFICER)
    assert (sheet.results[0].total, sheet.results[0].is_agreed, sheet.results[0].spread) == (
        6,
        True,
        7,
    )


def test_a_light_strand_agrees_on_nothing() -> None:
    scene = marking(uses_moderation=False)
    bid = scene.bid()
    mark_by_all(scene, bid)

    with pytest.raises(Refused, match="averaged"):
        agree_marks(bid, Agreeing({}), by=scene.clerk)

    [sheet] = ranking(bid.round, OFFICER)
    assert str(sheet.results[0].total) == "26/3"


def test_who_leads_a_bid_finds_neither_its_marks_nor_the_gap_it_leaves() -> None:
    scene = marking()
    best, own, last = (scene.bid() for _number in range(3))
    person = scene.members[0].person
    RepresentationFactory(person=person, organisation=own.lead)
    for actor in scene.assessors:
        for bid, score in ((best, 4), (own, 3), (last, 1)):
            if actor.person != person.pk or bid != own:
                mark(scene, bid, actor, score, score)

    [sheet] = ranking(own.round, scene.assessors[0])

    assert [(each.bid, each.standing.rank) for each in sheet.results if each.standing] == [
        (best, 1),
        (last, 2),
    ]
    assert (sheet.closed, sheet.without, sheet.waited) == ([own], [], [])


def test_marks_of_whoever_has_an_interest_stop_counting_at_once() -> None:
    scene = marking()
    bid = scene.bid()
    mark_by_all(scene, bid)
    RepresentationFactory(person=scene.members[0].person, organisation=bid.lead)

    [sheet] = ranking(bid.round, OFFICER)

    assert (sheet.results[0].counted, sheet.results[0].set_aside) == (2, 1)
    assert sheet.results[0].total == 7
