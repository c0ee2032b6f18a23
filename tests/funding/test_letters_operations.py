import pytest
from django.core.exceptions import PermissionDenied

from ccin.access.actor import Actor
from ccin.access.permissions import Role
from ccin.audit.models import Entry
from ccin.funding.models import AgreedMark, Bid, DecisionLetter, Project, Strand
from ccin.funding.notices import letters as notices
from ccin.funding.operations.deciding import recommend_on_bid
from ccin.funding.operations.letters import draft_letter, send_letters
from ccin.funding.reads.deciding import panel_for
from ccin.funding.reads.letters import letters_of, suggested_feedback, waiting_for
from ccin.funding.states import AssessmentState, PartnerState
from ccin.governance.reads.decisions import decisions_for
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused, Stale
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.outbox.models import Letter
from tests.actors import OFFICER, PUBLIC, STRANGER, main_contact_of
from tests.factories import MembershipFactory, RepresentationFactory
from tests.funding.deciding import a_strand, before, fund, refuse, send_back, the_bodies
from tests.funding.made import AssessmentFactory, BidPartnerFactory, CriterionFactory
from tests.letters import kinds

pytestmark = pytest.mark.django_db


def led_by_somebody(strand: Strand, way: object, **given: object) -> Bid:
    lead = MembershipFactory().organisation
    RepresentationFactory(organisation=lead, is_primary=True)
    return before(way, strand=strand, lead=lead, **given)  # type: ignore[arg-type]


def test_one_press_tells_everybody_of_the_strand_and_makes_it_public() -> None:
    way, strand = the_bodies(), a_strand()
    funded, refused = led_by_somebody(strand, way), led_by_somebody(strand, way)
    said = fund(way, funded)
    refuse(way, refused)
    draft_letter(refused, "Say more of the costs.", version=0, by=OFFICER)

    told = send_letters(strand, by=OFFICER)

    funded.refresh_from_db()
    assert told == 2
    assert sorted(kinds()) == ["funding.bid_funded", "funding.bid_not_funded"]
    assert "Say more of the costs." in Letter.objects.get(kind="funding.bid_not_funded").text
    assert "£10,000" in Letter.objects.get(kind="funding.bid_funded").text
    assert funded.told_at is not None
    assert Project.objects.get(bid=funded).is_public
    assert decisions_for(PUBLIC).filter(pk=said.pk).exists()
    panel = panel_for(funded, PUBLIC)
    assert panel is not None
    assert (panel.decision, panel.record, panel.moves) == (said, None, frozenset())


def test_confirmed_partners_are_told_without_the_feedback_and_others_not() -> None:
    way, strand = the_bodies(), a_strand()
    bid = led_by_somebody(strand, way)
    for state in [PartnerState.CONFIRMED, PartnerState.INVITED]:
        partner = BidPartnerFactory(bid=bid, state=state)
        RepresentationFactory(organisation=partner.organisation, is_primary=True)
    fund(way, bid)
    draft_letter(bid, "A fine bid.", version=0, by=OFFICER)

    send_letters(strand, by=OFFICER)

    texts = Letter.objects.order_by("pk").values_list("text", flat=True)
    assert ["A fine bid." in text for text in texts] == [True, False]


def test_sent_twice_goes_once() -> None:
    way, strand = the_bodies(), a_strand()
    bid = led_by_somebody(strand, way)
    fund(way, bid)

    assert [send_letters(strand, by=OFFICER), send_letters(strand, by=OFFICER)] == [1, 0]
    assert kinds() == ["funding.bid_funded"]
    assert Entry.objects.filter(event="funding.letters_sent").count() == 1


def test_while_one_is_undecided_nothing_goes_without_a_word() -> None:
    way, strand = the_bodies(), a_strand()
    decided, undecided = led_by_somebody(strand, way), led_by_somebody(strand, way)
    fund(way, decided)

    with pytest.raises(Refused, match="1 of this strand still to be decided"):
        send_letters(strand, by=OFFICER)
    assert not Letter.objects.exists()

    send_letters(strand, left_out="One bidder was ill.", by=OFFICER)
    undecided.refresh_from_db()
    assert undecided.told_at is None
    assert kinds() == ["funding.bid_funded"]
    refuse(way, undecided)
    draft_letter(undecided, "Sorry", version=0, by=OFFICER)
    assert send_letters(strand, by=OFFICER) == 1


def test_between_calls_no_bid_waits_for_another() -> None:
    way, strand = the_bodies(), a_strand(round__off_cycle=True)
    first = led_by_somebody(strand, way)
    led_by_somebody(strand, way)
    fund(way, first)

    assert send_letters(strand, by=OFFICER) == 1


def test_a_bid_that_came_back_has_its_draft_looked_at_again() -> None:
    way, strand = the_bodies(), a_strand()
    bid = led_by_somebody(strand, way)
    draft_letter(bid, "Well done", version=0, by=OFFICER)
    send_back(way, bid)
    recommend_on_bid(bid, way.recommending(), by=way.board_clerk)
    refuse(way, bid)

    with pytest.raises(Refused, match="returned after their letters were drafted"):
        send_letters(strand, left_out="Anyway", by=OFFICER)

    draft_letter(bid, "Not this time", version=1, by=OFFICER)
    assert send_letters(strand, by=OFFICER) == 1
    assert "Well done" not in Letter.objects.get().text


def test_who_is_refused_is_told_why() -> None:
    way, strand = the_bodies(), a_strand()
    refuse(way, led_by_somebody(strand, way))

    with pytest.raises(Refused, match="Write what these bidders should know first"):
        send_letters(strand, by=OFFICER)

    assert not Letter.objects.exists()


def test_stopped_half_way_nobody_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine stops between the first letter and the second."""
    way, strand = the_bodies(), a_strand()
    bids = [led_by_somebody(strand, way) for _number in range(2)]
    for bid in bids:
        fund(way, bid)
    real, written = notices.write, []

    def stop_at_the_second(*args: object, **kwargs: object) -> object:
        written.append(1)
        if len(written) == 2:
            raise KeyboardInterrupt
        return real(*args, **kwargs)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(notices, "write", stop_at_the_second)
        with pytest.raises(KeyboardInterrupt):
            send_letters(strand, by=OFFICER)

    assert not Letter.objects.exists()
    assert not Bid.objects.filter(told_at__isnull=False).exists()
    assert not Project.objects.filter(is_public=True).exists()
    assert send_letters(strand, by=OFFICER) == 2


def test_only_staff_who_tell_draft_and_send() -> None:
    way, strand = the_bodies(), a_strand()
    bid = led_by_somebody(strand, way)
    fund(way, bid)

    for other in [way.clerk, way.board_clerk, main_contact_of(bid.lead), STRANGER, PUBLIC]:
        with pytest.raises(PermissionDenied):
            draft_letter(bid, "x", version=0, by=other)
        with pytest.raises(PermissionDenied):
            send_letters(strand, by=other)

    assert not DecisionLetter.objects.exists()


def test_two_who_draft_at_once_overwrite_nothing() -> None:
    bid = led_by_somebody(a_strand(), the_bodies())
    draft_letter(bid, "Mine", version=0, by=OFFICER)

    with pytest.raises(Stale):
        draft_letter(bid, "Theirs", version=0, by=OFFICER)

    assert DecisionLetter.objects.get().feedback == "Mine"


def test_what_has_gone_is_not_drafted_again() -> None:
    way, strand = the_bodies(), a_strand()
    bid = led_by_somebody(strand, way)
    fund(way, bid)
    send_letters(strand, by=OFFICER)

    with pytest.raises(MoveNotAllowed):
        draft_letter(bid, "More", version=1, by=OFFICER)


def test_staff_with_an_interest_neither_write_the_letter_nor_see_how_it_stands() -> None:
    way, strand = the_bodies(), a_strand()
    bid = led_by_somebody(strand, way)
    fund(way, bid)
    person = RepresentationFactory(organisation=bid.lead).person
    torn = Actor("account:9", "T", person.pk, network_roles=frozenset({Role.MEMBERSHIP_OFFICER}))

    with pytest.raises(Refused, match="interest in this bid"):
        draft_letter(bid, "We won", version=0, by=torn)

    [[line]] = [each.lines for each in letters_of(strand.round, torn)]
    assert line.is_closed
    assert suggested_feedback(bid, torn) == ""


def test_marks_are_taken_over_once_all_are_in_and_never_a_name() -> None:
    way, strand = the_bodies(), a_strand()
    criterion = CriterionFactory(strand=strand, name="Partners")
    bid = led_by_somebody(strand, way)
    given = AssessmentFactory(bid=bid, body=way.board)
    given.marks.create(criterion=criterion, score=3, reason="Four councils.")
    assert suggested_feedback(bid, OFFICER) == ""

    given.state, given.done_at = AssessmentState.DONE, given.asked_at
    given.save()

    assert suggested_feedback(bid, OFFICER) == "Partners\n3 of 4: Four councils."
    AgreedMark.objects.create(
        bid=bid,
        criterion=criterion,
        score=2,
        reason="Two.",
        agreed_at=given.asked_at,
        agreed_by="a",
    )
    assert suggested_feedback(bid, OFFICER) == "Partners: 2 of 4. Two."


def test_the_desk_says_that_letters_can_go() -> None:
    way, strand = the_bodies(), a_strand(round__meets_on=today())
    bid, other = led_by_somebody(strand, way), led_by_somebody(strand, way)
    fund(way, bid)
    assert waiting_for(OFFICER) == []

    fund(way, other)

    assert [each.what for each in waiting_for(OFFICER)] == [f"Send the letters about {strand}"]
    assert waiting_for(STRANGER) == []
