from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from ccin.joining import tasks
from ccin.joining.models import ContactCheck, Welcome
from ccin.joining.operations.contacts import ask_for_contacts, confirm_contacts, nudge_contacts
from ccin.joining.operations.welcome import (
    look_after_welcome,
    open_welcome,
    tick_item,
    untick_item,
)
from ccin.joining.reads import contacts
from ccin.joining.reads import welcome as reads
from ccin.joining.rules.welcome import (
    check_begins,
    contacts_are_complete,
    is_to_be_asked,
    letters_due,
)
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.kernel.progress import quietly
from ccin.members.models import Organisation
from tests.actors import EDITOR, OFFICER, WORKER, main_contact_of, representative_of
from tests.browser import OurClient
from tests.factories import (
    ContactCheckFactory,
    MembershipFactory,
    PersonFactory,
    RepresentationFactory,
)
from tests.letters import kinds
from tests.members.logos import with_a_logo

pytestmark = pytest.mark.django_db

JUNE = date(2026, 6, 10)


def newcomer(*, joined: int = 0) -> Welcome:
    membership = MembershipFactory(starts_on=today() - timedelta(joined))
    return open_welcome(membership, mentor=None)


def with_contacts(organisation: Organisation) -> None:
    RepresentationFactory(organisation=organisation, is_primary=True, starts_on=date(2020, 1, 1))
    RepresentationFactory(organisation=organisation, role="leader", starts_on=date(2020, 1, 1))


def letters() -> list[str]:
    return kinds()


def test_the_list_is_closed_by_its_last_tick() -> None:
    welcome = newcomer()
    items = list(welcome.items.all())

    for item in items:
        tick_item(item, note="At the conference", by=OFFICER)

    welcome.refresh_from_db()
    assert welcome.closed_on == today()
    with pytest.raises(Refused):
        tick_item(items[0], by=OFFICER)
    with pytest.raises(Refused):
        untick_item(items[0], by=OFFICER)


def test_a_tick_is_given_once_and_taken_back() -> None:
    item = newcomer().items.get(kind="mentor")

    tick_item(item, note="Met", by=OFFICER)
    tick_item(item, note="Met again", by=OFFICER)
    item.refresh_from_db()
    assert item.note == "Met"
    untick_item(item, by=OFFICER)
    untick_item(item, by=OFFICER)

    item.refresh_from_db()
    assert (item.done_on, item.note) == (None, "")
    for move in (tick_item, untick_item):
        with pytest.raises(PermissionDenied):
            move(item, by=EDITOR)


def test_complete_contacts_tick_themselves() -> None:
    welcome = newcomer()
    with_contacts(welcome.organisation)

    look_after_welcome(welcome, by=WORKER)

    done = welcome.items.exclude(done_on=None)
    assert list(done.values_list("kind", flat=True)) == ["contacts"]


def test_a_logo_ticks_itself() -> None:
    welcome = newcomer()
    with_a_logo(welcome.organisation)

    look_after_welcome(welcome, by=WORKER)

    done = welcome.items.exclude(done_on=None)
    assert list(done.values_list("kind", flat=True)) == ["logo"]


def test_the_last_thing_the_record_shows_closes_the_list() -> None:
    welcome = newcomer()
    with_contacts(welcome.organisation)
    for item in welcome.items.exclude(kind="contacts"):
        tick_item(item, by=OFFICER)

    look_after_welcome(welcome, by=WORKER)

    welcome.refresh_from_db()
    assert welcome.closed_on == today()


def test_letters_go_at_thirty_and_at_sixty_days_once_each() -> None:
    welcome = newcomer(joined=30)
    with_contacts(welcome.organisation)

    look_after_welcome(welcome, by=WORKER)
    look_after_welcome(welcome, by=WORKER)
    Welcome.objects.update(starts_on=today() - timedelta(60))
    tasks.look_after_newcomers(WORKER, quietly)
    tasks.look_after_newcomers(WORKER, quietly)

    assert letters() == ["joining.welcome_unfinished"] * 2


def test_a_list_closes_when_its_time_is_up_without_a_letter() -> None:
    welcome = newcomer(joined=91)

    tasks.look_after_newcomers(WORKER, quietly)
    look_after_welcome(welcome, by=WORKER)

    welcome.refresh_from_db()
    assert welcome.closed_on == today()
    assert letters() == []


def test_the_list_leads_a_main_contact_to_the_page_and_the_contacts(client: OurClient) -> None:
    fresh = newcomer()
    own = fresh.organisation_id
    links = [f"/organisations/{own}/page/", f"/organisations/{own}/people/"]

    client.act_as(main_contact_of(fresh.organisation))
    html = client.get(f"/welcome/{fresh.pk}/").content.decode()

    assert all(link in html for link in links)
    client.act_as(EDITOR)
    html = client.get(f"/welcome/{fresh.pk}/").content.decode()
    assert not any(link in html for link in links)


def test_staff_see_who_is_stuck_and_a_main_contact_sees_their_own() -> None:
    stuck, fresh = newcomer(joined=60), newcomer(joined=1)

    assert [each.address for each in reads.waiting_for(OFFICER)] == ["/welcome/"]
    own = reads.waiting_for(main_contact_of(fresh.organisation))
    assert [each.address for each in own] == [f"/welcome/{fresh.pk}/"]
    assert reads.waiting_for(representative_of(stuck.organisation)) == []


def test_the_pages_of_the_welcome_list(client: OurClient) -> None:
    welcome = newcomer(joined=10)
    client.act_as(OFFICER)

    assert str(welcome.organisation) in client.get("/welcome/").content.decode()
    client.post(f"/welcome/{welcome.pk}/mentor/done/")
    assert "Not done: Mentor met" in client.get(f"/welcome/{welcome.pk}/").content.decode()
    client.post(f"/welcome/{welcome.pk}/mentor/not-done/")
    assert "Tick: Mentor met" in client.get(f"/welcome/{welcome.pk}/").content.decode()
    client.act_as(main_contact_of(welcome.organisation))
    html = client.get(f"/welcome/{welcome.pk}/").content.decode()
    assert "Tick:" not in html
    client.act_as(main_contact_of(MembershipFactory().organisation))
    assert client.get(f"/welcome/{welcome.pk}/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_welcome_lists_cost_the_same_however_many(
    client: OurClient, number: int, django_assert_num_queries: object
) -> None:
    client.act_as(OFFICER)
    for _number in range(number):
        newcomer()

    with django_assert_num_queries(5):
        page = client.get("/welcome/")

    assert len(page.context["newcomers"]) == number


# The yearly check


def test_a_round_begins_in_june_and_asks_each_member_once() -> None:
    assert check_begins(date(2026, 5, 31)) == date(2025, 6, 1)
    assert check_begins(JUNE) == date(2026, 6, 1)
    joined = date(2020, 1, 1)
    assert is_to_be_asked(joined, None, JUNE)
    assert is_to_be_asked(joined, date(2025, 6, 2), JUNE)
    assert not is_to_be_asked(joined, date(2026, 6, 2), JUNE)
    assert not is_to_be_asked(date(2026, 5, 1), None, JUNE)
    assert not is_to_be_asked(joined, None, date(2026, 11, 23))


def test_what_counts_as_complete_and_when_letters_are_due() -> None:
    assert contacts_are_complete(has_main=True, people=2, without_address=0)
    assert not contacts_are_complete(has_main=True, people=1, without_address=0)
    assert not contacts_are_complete(has_main=True, people=2, without_address=1)
    assert not contacts_are_complete(has_main=False, people=2, without_address=0)
    begun = date(2026, 1, 1)
    assert [letters_due(begun, begun + timedelta(days)) for days in (29, 30, 59, 60)] == [
        0,
        1,
        1,
        2,
    ]


@pytest.fixture
def in_june(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("tasks", "reads.contacts", "operations.contacts"):
        monkeypatch.setattr(f"ccin.joining.{module}.today", lambda: JUNE)


def test_the_worker_asks_each_main_contact_once(in_june: None) -> None:
    organisation = MembershipFactory().organisation
    with_contacts(organisation)
    MembershipFactory(supporter=True)
    MembershipFactory(starts_on=date(2026, 5, 20))

    assert tasks.ask_about_contacts(WORKER, quietly) == "Members asked: 1"
    assert tasks.ask_about_contacts(WORKER, quietly) == "Members asked: 0"
    assert not ask_for_contacts(organisation, by=WORKER)

    assert [(check.organisation, check.asked_on) for check in ContactCheck.objects.all()] == [
        (organisation, JUNE)
    ]
    assert letters() == ["joining.contacts_asked"]
    with pytest.raises(PermissionDenied):
        ask_for_contacts(organisation, by=EDITOR)


def test_a_check_of_last_year_that_nobody_answered_is_asked_anew(in_june: None) -> None:
    check = ContactCheckFactory(asked_on=date(2025, 6, 1), due_on=date(2025, 7, 1))

    ask_for_contacts(check.organisation, by=WORKER)

    check.refresh_from_db()
    assert (check.asked_on, ContactCheck.objects.count()) == (JUNE, 1)


def test_who_holds_no_membership_today_is_not_asked(in_june: None) -> None:
    assert not ask_for_contacts(MembershipFactory(ended=True).organisation, by=WORKER)


def test_nobody_is_asked_outside_the_round() -> None:
    MembershipFactory()

    assert list(contacts.to_be_asked(date(2026, 11, 23))) == []


def test_a_main_contact_confirms_their_own_and_nobody_elses(client: OurClient) -> None:
    check = ContactCheckFactory()
    RepresentationFactory(organisation=check.organisation, person=PersonFactory(name="Mary Ward"))
    contact = main_contact_of(check.organisation)

    client.act_as(contact)
    address = f"/contacts/{check.organisation_id}/confirm/"
    assert "Mary Ward" in client.get(address).content.decode()
    page = client.post(address, follow=True)
    client.post(address)

    check.refresh_from_db()
    assert check.confirmed_on == today()
    assert "the contacts are confirmed" in page.content.decode()
    assert "This is right" not in page.content.decode()
    with pytest.raises(PermissionDenied):
        confirm_contacts(MembershipFactory().organisation, by=contact)


def test_contacts_may_be_confirmed_without_being_asked() -> None:
    organisation = MembershipFactory().organisation

    confirm_contacts(organisation, by=main_contact_of(organisation))

    assert ContactCheck.objects.get().confirmed_on == today()


def test_staff_remind_once_a_week_whoever_has_not_answered(client: OurClient) -> None:
    check = ContactCheckFactory()
    with pytest.raises(Refused, match="no main contact"):
        nudge_contacts(check, by=OFFICER)
    with_contacts(check.organisation)
    client.act_as(OFFICER)

    assert "Remind" in client.get("/contacts/").content.decode()
    client.post(f"/contacts/checks/{check.pk}/nudge/")

    assert letters() == ["joining.contacts_asked"]
    with pytest.raises(Refused, match="seven days"):
        nudge_contacts(check, by=OFFICER)
    confirm_contacts(check.organisation, by=OFFICER)
    with pytest.raises(Refused, match="confirmed meanwhile"):
        nudge_contacts(check, by=OFFICER)
    assert "confirmed" not in client.get("/contacts/?all=yes").content.decode()


def test_what_waits_about_contacts() -> None:
    check = ContactCheckFactory()

    own = contacts.waiting_for(main_contact_of(check.organisation))
    late = contacts.waiting_for(OFFICER)

    assert [each.address for each in own] == [f"/contacts/{check.organisation_id}/confirm/"]
    assert [(each.address, each.what) for each in late] == [
        ("/contacts/", "Remind those who have not confirmed their contacts: 1")
    ]
    assert contacts.waiting_for(EDITOR) == []


@pytest.mark.parametrize("number", [1, 3])
def test_the_checks_cost_the_same_however_many(
    client: OurClient, number: int, django_assert_num_queries: object
) -> None:
    client.act_as(OFFICER)
    ContactCheckFactory.create_batch(number)

    with django_assert_num_queries(5):
        page = client.get("/contacts/")

    assert len(page.context["page"]) == number
