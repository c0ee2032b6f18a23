"""Invitations by an organisation, and requests to join its team."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections

from ccin.access.actor import Actor
from ccin.accounts.models import Account, Invitation, TeamRequest
from ccin.accounts.operations.accounts import erase_account
from ccin.accounts.operations.invitations import (
    Invitee,
    accept_invitation,
    invite,
    resend_invitation,
    withdraw_invitation,
)
from ccin.accounts.operations.sign_in import digest_of
from ccin.accounts.operations.teams import (
    Asking,
    ask_to_join_team,
    confirm_team_request,
    decline_team_request,
)
from ccin.accounts.reads.actors import suggested_for, waiting_for
from ccin.accounts.states import INVITATION, TEAM_REQUEST, InvitationState, RequestState
from ccin.audit.models import Detail, Entry
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.members.models import Organisation, Person, Representation
from ccin.members.operations.representations import end_representation
from ccin.outbox.models import Letter
from tests.actors import EDITOR, OFFICER, STRANGER, main_contact_of, representative_of
from tests.browser import OurClient
from tests.factories import (
    AccountFactory,
    InvitationFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    RepresentationFactory,
    TeamRequestFactory,
)
from tests.letters import said

pytestmark = pytest.mark.django_db

PUBLIC = Actor.public()
NIA = Invitee("Nia Fictional", "Nia@Council.example", "policy_officer", "Officer for policy")


def path_in(letter: Letter) -> str:
    found = re.search(r"https?://[^/\s]+(/(?:invitations|team/ask)/\S+/)", letter.text)
    assert found
    return found[1]


def invited(organisation: Organisation) -> str:
    invite(NIA, organisation, by=main_contact_of(organisation))
    return path_in(Letter.objects.get(kind="accounts.colleague_invited"))


# Inviting


def test_a_main_contact_invites_a_colleague_who_accepts_and_is_signed_in(
    client: OurClient,
) -> None:
    organisation = MembershipFactory().organisation
    path = invited(organisation)

    scanned = client.get(path)
    accepted = client.post(path)

    assert "This invitation is for Nia Fictional" in scanned.content.decode()
    assert accepted.url == "/desk/"
    standing = Representation.objects.get()
    account = Account.objects.get()
    assert (standing.person, standing.organisation) == (account.person, organisation)
    assert (standing.role, standing.job_title) == ("policy_officer", "Officer for policy")
    assert standing.starts_on == today()
    assert account.email == standing.person.email == "nia@council.example"
    assert client.session["_auth_user_id"] == str(account.pk)
    assert client.get("/desk/").status_code == 200


def test_an_invitation_is_kept_as_a_digest_in_a_secret_letter() -> None:
    path = invited(OrganisationFactory())

    kept = Invitation.objects.get()
    assert kept.digest == digest_of(path.rstrip("/").rsplit("/", 1)[1])
    assert Letter.objects.get().secret
    assert kept.expires_at - kept.made_at == pytest.approx(
        timedelta(days=14), abs=timedelta(seconds=5)
    )


def test_only_its_main_contact_and_staff_invite_for_an_organisation() -> None:
    organisation = OrganisationFactory()
    other = main_contact_of(OrganisationFactory())

    for nobody in (PUBLIC, STRANGER, EDITOR, representative_of(organisation), other):
        with pytest.raises(PermissionDenied):
            invite(NIA, organisation, by=nobody)
    assert not Entry.objects.exists()
    assert not Letter.objects.exists()
    invite(NIA, organisation, by=OFFICER)


def test_an_address_is_invited_once_and_nobody_who_stands_already() -> None:
    organisation = OrganisationFactory()
    invite(NIA, organisation, by=OFFICER)
    RepresentationFactory(
        organisation=organisation, person__email="Dai@council.example", role="policy_officer"
    )
    merged = OrganisationFactory(merged_into=organisation)

    with pytest.raises(Refused, match="has an open invitation"):
        invite(NIA, organisation, by=OFFICER)
    with pytest.raises(Refused, match="stands for the organisation already"):
        invite(Invitee("Dai", "dai@council.example", "policy_officer"), organisation, by=OFFICER)
    with pytest.raises(Refused, match="was merged"):
        invite(NIA, merged, by=OFFICER)


def test_the_invited_takes_the_place_of_the_primary_contact_when_asked_to() -> None:
    organisation = OrganisationFactory()
    before = RepresentationFactory(organisation=organisation, is_primary=True)
    InvitationFactory(organisation=organisation, is_primary=True, digest=digest_of("token"))

    accept_invitation("token", by=PUBLIC)

    before.refresh_from_db()
    assert not before.is_primary
    assert Representation.objects.get(is_primary=True).person.email.startswith("invited")


def test_a_person_known_by_the_address_is_found_again() -> None:
    person = PersonFactory(email="nia@council.example")
    account = AccountFactory(email="nia@council.example")
    made = InvitationFactory(email="nia@council.example", digest=digest_of("token"))
    RepresentationFactory(person=person, organisation=made.organisation, role=made.role)

    accept_invitation("token", by=PUBLIC)

    account.refresh_from_db()
    assert account.person == person
    assert Representation.objects.count() == 1


def test_an_address_that_stands_for_another_s_person_is_refused(client: OurClient) -> None:
    shared = PersonFactory(email="office@council.example")
    AccountFactory(email="first@council.example", person=shared)
    made = InvitationFactory(email="office@council.example", digest=digest_of("token"))

    told = client.post("/invitations/token/")

    assert "An address can stand for one person only" in told.content.decode().replace("\n", " ")
    made.refresh_from_db()
    assert made.state == InvitationState.SENT
    assert Account.objects.count() == 1


# What does not let anybody in


def test_an_invitation_works_once(client: OurClient, new_client) -> None:
    path = invited(OrganisationFactory())
    client.post(path)
    other = new_client()

    shown, pressed = other.get(path), other.post(path)

    for page in (shown, pressed):
        assert page.status_code == 410
        assert "This invitation was accepted already" in page.content.decode()
    assert "_auth_user_id" not in other.session


def test_an_invitation_grows_old_and_can_be_sent_again(client: OurClient, time_machine) -> None:
    time_machine.move_to("2026-11-01T10:00:00Z", tick=False)
    organisation = OrganisationFactory()
    old = invited(organisation)

    time_machine.move_to("2026-11-15T10:00:01Z", tick=False)
    late = client.post(old)
    resend_invitation(Invitation.objects.get(), by=main_contact_of(organisation))
    new = path_in(Letter.objects.filter(kind="accounts.colleague_invited").latest("pk"))

    assert "This invitation is too old" in late.content.decode()
    assert client.post(old).status_code == 410
    assert client.post(new).url == "/desk/"


def test_a_withdrawn_invitation_says_so(client: OurClient) -> None:
    organisation = OrganisationFactory()
    path = invited(organisation)

    withdraw_invitation(Invitation.objects.get(), by=main_contact_of(organisation))

    for page in (client.get(path), client.post(path)):
        assert page.status_code == 410
        assert "This invitation was withdrawn" in page.content.decode()
    assert not Account.objects.exists()


def test_an_invented_invitation_is_unknown(client: OurClient) -> None:
    assert client.get("/invitations/aaaa/").status_code == 410
    assert "We do not know this invitation" in client.post("/invitations/aaaa/").content.decode()


def test_invitations_are_guessed_a_few_times_a_minute(client: OurClient) -> None:
    for number in range(30):
        client.post(f"/invitations/guess-{number}/")
    InvitationFactory(digest=digest_of("token"))

    last = client.post("/invitations/token/")

    assert last.status_code == 429
    assert "You have tried too often" in last.content.decode()


def test_somebody_signed_in_with_another_address_is_asked_to_sign_out(client: OurClient) -> None:
    path = invited(OrganisationFactory())
    client.sign_in(AccountFactory(email="dai@council.example"))

    shown, pressed = client.get(path), client.post(path)

    assert "You are signed in with another address, dai@council.example" in shown.content.decode()
    assert b"Accept and sign in" not in shown.content
    assert "This invitation is for another e-mail address" in pressed.content.decode()
    assert Invitation.objects.get().state == InvitationState.SENT


def test_who_is_signed_in_with_the_invited_address_accepts_at_once(client: OurClient) -> None:
    path = invited(OrganisationFactory())
    client.sign_in(AccountFactory(email="nia@council.example", name="Nia"))

    client.post(path)

    assert Representation.objects.get().person.name == "Nia"


@pytest.mark.parametrize("move", INVITATION.moves)
@pytest.mark.parametrize("state", InvitationState.values)
def test_an_invitation_moves_as_its_table_says(state: str, move: str) -> None:
    account = AccountFactory() if state == InvitationState.ACCEPTED else None
    made = InvitationFactory(state=state, account=account, digest=digest_of("token"))
    act = {
        "accept": lambda: accept_invitation("token", by=PUBLIC),
        "resend": lambda: resend_invitation(made, by=OFFICER),
        "withdraw": lambda: withdraw_invitation(made, by=OFFICER),
    }[move]

    if state in INVITATION.moves[move].sources:
        act()
        made.refresh_from_db()
        assert made.state == INVITATION.moves[move].target
    else:
        with pytest.raises((MoveNotAllowed, Refused)):
            act()


@pytest.mark.django_db(transaction=True)
def test_an_invitation_accepted_by_four_at_once_makes_one_of_everything() -> None:
    InvitationFactory(digest=digest_of("token"))

    def one(_number: int) -> str:
        try:
            accept_invitation("token", by=PUBLIC)
        except Refused:
            return "refused"
        else:
            return "done"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as people:
        told = sorted(people.map(one, range(4)))

    assert told == ["done", "refused", "refused", "refused"]
    assert Account.objects.count() == Person.objects.count() == 1
    assert Representation.objects.count() == 1


def test_a_representative_removed_while_signed_in_has_no_rights_at_the_next_request(
    client: OurClient,
) -> None:
    organisation = MembershipFactory().organisation
    client.post(invited(organisation))
    before = client.get(f"/organisations/{organisation.pk}/").status_code

    end_representation(
        Representation.objects.get(), ends_on=today() - timedelta(1), reason="corrected", by=OFFICER
    )

    assert before == 200
    assert client.get(f"/organisations/{organisation.pk}/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_invitations_costs_the_same_for_one_and_for_many(
    client: OurClient, django_assert_num_queries, rows: int
) -> None:
    organisation = OrganisationFactory()
    client.act_as(main_contact_of(organisation))
    InvitationFactory.create_batch(rows, organisation=organisation)
    InvitationFactory()

    with django_assert_num_queries(8):
        page = client.get(f"/organisations/{organisation.pk}/invitations/")

    assert page.content.decode().count("Send again to") == rows
    assert page.context["page"].paginator.object_list.ordered


def test_the_main_contact_s_pages_invite_send_again_and_withdraw(client: OurClient) -> None:
    organisation = OrganisationFactory()
    client.act_as(main_contact_of(organisation))
    address = f"/organisations/{organisation.pk}/invite/"
    data = {"name": "Nia", "email": "nia@council.example", "role": "policy_officer"}

    client.post(address, data)
    twice = client.post(address, data)
    made = Invitation.objects.get()
    client.post(f"/team/invitations/{made.pk}/resend/")
    client.post(f"/team/invitations/{made.pk}/withdraw/")
    late = client.post(f"/team/invitations/{made.pk}/withdraw/")

    assert "has an open invitation" in twice.content.decode()
    made.refresh_from_db()
    assert made.state == InvitationState.WITHDRAWN
    assert late.status_code == 409
    assert Letter.objects.filter(kind="accounts.colleague_invited").count() == 2


# Asking to join


def member(website: str = "https://www.fallowmere.example/") -> Organisation:
    return MembershipFactory(organisation__website=website).organisation


def test_a_work_address_suggests_members_of_its_own_domain_alone() -> None:
    by_site = member()
    by_register = MembershipFactory(
        organisation__authority__website="fallowmere.example"
    ).organisation
    by_colleague = MembershipFactory().organisation
    RepresentationFactory(organisation=by_colleague, person__email="b@fallowmere.example")
    MembershipFactory(organisation__website="https://notfallowmere.example")
    MembershipFactory(ended=True, organisation__website="https://fallowmere.example")

    assert suggested_for("a@fallowmere.example") == [by_site, by_register, by_colleague]
    assert suggested_for("a@gmail.com") == []


def test_an_unknown_work_address_gets_a_letter_with_a_way_to_ask(client: OurClient) -> None:
    organisation = member()
    contact = RepresentationFactory(organisation=organisation, is_primary=True)
    AccountFactory(person=contact.person, email="contact@fallowmere.example")
    client.post("/sign-in/", {"email": "nia@fallowmere.example"})
    path = path_in(Letter.objects.get())

    form = client.get(path)
    asked = client.post(
        path, {"organisation": organisation.pk, "name": "Nia", "role": "policy_officer"}
    )

    assert str(organisation) in form.content.decode()
    assert "We have passed on your request" in asked.content.decode()
    request = TeamRequest.objects.get()
    assert (request.account.email, request.organisation) == ("nia@fallowmere.example", organisation)
    assert not Representation.objects.exclude(pk=contact.pk).exists()
    assert "_auth_user_id" not in client.session
    letter = Letter.objects.get(kind="accounts.team_request_made")
    assert letter.to_email == "contact@fallowmere.example"


def test_a_token_of_our_own_making_is_none(client: OurClient) -> None:
    assert client.get("/team/ask/nia@fallowmere.example/").status_code == 410


def test_who_is_signed_in_asks_from_a_page_and_is_told_where_nothing_is_known(
    client: OurClient,
) -> None:
    organisation = member()
    client.sign_in(AccountFactory(email="nia@fallowmere.example", name="Nia"))
    page = client.get("/team/ask/")
    data = {"organisation": organisation.pk, "name": "Nia", "role": "leader"}
    client.post("/team/ask/", data)
    again = client.post("/team/ask/", data)
    client.sign_in(AccountFactory(email="a@gmail.com"))

    nothing = client.get("/team/ask/")

    assert "suggests where you work" in page.content.decode()
    assert "You have asked already" in again.content.decode()
    assert "We know no organisation in the network" in nothing.content.decode()


def asking(email: str = "nia@fallowmere.example") -> Asking:
    return Asking(email, "Nia", "leader")


def test_nobody_asks_for_an_organisation_whose_domain_is_not_theirs_or_twice() -> None:
    organisation = member()
    standing = RepresentationFactory(
        organisation=organisation, person__email="dai@fallowmere.example"
    )
    AccountFactory(email="dai@fallowmere.example", person=standing.person)

    with pytest.raises(Refused, match="is not of this organisation"):
        ask_to_join_team(organisation, asking("nia@elsewhere.example"), by=PUBLIC)
    with pytest.raises(Refused, match="stand for this organisation already"):
        ask_to_join_team(organisation, asking("dai@fallowmere.example"), by=PUBLIC)


def test_the_main_contact_confirms_on_a_page_and_only_then_do_rights_begin(
    client: OurClient,
) -> None:
    organisation = member()
    request = ask_to_join_team(organisation, asking(), by=PUBLIC)
    client.act_as(main_contact_of(organisation))

    shown = client.get(f"/team/requests/{request.pk}/")
    client.post(f"/team/requests/{request.pk}/confirm/")

    assert "Does Nia work for" in shown.content.decode()
    standing = Representation.objects.get(person__email="nia@fallowmere.example")
    assert (standing.organisation, standing.role) == (organisation, "leader")
    assert (
        Letter.objects.get(kind="accounts.team_request_answered").to_email == standing.person.email
    )


def test_a_declined_request_gives_nothing(client: OurClient) -> None:
    organisation = member()
    request = ask_to_join_team(organisation, asking(), by=PUBLIC)
    client.act_as(main_contact_of(organisation))

    client.post(f"/team/requests/{request.pk}/decline/")

    request.refresh_from_db()
    assert request.state == RequestState.DECLINED
    assert not Representation.objects.filter(person__email=request.account.email).exists()
    assert "was not confirmed" in Letter.objects.get(kind="accounts.team_request_answered").text


@pytest.mark.parametrize("move", TEAM_REQUEST.moves)
@pytest.mark.parametrize("state", RequestState.values)
def test_a_request_moves_as_its_table_says(state: str, move: str) -> None:
    request = TeamRequestFactory(state=state)
    act = {"confirm": confirm_team_request, "decline": decline_team_request}[move]

    if state in TEAM_REQUEST.moves[move].sources:
        act(request, by=OFFICER)
        request.refresh_from_db()
        assert request.state == TEAM_REQUEST.moves[move].target
    else:
        with pytest.raises(MoveNotAllowed):
            act(request, by=OFFICER)


def test_colleagues_and_strangers_confirm_nothing() -> None:
    request = TeamRequestFactory()

    for nobody in (STRANGER, EDITOR, representative_of(request.organisation)):
        with pytest.raises(PermissionDenied):
            confirm_team_request(request, by=nobody)
        with pytest.raises(PermissionDenied):
            decline_team_request(request, by=nobody)


def test_a_request_waits_for_the_main_contact_and_for_staff_where_there_is_none() -> None:
    first = TeamRequestFactory(account__name="Nia")
    RepresentationFactory(organisation=first.organisation, is_primary=True)
    second = TeamRequestFactory(account__name="Dai")

    mine = waiting_for(main_contact_of(first.organisation))
    staff = waiting_for(OFFICER)

    assert [each.what for each in mine] == [f"Say whether Nia works for {first.organisation}"]
    assert [each.address for each in staff] == [f"/team/requests/{second.pk}/"]
    assert waiting_for(STRANGER) == []


def test_the_main_contacts_are_told_that_somebody_accepted() -> None:
    made = InvitationFactory(name="Nia", digest=digest_of("token"))
    contact = RepresentationFactory(organisation=made.organisation, is_primary=True)
    AccountFactory(person=contact.person)

    accept_invitation("token", by=PUBLIC)

    assert [each.subject for each in said()] == ["Nia has accepted your invitation"]


def test_an_erased_account_leaves_no_name_in_invitations_and_requests() -> None:
    organisation = member()
    request = ask_to_join_team(organisation, asking(), by=PUBLIC)
    invite(Invitee("Nia", "nia@fallowmere.example", "leader"), organisation, by=OFFICER)
    account = request.account

    erase_account(account, by=OFFICER)

    made = Invitation.objects.get()
    assert (made.name, made.email, made.state) == ("A person", "", InvitationState.WITHDRAWN)
    assert TeamRequest.objects.get().state == RequestState.DECLINED
    assert Detail.objects.get(entry__event="accounts.colleague_invited").values == {}
