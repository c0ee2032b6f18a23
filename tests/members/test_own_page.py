"""A main contact keeps what the member's public page says, and nothing else of the record."""

import io
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from ccin.audit.models import Entry
from ccin.files.models import Upload
from ccin.kernel.errors import Refused, Stale
from ccin.members.models import Edition, Organisation
from ccin.members.operations import (
    MemberPageDetails,
    change_member_page,
    remove_logo,
    set_logo,
)
from tests.actors import EDITOR, OFFICER, main_contact_of, representative_of
from tests.browser import OurClient
from tests.factories import MembershipFactory, OrganisationFactory
from tests.members.logos import a_picture, with_a_logo

pytestmark = pytest.mark.django_db
WORDS = MemberPageDetails(summary="We share power.", website="https://anytown.example")


def a_member(**more: Any) -> Organisation:
    return MembershipFactory(organisation__name="Anytown", **more).organisation


def test_the_words_change_and_the_history_says_from_what_to_what() -> None:
    organisation = a_member(organisation__summary="Old", organisation__notes="Secret")
    Edition.objects.stamp_anew()
    before = Edition.objects.get().stamp

    change_member_page(organisation, WORDS, version=1, by=main_contact_of(organisation))

    organisation.refresh_from_db()
    assert (organisation.summary, organisation.website) == (
        "We share power.",
        "https://anytown.example",
    )
    assert (organisation.notes, organisation.version) == ("Secret", 2)
    assert Entry.objects.get().values["changes"] == {
        "summary": ["Old", "We share power."],
        "website": ["", "https://anytown.example"],
    }
    assert Edition.objects.get().stamp != before


def test_of_two_who_write_at_once_the_second_is_told() -> None:
    organisation = a_member()
    change_member_page(organisation, WORDS, version=1, by=OFFICER)

    with pytest.raises(Stale):
        change_member_page(organisation, WORDS, version=1, by=main_contact_of(organisation))


def test_nobody_else_changes_it() -> None:
    organisation, other = a_member(), OrganisationFactory()

    for stranger in [EDITOR, representative_of(organisation), main_contact_of(other)]:
        with pytest.raises(PermissionDenied):
            change_member_page(organisation, WORDS, version=1, by=stranger)
        with pytest.raises(PermissionDenied):
            set_logo(organisation, a_picture(), words="Hands", by=stranger)
        with pytest.raises(PermissionDenied):
            remove_logo(organisation, by=stranger)

    assert not Entry.objects.exists()
    assert not Upload.objects.exists()


def test_a_merged_record_keeps_its_words() -> None:
    merged = OrganisationFactory(merged_into=OrganisationFactory())

    with pytest.raises(Refused, match="was merged"):
        change_member_page(merged, WORDS, version=1, by=OFFICER)
    with pytest.raises(Refused, match="was merged"):
        set_logo(merged, a_picture(), words="Hands", by=OFFICER)


def test_a_logo_is_drawn_again_within_bounds_and_leaves_behind_what_it_carried() -> None:
    organisation = a_member()
    exif = Image.Exif()
    exif[0x013B] = "Rhys the photographer"
    sent = a_picture(3000, 500, "JPEG", name="us.jpg", exif=exif)

    set_logo(organisation, sent, words=" Two hands ", by=main_contact_of(organisation))

    organisation.refresh_from_db()
    assert organisation.logo is not None
    with organisation.logo.file.open("rb") as file:
        content = file.read()
    with Image.open(io.BytesIO(content)) as picture:
        assert (picture.format, picture.size) == ("PNG", (400, 67))
    assert b"photographer" not in content
    assert organisation.logo_words == "Two hands"


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        (SimpleUploadedFile("logo.svg", b"<svg onload='alert(1)'/>"), "not one of these"),
        (SimpleUploadedFile("logo.png", b""), "is empty"),
        (SimpleUploadedFile("logo.png", b"x" * (4 * 1024 * 1024 + 1)), "larger than 4 MB"),
        (SimpleUploadedFile("logo.png", a_picture().read()[:120]), "cut off"),
        (a_picture(20, 20), "20 by 20 dots"),
    ],
)
def test_what_is_no_logo_is_refused_in_words(sent: SimpleUploadedFile, why: str) -> None:
    with pytest.raises(Refused, match=why):
        set_logo(a_member(), sent, words="Hands", by=OFFICER)

    assert not Upload.objects.exists()


def test_a_logo_without_words_is_refused() -> None:
    with pytest.raises(Refused, match="Say in words"):
        set_logo(a_member(), a_picture(), words=" ", by=OFFICER)


def test_a_logo_is_removed_on_request_and_removing_it_twice_does_no_harm() -> None:
    organisation = with_a_logo(a_member())

    for _time in range(2):
        remove_logo(organisation, by=main_contact_of(organisation))

    organisation.refresh_from_db()
    assert (organisation.logo, organisation.logo_words) == (None, "")
    assert Entry.objects.filter(event="members.logo_removed").count() == 1


class TestPages:
    def test_the_main_contact_writes_looks_and_saves(self, client: OurClient) -> None:
        organisation = a_member()
        client.act_as(main_contact_of(organisation))
        page = f"/organisations/{organisation.pk}/page/"
        sent = {"summary": "We share power.", "website": "anytown.example", "version": 1}

        looked = client.post(f"/members/{organisation.slug}/preview/", sent).content.decode()
        organisation.refresh_from_db()
        unsaved = organisation.summary
        saved = client.post(page, sent, follow=True).content.decode()
        organisation.refresh_from_db()

        assert "Nothing is saved yet" in looked
        assert "We share power." in looked
        assert unsaved == ""
        assert "Your public page says what you wrote" in saved
        assert organisation.website == "https://anytown.example"

    def test_a_preview_says_what_it_cannot_show(self, client: OurClient) -> None:
        organisation = a_member()
        client.act_as(OFFICER)

        sent = {"summary": "Hello", "website": "not an address", "version": 1}
        looked = client.post(f"/members/{organisation.slug}/preview/", sent).content.decode()

        assert "Enter a web address" in looked
        assert "Hello" in looked

    def test_kind_name_and_notes_cannot_be_smuggled_in(self, client: OurClient) -> None:
        organisation = a_member(organisation__notes="Secret")
        client.act_as(main_contact_of(organisation))

        shown = client.get(f"/organisations/{organisation.pk}/page/").content.decode()
        sent = {"name": "Elsewhere", "kind": "ngo", "notes": "Mine", "version": 1}
        client.post(f"/organisations/{organisation.pk}/page/", sent)

        organisation.refresh_from_db()
        assert (organisation.name, organisation.kind, organisation.notes) == (
            "Anytown",
            "council",
            "Secret",
        )
        assert "Secret" not in shown

    def test_the_logo_is_sent_shown_and_removed(self, client: OurClient) -> None:
        organisation = a_member()
        client.act_as(main_contact_of(organisation))
        page = f"/organisations/{organisation.pk}/page/"

        wrong = client.post(
            f"{page}logo/", {"logo": SimpleUploadedFile("a.png", b"no"), "words": "Hands"}
        ).content.decode()
        done = client.post(
            f"{page}logo/", {"logo": a_picture(), "words": "Two hands"}, follow=True
        ).content.decode()
        public = client.get(organisation.get_absolute_url()).content.decode()
        gone = client.post(f"{page}logo/remove/", follow=True).content.decode()

        assert "not one of these" in wrong
        assert "Your logo is on your public page" in done
        assert 'alt="Two hands"' in public
        assert "no longer shown" in gone

    def test_the_badge_to_copy_is_offered_to_members_alone(self, client: OurClient) -> None:
        member, former = a_member(), MembershipFactory(ended=True).organisation
        client.act_as(OFFICER)

        offered = client.get(f"/organisations/{member.pk}/page/").content.decode()
        refused = client.get(f"/organisations/{former.pk}/page/").content.decode()

        assert f"http://testserver/members/{member.slug}/badge.svg" in offered
        assert "badge.svg" not in refused
        assert "not in membership today" in refused
