from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ccin.audit.models import Entry
from ccin.members.models import ClassTerms, Membership, Organisation, Person, Representation
from ccin.members.states import EndReason, RepresentationRole
from tests.actors import EDITOR, OFFICER, STRANGER, main_contact_of
from tests.browser import OurClient
from tests.factories import (
    AuthorityFactory,
    MembershipFactory,
    OrganisationFactory,
    ParishFactory,
    PersonFactory,
    RepresentationFactory,
    SnapshotFactory,
)

pytestmark = pytest.mark.django_db

QUERIES_OF_THE_LIST = 5
QUERIES_OF_THE_PAGE = 11
QUERIES_OF_PEOPLE = 7
QUERIES_OF_REPRESENTATIVES = 5


@pytest.fixture
def officer(client: OurClient) -> OurClient:
    client.act_as(OFFICER)
    return client


def shown(client: OurClient, address: str) -> list[str]:
    return [organisation.name for organisation in client.get(address).context["page"]]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_organisations_costs_the_same_however_long(
    officer: OurClient, number: int, django_assert_num_queries: object
) -> None:
    for membership in MembershipFactory.create_batch(number):
        RepresentationFactory(organisation=membership.organisation, is_primary=True)

    with django_assert_num_queries(QUERIES_OF_THE_LIST):
        page = officer.get("/organisations/")

    assert len(page.context["page"]) == number


def test_the_list_filters_by_name_class_kind_place_and_standing(officer: OurClient) -> None:
    full = MembershipFactory(organisation__name="Ashcombe Council").organisation
    left = MembershipFactory(
        organisation__name="Brackwater Council",
        ends_on=date(2025, 3, 31),
        end_reason=EndReason.RESIGNED,
    ).organisation
    group = OrganisationFactory(name="Corley Group", party_group=True, region="London")
    OrganisationFactory(name="Dunmoor Company", company=True, fictional=True, nation="Wales")

    assert shown(officer, "/organisations/?q=ashcombe") == [full.name]
    assert shown(officer, "/organisations/?membership_class=full") == [full.name]
    assert shown(officer, "/organisations/?standing=left") == [left.name]
    assert shown(officer, "/organisations/?standing=member&on=2025-01-31") == [
        full.name,
        left.name,
    ]
    assert shown(officer, "/organisations/?kind=party_group&region=London") == [group.name]
    assert shown(officer, "/organisations/?standing=fictional&nation=Wales") == ["Dunmoor Company"]
    assert shown(officer, "/organisations/?standing=never") == ["Corley Group", "Dunmoor Company"]


def test_a_search_full_of_quotes_and_operators_does_no_harm(officer: OurClient) -> None:
    OrganisationFactory(name="Ashcombe Council")

    assert officer.get("/organisations/", {"q": "\"'%_\\*;--" * 1_200}).status_code == 200
    assert officer.get("/organisations/?on=32/13/2026&kind=x&page=x").status_code == 200
    assert officer.get("/people/", {"q": "'" * 10_000}).status_code == 200
    assert officer.get("/representatives/", {"q": "\x00 OR 1=1"}).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_of_an_organisation_costs_the_same_however_much_it_shows(
    officer: OurClient, number: int, django_assert_num_queries: object
) -> None:
    organisation = MembershipFactory().organisation
    RepresentationFactory.create_batch(number, organisation=organisation)
    for year in range(number):
        MembershipFactory(
            organisation=organisation,
            starts_on=date(2010 + year, 1, 1),
            ends_on=date(2010 + year, 6, 30),
            end_reason=EndReason.LAPSED,
        )

    with django_assert_num_queries(QUERIES_OF_THE_PAGE):
        officer.get(f"/organisations/{organisation.pk}/")


def test_a_past_day_shows_who_it_was_then(officer: OurClient) -> None:
    organisation = OrganisationFactory()
    MembershipFactory(
        organisation=organisation,
        starts_on=date(2019, 8, 1),
        ends_on=date(2022, 7, 31),
        end_reason=EndReason.RESIGNED,
    )
    RepresentationFactory(organisation=organisation, person__name="Gwen Parry", ended=True)

    now = officer.get(f"/organisations/{organisation.pk}/")
    then = officer.get(f"/organisations/{organisation.pk}/?on=2024-12-31")

    assert now.context["held"] is None
    assert [each.person.name for each in now.context["standings"]] == []
    assert [each.person.name for each in then.context["standings"]] == ["Gwen Parry"]
    assert "as they were on 31 December 2024" in then.content.decode()
    assert officer.get(f"/organisations/{organisation.pk}/?on=2020-01-01").context["held"]


def test_staff_notes_stay_with_staff(client: OurClient) -> None:
    organisation = OrganisationFactory(notes="They are slow to pay")

    client.act_as(main_contact_of(organisation))
    own = client.get(f"/organisations/{organisation.pk}/").content.decode()
    client.act_as(EDITOR)
    staff = client.get(f"/organisations/{organisation.pk}/").content.decode()
    client.act_as(main_contact_of(OrganisationFactory()))
    other = client.get(f"/organisations/{organisation.pk}/")

    assert "slow to pay" not in own
    assert "slow to pay" in staff
    assert "Correct</a>" not in staff
    assert other.status_code == 404


def test_staff_add_an_organisation_and_correct_it(officer: OurClient) -> None:
    authority = AuthorityFactory(region="North East")
    given = {"name": "Ashcombe Council", "kind": "council", "authority": authority.name}

    officer.post("/organisations/add/", given)
    organisation = Organisation.objects.get()
    page = officer.post(
        f"/organisations/{organisation.pk}/correct/",
        {**given, "name": "Ashcombe Borough Council", "version": 1},
        follow=True,
    )

    organisation.refresh_from_db()
    assert (organisation.name, organisation.region) == ("Ashcombe Borough Council", "North East")
    assert "You have corrected" in page.content.decode()


def test_a_council_is_found_by_its_short_name_and_kept_when_corrected(officer: OurClient) -> None:
    authority = AuthorityFactory(name="City and County of Dunmoor", short_name="Dunmoor")
    officer.post(
        "/organisations/add/", {"name": "Dunmoor", "kind": "council", "authority": "dunmoor"}
    )
    organisation = Organisation.objects.get()

    page = officer.get(f"/organisations/{organisation.pk}/correct/")

    assert organisation.authority == authority
    assert 'value="City and County of Dunmoor"' in page.content.decode()


def test_what_the_house_refuses_is_an_error_of_the_form(officer: OurClient) -> None:
    html = officer.post("/organisations/add/", {"name": "Ashcombe", "kind": "council"})

    assert "There is a problem" in html.content.decode()
    assert not Organisation.objects.exists()


def test_a_parish_that_exists_twice_is_asked_about(officer: OurClient) -> None:
    first = ParishFactory(name="Ashford", authority__short_name="North Dunmoor")
    ParishFactory(name="Ashford", authority__short_name="South Dunmoor")
    given = {"name": "Ashford Parish Council", "kind": "parish", "parish": "Ashford"}

    asked = officer.post("/organisations/add/", given).content.decode()
    officer.post("/organisations/add/", {**given, "principal_council": first.authority.name})

    assert "North Dunmoor" in asked
    assert "South Dunmoor" in asked
    assert Organisation.objects.get().parish == first


def test_a_membership_begins_changes_class_and_ends(officer: OurClient) -> None:
    group = OrganisationFactory(party_group=True)
    officer.post(
        f"/organisations/{group.pk}/join/",
        {"held": "associate:minority_group", "starts_on": "2025-05-06"},
    )
    first = Membership.objects.get()
    officer.post(
        f"/memberships/{first.pk}/class/",
        {"held": "associate:opposition_group", "starts_on": "2026-05-12"},
    )
    second = Membership.objects.get(ends_on=None)
    officer.post(
        f"/memberships/{second.pk}/end/",
        {"ends_on": "2026-10-31", "reason": "resigned", "note": "The group is no more"},
    )

    html = officer.get(f"/organisations/{group.pk}/").content.decode()
    assert "Minority administration." in html
    assert "Opposition group." in html
    assert [membership.end_reason for membership in group.memberships.all()] == [
        EndReason.RESIGNED,
        EndReason.CLASS_CHANGED,
    ]


def test_only_classes_that_fit_the_kind_are_offered(officer: OurClient) -> None:
    group = OrganisationFactory(party_group=True)

    html = officer.get(f"/organisations/{group.pk}/join/").content.decode()

    assert "Opposition group" in html
    assert "Principal council" not in html


def test_a_class_change_dated_before_the_last_one_is_refused(officer: OurClient) -> None:
    membership = MembershipFactory(starts_on=date(2025, 5, 6))

    html = officer.post(
        f"/memberships/{membership.pk}/class/",
        {"held": "affiliate:", "starts_on": "2024-01-01"},
    ).content.decode()

    assert "There is a problem" in html
    assert Membership.objects.count() == 1


def test_a_membership_recorded_wrongly_is_corrected(officer: OurClient) -> None:
    membership = MembershipFactory(starts_on=date(2025, 5, 6))
    address = f"/memberships/{membership.pk}/correct/"
    form = officer.get(address).context["form"]
    given = {name: form[name].value() or "" for name in form.fields if name != "is_about"}

    officer.post(address, {**given, "starts_on": "2025-05-01"})

    membership.refresh_from_db()
    assert membership.starts_on == date(2025, 5, 1)


def test_control_lost_passes_the_membership_to_the_group(officer: OurClient) -> None:
    membership = MembershipFactory(starts_on=date(2020, 8, 1))
    council = membership.organisation
    group = OrganisationFactory(party_group=True, principal_council=council.authority)

    officer.post(
        f"/organisations/{council.pk}/control/",
        {
            "group": group.pk,
            "outcome": "lost",
            "happened_on": "2026-05-12",
            "sub_kind": "opposition_group",
        },
    )

    assert council.memberships.get().end_reason == EndReason.CONTROL_CHANGED
    assert group.memberships.get().membership_class == "associate"


def test_somebody_is_added_appointed_made_primary_and_steps_down(officer: OurClient) -> None:
    organisation = OrganisationFactory()
    chosen = officer.post(
        f"/people/add/?organisation={organisation.pk}",
        {"name": "Gwen Parry", "email": "gwen@c.example"},
    )
    officer.post(
        chosen.url, {"role": RepresentationRole.LEADER, "starts_on": "2026-05-14"}, follow=True
    )
    standing = Representation.objects.get()
    officer.post(f"/representatives/{standing.pk}/primary/")
    html = officer.get(f"/organisations/{organisation.pk}/").content.decode()
    officer.post(
        f"/representatives/{standing.pk}/end/", {"ends_on": "2026-11-01", "reason": "left"}
    )

    assert "Gwen Parry" in html
    assert "Main contact" in html
    standing.refresh_from_db()
    assert (standing.ends_on, standing.is_primary) == (date(2026, 11, 1), False)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_people_costs_the_same_however_long(
    officer: OurClient, number: int, django_assert_num_queries: object
) -> None:
    RepresentationFactory.create_batch(number)

    with django_assert_num_queries(QUERIES_OF_PEOPLE):
        page = officer.get("/people/")

    assert len(page.context["page"]) == number


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_representatives_costs_the_same_however_long(
    officer: OurClient, number: int, django_assert_num_queries: object
) -> None:
    RepresentationFactory.create_batch(number)

    with django_assert_num_queries(QUERIES_OF_REPRESENTATIVES):
        page = officer.get("/representatives/")

    assert len(page.context["page"]) == number


def test_a_person_is_corrected_and_their_page_tells_whom_they_stand_for(
    officer: OurClient,
) -> None:
    standing = RepresentationFactory(organisation__name="Ashcombe Council")
    person = standing.person

    officer.post(f"/people/{person.pk}/correct/", {"name": "Gwen Parry", "email": "", "version": 1})
    html = officer.get(f"/people/{person.pk}/").content.decode()

    assert "Gwen Parry" in html
    assert "Ashcombe Council" in html


def test_many_step_down_together_after_being_shown_and_sending_it_twice_does_no_harm(
    officer: OurClient,
) -> None:
    leaving = RepresentationFactory.create_batch(2)
    staying = RepresentationFactory()
    chosen = [each.pk for each in leaving]
    given = {"chosen": chosen, "confirmed": "yes", "ends_on": "2026-05-11", "reason": "election"}

    asked = officer.post("/representatives/end/", {"chosen": chosen}).content.decode()
    first = officer.post("/representatives/end/", given, follow=True).content.decode()
    second = officer.post("/representatives/end/", given, follow=True).content.decode()

    assert str(leaving[0]) in asked
    assert "2 have stepped down" in first
    assert "0 have stepped down" in second
    assert list(Representation.objects.filter(ends_on=None)) == [staying]
    assert Entry.objects.filter(event="members.representation_ended").count() == 2


def test_published_figures_are_added_and_corrected(officer: OurClient) -> None:
    snapshot = SnapshotFactory(as_at=date(2022, 7, 31), source="Annual review")
    form = officer.get(f"/organisations/figures/{snapshot.pk}/").context["form"]
    given = {name: form[name].value() or "" for name in form.fields}

    page = officer.post(
        f"/organisations/figures/{snapshot.pk}/", {**given, "note": "As printed"}, follow=True
    )
    nothing = officer.post(
        "/organisations/figures/add/",
        {"as_at": "2026-07-31", "as_at_text": "July 2026", "source": "Annual review"},
    )

    snapshot.refresh_from_db()
    assert snapshot.note == "As printed"
    assert "You have corrected" in page.content.decode()
    assert "at least one figure" in nothing.content.decode()


def test_terms_of_a_class_are_set_from_a_day_on(officer: OurClient) -> None:
    ClassTerms.objects.all().delete()

    page = officer.post(
        "/organisations/terms/set/",
        {
            "membership_class": "affiliate",
            "kinds": ["ngo", "company"],
            "valid_from": "2027-08-01",
            "source": "Annual meeting",
        },
        follow=True,
    )

    assert "You have set the terms" in page.content.decode()
    assert ClassTerms.objects.get().kinds == ["ngo", "company"]


def test_individual_supporters_are_counted_from_a_day_on(officer: OurClient) -> None:
    given = {"count": 12, "starts_on": "2021-07-31", "source": "Brochure"}

    page = officer.post("/organisations/figures/supporters/", given, follow=True)

    assert "12 from 31 July 2021" in page.content.decode()


def test_a_number_of_another_register_is_added_and_removed(officer: OurClient) -> None:
    organisation = OrganisationFactory(company=True)

    officer.post(
        f"/organisations/{organisation.pk}/identify/", {"scheme": "GB-COH", "value": "01234567"}
    )
    [identifier] = organisation.identifiers.all()
    officer.post(f"/organisations/{organisation.pk}/forget/{identifier.pk}/")

    assert not organisation.identifiers.exists()


def test_who_may_only_read_changes_nothing(client: OurClient) -> None:
    membership = MembershipFactory()
    organisation = membership.organisation
    person = PersonFactory()

    client.act_as(EDITOR)
    for address in [
        "/organisations/add/",
        f"/organisations/{organisation.pk}/correct/",
        f"/organisations/{organisation.pk}/join/",
        f"/organisations/{organisation.pk}/appoint/{person.pk}/",
        f"/memberships/{membership.pk}/end/",
        f"/people/{person.pk}/correct/",
    ]:
        assert client.get(address).status_code == 403
        assert client.post(address, {}).status_code == 403
    client.act_as(STRANGER)
    assert client.get("/organisations/").status_code == 403
    assert client.get(f"/people/{person.pk}/").status_code == 404

    assert Person.objects.filter(version=1).count() == Person.objects.count()
    assert not Entry.objects.exists()


LIST = b"name,class,kind,starts_on\nDunmoor Works,affiliate,company,2026-08-01\n"


def uploaded(content: bytes, name: str = "members.csv") -> dict[str, object]:
    return {"file": SimpleUploadedFile(name, content), "as_at": "2026-08-01"}


def test_a_list_is_shown_first_and_then_brought_in(officer: OurClient) -> None:
    plan = officer.post("/organisations/import/", uploaded(LIST))

    assert "Row 2" in plan.content.decode()
    assert not Organisation.objects.exists()
    kept = {name: plan.context["form"][name].value() for name in ("kept", "as_at")}
    first = officer.post("/organisations/import/apply/", kept, follow=True)
    second = officer.post("/organisations/import/apply/", kept, follow=True)

    assert Organisation.objects.get().name == "Dunmoor Works"
    assert "1 rows read" in first.content.decode()
    assert "0 changes made" in second.content.decode()


def test_a_list_with_one_bad_row_changes_nothing_and_names_the_row(officer: OurClient) -> None:
    page = officer.post(
        "/organisations/import/", uploaded(LIST + b"Saltmarsh Works,member,company,2026-08-01\n")
    )

    html = page.content.decode()
    assert "Row 3" in html
    assert "Make these changes" not in html
    assert not Organisation.objects.exists()


def test_a_file_that_is_no_list_is_refused_in_words(officer: OurClient) -> None:
    html = officer.post("/organisations/import/", uploaded(b"name\n")).content.decode()

    assert "There is a problem" in html


def test_a_list_that_somebody_else_uploaded_cannot_be_applied(
    officer: OurClient, new_client: type[OurClient]
) -> None:
    plan = officer.post("/organisations/import/", uploaded(LIST))
    other = new_client()
    other.act_as(OFFICER)

    page = other.post(
        "/organisations/import/apply/",
        {"kept": plan.context["form"]["kept"].value()},
        follow=True,
    )

    assert "Upload it again" in page.content.decode()
    assert not Organisation.objects.exists()


def test_the_membership_is_exported_as_it_was_on_a_day(officer: OurClient) -> None:
    MembershipFactory(organisation__name="Ashcombe Council")
    RepresentationFactory(
        organisation=Organisation.objects.get(), person__name="Gwen Parry", is_primary=True
    )

    public = officer.post("/organisations/export/", {"as_file": "csv"})
    private = officer.post("/organisations/export/", {"as_file": "csv", "private": "on"})
    empty = officer.post("/organisations/export/", {"as_file": "csv", "on": "1999-12-31"})

    assert "Ashcombe Council" in public.content.decode()
    assert "Gwen Parry" not in public.content.decode()
    assert "Gwen Parry" in private.content.decode()
    assert "Ashcombe Council" not in empty.content.decode()
    assert officer.get("/organisations/import/template/").content.startswith(b"\xef\xbb\xbfname")


def test_the_organisations_chosen_in_the_list_are_exported_alone(officer: OurClient) -> None:
    chosen, other = MembershipFactory(), MembershipFactory()
    never = OrganisationFactory(company=True)
    both = [chosen.organisation.pk, never.pk]

    asked = officer.post("/organisations/export/", {"chosen": both}).content.decode()
    file = officer.post("/organisations/export/", {"chosen": both, "as_file": "csv"})
    refused = officer.post("/organisations/export/", {"chosen": never.pk, "as_file": "csv"})

    assert f"<li>{never}</li>" in asked
    assert chosen.organisation.name in file.content.decode()
    assert other.organisation.name not in file.content.decode()
    assert "nothing to export" in refused.content.decode()


def test_many_leave_at_once_after_one_confirmation(officer: OurClient) -> None:
    members = MembershipFactory.create_batch(2)
    never = OrganisationFactory(company=True)
    chosen = {"chosen": [never.pk, *(member.organisation.pk for member in members)]}

    asked = officer.post("/organisations/leave/", chosen).content.decode()
    given = {**chosen, "confirmed": "yes", "ends_on": "2026-10-31", "reason": "lapsed"}
    page = officer.post("/organisations/leave/", given, follow=True).content.decode()

    assert "Not in membership" in asked
    assert "You have recorded that 2 leave" in page
    assert set(Membership.objects.values_list("end_reason", flat=True)) == {"lapsed"}
    assert "nobody who is in membership" in officer.post("/organisations/leave/").content.decode()


def test_of_two_who_edit_at_once_the_second_is_told(officer: OurClient) -> None:
    organisation = OrganisationFactory(company=True)
    address = f"/organisations/{organisation.pk}/correct/"
    officer.post(address, {"name": "First", "kind": "company", "version": 1})

    late = officer.post(address, {"name": "Second", "kind": "company", "version": 1})

    assert late.status_code == 409
    organisation.refresh_from_db()
    assert organisation.name == "First"
