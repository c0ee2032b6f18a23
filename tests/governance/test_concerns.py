"""Concerns and complaints: who raises, reads, decides and is answered, and who learns nothing."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.audit.models import Entry
from ccin.audit.reads.history import history_of
from ccin.desk.reads.home import desk_of
from ccin.governance.models import Appointment, Concern, Decision, Matter, Procedure
from ccin.governance.operations.concerns import (
    ConcernDetails,
    acknowledge_concern,
    decide_concern,
    raise_concern,
    recommend_on_concern,
)
from ccin.governance.operations.procedures import Proposal, cast_vote, open_procedure
from ccin.governance.reads.concerns import concerns_for, own_concerns, waiting_for
from ccin.governance.rules.answering import acknowledge_by, answer_by
from ccin.governance.states import (
    DECIDED,
    FOR_RECOMMENDATION,
    Choice,
    Form,
    MatterKind,
    Outcome,
    Step,
)
from ccin.governance.tasks import carry_out, is_any_vote_to_carry_out
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.kernel.progress import quietly
from ccin.members.models import Organisation
from ccin.outbox.models import Letter
from tests.actors import (
    ADMINISTRATOR,
    EDITOR,
    OFFICER,
    PUBLIC,
    STAND_IN,
    STRANGER,
    WORKER,
    chair_of,
    clerk_of,
    main_contact_of,
    representative_of,
    voting_in,
)
from tests.browser import OurClient
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    RepresentationFactory,
)
from tests.governance.chamber import Chamber, Route, chamber, resolved, route

pytestmark = pytest.mark.django_db

WORDS = "The leisure trust was closed without asking anybody."
CONCERN, COMPLAINT = MatterKind.CONCERN, MatterKind.COMPLAINT


def raiser(**fields: Any) -> Actor:
    standing = RepresentationFactory(organisation=MembershipFactory().organisation, **fields)
    held = main_contact_of(standing.organisation).organisation_roles
    person = standing.person_id
    return Actor(f"account:{person}", "Quinn Raiser", person, organisation_roles=held)


def raised(
    kind: str = CONCERN, about: Organisation | None = None, by: Actor | None = None
) -> Concern:
    return raise_concern(ConcernDetails(kind, WORDS, about), by=by or raiser())


def deciding() -> Route:
    return route(CONCERN)


def members_of(found: Any) -> list[Concern]:
    return list(found)


# Deadlines


def test_a_complaint_is_acknowledged_within_thirty_days_and_answered_within_ninety() -> None:
    assert acknowledge_by(date(2026, 1, 1)) == date(2026, 1, 31)
    assert answer_by(date(2026, 1, 1)) == date(2026, 4, 1)


# Raising


def test_anybody_with_a_part_in_the_network_raises_one_in_confidence() -> None:
    by = raiser(person__email="quinn@council.example")

    concern = raised(by=by)

    assert (concern.words, concern.raised_by_id, concern.matter) == (WORDS, by.person, None)
    assert Entry.objects.get().values == {"kind": CONCERN, "restricted": True}
    letter = Letter.objects.get()
    assert letter.to_email == "quinn@council.example"
    assert WORDS not in letter.text
    for other in [
        OFFICER,
        representative_of(OrganisationFactory()),
        voting_in(deciding().board.body),
    ]:
        assert raised(by=other).raised_by_account == other.key


def test_strangers_raise_nothing_and_what_says_nothing_is_refused() -> None:
    for stranger in [PUBLIC, STRANGER]:
        with pytest.raises(PermissionDenied):
            raised(by=stranger)
    for details, words in [
        (ConcernDetails(CONCERN, " "), "what happened"),
        (ConcernDetails(MatterKind.JOIN_FULL, WORDS), "a concern or a complaint"),
    ]:
        with pytest.raises(Refused, match=words):
            raise_concern(details, by=OFFICER)
    assert not Concern.objects.exists()


# Who reads it


def test_few_people_read_a_concern_and_those_with_an_interest_never() -> None:
    at = deciding()
    about = MembershipFactory().organisation
    by = raiser()
    concern = raised(about=about, by=by)
    interested = RepresentationFactory(organisation=about).person_id
    elsewhere = chamber("Elsewhere").body

    def readers() -> dict[str, bool]:
        asked = {
            "officer": OFFICER,
            "administrator": ADMINISTRATOR,
            "clerk": clerk_of(at.committee.body),
            "chair of the board": chair_of(at.board.body),
            "editor": EDITOR,
            "stand-in": STAND_IN,
            "a member of the body": voting_in(at.committee.body),
            "a clerk elsewhere": clerk_of(elsewhere),
            "the organisation": main_contact_of(about),
            "an interested clerk": clerk_of(at.committee.body, person=interested),
            "who raised it, as clerk": clerk_of(at.committee.body, person=by.person),
            "the public": PUBLIC,
        }
        return {name for name, actor in asked.items() if concerns_for(actor).filter(pk=concern.pk)}

    trusted = {"officer", "administrator", "clerk", "chair of the board"}
    before = readers()
    acknowledge_concern(concern, by=OFFICER)
    assert before == trusted
    assert readers() == trusted


def test_whoever_raised_it_reads_their_own_and_nobody_elses() -> None:
    by = raiser()
    own, other = raised(by=by), raised()

    assert list(own_concerns(by)) == [own]
    assert list(own_concerns(PUBLIC)) == []
    same_person = Actor("account:another", "Quinn", by.person)
    assert list(own_concerns(same_person)) == [own]
    assert other.raised_by_id != by.person


# Its way


def test_a_concern_is_acknowledged_recommended_on_decided_and_answered() -> None:
    at = deciding()
    about = MembershipFactory().organisation
    concern = raised(about=about)

    matter = acknowledge_concern(concern, by=OFFICER)
    state = matter.state
    recommend_on_concern(concern, resolved(*at.members), by=at.clerking_board)
    decision = decide_concern(
        concern, resolved(*at.deciders), answer=" We have spoken to them. ", by=at.clerking
    )

    concern.refresh_from_db()
    matter.refresh_from_db()
    assert (state, matter.state) == (FOR_RECOMMENDATION, DECIDED)
    assert (matter.restricted, list(matter.concerns.all())) == (True, [about])
    assert matter.answer_by == answer_by(today())
    assert concern.answer == "We have spoken to them."
    assert decision.matter == matter
    kinds = ["received", "acknowledged", "answered"]
    assert list(
        Letter.objects.filter(kind__startswith="governance.concern")
        .order_by("pk")
        .values_list("kind", flat=True)
    ) == [f"governance.concern_{kind}" for kind in kinds]
    for letter in Letter.objects.all():
        for secret in [WORDS, "spoken to them", about.name]:
            assert secret not in letter.text + letter.subject


def test_a_return_needs_no_answer_and_everything_else_does() -> None:
    at = deciding()
    concern = raised()
    acknowledge_concern(concern, by=OFFICER)
    recommend_on_concern(concern, resolved(*at.members), by=at.clerking_board)

    with pytest.raises(Refused, match="Write the answer"):
        decide_concern(concern, resolved(*at.deciders), answer=" ", by=at.clerking)
    returned = resolved(*at.deciders, outcome=Outcome.RETURN)
    decide_concern(concern, returned, answer="", by=at.clerking)

    concern.refresh_from_db()
    assert (concern.answer, concern.matter.state) == ("", FOR_RECOMMENDATION)


def test_whoever_raised_it_takes_no_part_where_they_sit() -> None:
    at = deciding()
    sitting = at.deciders[0]
    by = at.committee.acting(sitting)
    concern = raised(by=by)
    acknowledge_concern(concern, by=OFFICER)
    recommend_on_concern(concern, resolved(*at.members), by=at.clerking_board)

    with pytest.raises(Refused):
        decide_concern(concern, resolved(*at.deciders), answer="So.", by=at.clerking)
    with pytest.raises(PermissionDenied):
        decide_concern(concern, resolved(*at.deciders[1:]), answer="So.", by=by)
    decide_concern(concern, resolved(*at.deciders[1:]), answer="So.", by=at.clerking)


def test_a_complaint_without_a_person_and_without_a_board_is_decided_too() -> None:
    committee = chamber("Committee")
    committee.empower(COMPLAINT, Step.DECIDE)
    people = [committee.seat(office="chair"), committee.seat()]
    clerk = committee.acting(committee.seat(role="clerk"))
    concern = raised(COMPLAINT, by=OFFICER)

    acknowledge_concern(concern, by=ADMINISTRATOR)
    decide_concern(concern, resolved(*people, outcome=Outcome.REFUSE), answer="No.", by=clerk)

    assert list(own_concerns(OFFICER)) == [concern]
    assert not Letter.objects.filter(kind__startswith="governance.concern").exists()


def test_nobody_acts_on_a_concern_they_may_not_read_nor_out_of_turn() -> None:
    at = deciding()
    by = raiser()
    concern = raised(by=by)
    saying = resolved(*at.members)

    for stranger in [EDITOR, STAND_IN, voting_in(at.board.body), by, PUBLIC]:
        for act in [
            lambda who: acknowledge_concern(concern, by=who),
            lambda who: recommend_on_concern(concern, saying, by=who),
            lambda who: decide_concern(concern, saying, answer="So.", by=who),
        ]:
            with pytest.raises(PermissionDenied):
                act(stranger)
    with pytest.raises(Refused, match="Acknowledge it first"):
        recommend_on_concern(concern, saying, by=at.clerking_board)
    acknowledge_concern(concern, by=OFFICER)
    with pytest.raises(Refused, match="already"):
        acknowledge_concern(concern, by=OFFICER)


# Nobody else learns of it


def test_neither_the_history_nor_the_desk_nor_a_list_shows_it_to_others(client: OurClient) -> None:
    at = deciding()
    about = MembershipFactory().organisation
    concern = raised(about=about)
    matter = acknowledge_concern(concern, by=OFFICER)
    recommend_on_concern(concern, resolved(*at.members), by=at.clerking_board)
    decision = decide_concern(concern, resolved(*at.deciders), answer="So.", by=at.clerking)

    assert set(Entry.objects.values_list("values__restricted", flat=True)) == {True}
    assert list(Entry.objects.readable_by(EDITOR)) == []
    assert Entry.objects.readable_by(OFFICER).count() == Entry.objects.count()
    assert history_of(matter, decision, concern, actor=EDITOR) == []
    assert desk_of(EDITOR).recent == []
    client.act_as(EDITOR)
    for address in ["/history/", "/desk/", "/matters/", "/decisions/", "/concerns/", "/"]:
        page = client.get(address, follow=True).content.decode()
        assert str(concern) not in page
        assert decision.number not in page
    assert client.get(concern.get_absolute_url()).status_code == 404


def test_letters_about_a_concern_tell_nobody_on_the_staff_who_raised_it(client: OurClient) -> None:
    """An editor reads the list of letters, but no concern."""
    raised(by=raiser())
    letter = Letter.objects.get()
    pages = [reverse("outbox:letters"), reverse("outbox:letter", args=[letter.pk])]

    client.act_as(OFFICER)
    [for_officers, *_] = [client.get(page).content.decode() for page in pages]
    client.act_as(EDITOR)
    for_editors, itself = (client.get(page) for page in pages)

    assert letter.subject in for_officers
    assert letter.subject not in for_editors.content.decode()
    assert itself.status_code == 404


def test_what_was_raised_waits_on_the_desks_of_those_who_acknowledge_it() -> None:
    at = deciding()
    concern = raised()

    for reader in [OFFICER, clerk_of(at.committee.body)]:
        (waiting,) = waiting_for(reader)
        assert waiting.address == concern.get_absolute_url()
        assert waiting.due_on == acknowledge_by(today())
    for other in [EDITOR, voting_in(at.committee.body), PUBLIC]:
        assert waiting_for(other) == []
    acknowledge_concern(concern, by=OFFICER)
    assert waiting_for(OFFICER) == []


# Pages


def words_of(page: Any) -> str:
    assert page.status_code == 200
    return " ".join(page.content.decode().split())


def test_somebody_raises_one_on_the_page_and_reads_the_answer_there(client: OurClient) -> None:
    at = deciding()
    about = MembershipFactory().organisation
    by = raiser()
    account = client.act_as(by)

    empty = words_of(client.post("/concerns/raise/", {}))
    sent = client.post(
        "/concerns/raise/", {"kind": CONCERN, "about": about.pk, "words": WORDS}, follow=True
    )
    concern = Concern.objects.get()
    acknowledge_concern(concern, by=OFFICER)
    looked_into = words_of(client.get(concern.get_absolute_url()))
    recommend_on_concern(concern, resolved(*at.members), by=at.clerking_board)
    decide_concern(concern, resolved(*at.deciders), answer="We have met.", by=at.clerking)
    answered = words_of(client.get(concern.get_absolute_url()))

    assert "Say what happened" in empty
    assert "None of the members" in empty
    assert WORDS in words_of(sent)
    assert "will acknowledge it by" in words_of(sent)
    assert "that deadline is a proposal" in looked_into
    assert "We have met." in answered
    assert "It lives by the principles." not in answered
    assert concern.raised_by_account == f"account:{account.pk}"
    assert str(concern) in words_of(client.get("/concerns/"))


def test_the_clerk_records_on_pages_what_the_bodies_made_of_it(
    client: OurClient, new_client: Any
) -> None:
    at = deciding()
    concern = raised()
    address = concern.get_absolute_url()
    client.act_as(OFFICER)
    acknowledged = words_of(client.post(f"{address}acknowledge/", follow=True))
    board, committee = new_client(), new_client()
    board.act_as(at.clerking_board)
    committee.act_as(at.clerking)
    said = {"form": "meeting", "outcome": "approve", "reasons": "So.", "made_on": str(today())}

    shown = words_of(board.get(f"{address}recommend/"))
    present = [appointment.pk for appointment in at.members]
    board.post(f"{address}recommend/", {**said, "present": present})
    present = [appointment.pk for appointment in at.deciders]
    without = words_of(committee.post(f"{address}decide/", {**said, "present": present}))
    committee.post(f"{address}decide/", {**said, "present": present, "answer": "We met."})

    concern.refresh_from_db()
    assert "Acknowledged" in acknowledged
    assert "Uphold it" in shown
    assert "Write the answer" in without
    assert concern.answer == "We met."
    assert "We met." in words_of(client.get(address))


def voted_on(
    matter: Matter, voters: list[Appointment], chamber: Chamber, clerk: Actor
) -> Procedure:
    opened = open_procedure(matter, Proposal(Outcome.APPROVE, "So it was."), by=clerk)
    for each in voters:
        cast_vote(opened, Choice.FOR, by=chamber.acting(each))
    return opened


def test_what_votes_carried_is_carried_out_and_the_answer_is_written_by_a_person(
    client: OurClient,
) -> None:
    at = deciding()
    concern = raised()
    matter = acknowledge_concern(concern, by=OFFICER)
    client.act_as(at.clerking)
    page = f"{concern.get_absolute_url()}decide/"

    voted_on(matter, at.members, at.board, at.clerking_board)
    assert is_any_vote_to_carry_out()
    assert "carried out: 1" in carry_out(WORKER, quietly)
    matter.refresh_from_db()
    voted = voted_on(matter, at.deciders, at.committee, at.clerking)
    assert not is_any_vote_to_carry_out()
    without = words_of(client.post(page, {"answer": " "}))
    client.post(page, {"answer": "We met."})

    decision = Decision.objects.get()
    concern.refresh_from_db()
    voted.refresh_from_db()
    assert "So it was." in without
    assert "Write the answer" in without
    assert (decision.form, decision.reasons) == (Form.PROCEDURE, "So it was.")
    assert concern.answer == "We met."
    assert voted.acted_at is not None


def test_a_vote_that_can_no_longer_be_carried_out_stays_with_a_person() -> None:
    at = deciding()
    matter = acknowledge_concern(raised(), by=OFFICER)
    voted_on(matter, at.members, at.board, at.clerking_board)
    Matter.objects.update(held_since=timezone.now())

    assert carry_out(WORKER, quietly) == ""
    assert is_any_vote_to_carry_out()


def test_there_is_nothing_to_decide_before_it_is_acknowledged(client: OurClient) -> None:
    at = deciding()
    client.act_as(at.clerking)

    assert client.get(f"{raised().get_absolute_url()}decide/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_queries_however_long_it_is(
    client: OurClient, django_assert_num_queries, rows: int
) -> None:
    deciding()
    for _each in range(rows):
        concern = raised(about=MembershipFactory().organisation)
        acknowledge_concern(concern, by=OFFICER)
        raised(about=MembershipFactory().organisation)
    client.act_as(OFFICER)

    with django_assert_num_queries(6):
        client.get("/concerns/")
