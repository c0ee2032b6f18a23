"""What was learned, asked and taken up stays when records are merged or a person is erased."""

from datetime import date

import pytest
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.discussion.models import Asking, Post, Topic
from ccin.journeys.operations.erase_person import erase_person
from ccin.journeys.operations.merge_organisations import merge_organisations
from ccin.journeys.operations.merge_people import merge_people
from ccin.library.models import Adoption, MaintainerInvitation, Note, Partner, Resource, SavedSearch
from ccin.library.states.adoptions import CONSIDERING, WITHDRAWN
from ccin.library.states.resources import PartnerRole
from ccin.texts.operations.writing import write_text
from tests.actors import OFFICER
from tests.browser import account_of
from tests.factories import (
    AdoptionFactory,
    OrganisationFactory,
    PersonFactory,
    PostFactory,
    ResourceFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db


def test_what_two_records_gave_and_took_is_one_body_s() -> None:
    kept, other = OrganisationFactory(company=True), OrganisationFactory(company=True)
    given = ResourceFactory(published=True, owner=other)
    taken_by_both = ResourceFactory(published=True)
    of_the_other = AdoptionFactory(resource=given, organisation=kept)
    later = AdoptionFactory(resource=taken_by_both, organisation=kept, since=date(2026, 6, 1))
    first = AdoptionFactory(resource=taken_by_both, organisation=other)
    for body in (kept, other):
        Partner.objects.create(resource=taken_by_both, organisation=body)
    Partner.objects.create(resource=taken_by_both, organisation=other, role=PartnerRole.MAINTAINER)
    asked, said = TopicFactory(organisation=other), PostFactory(organisation=other)

    merge_organisations(kept, other, by=OFFICER)

    assert Resource.objects.get(pk=given.pk).owner == kept
    assert dict(Adoption.objects.values_list("pk", "stage")) == {
        of_the_other.pk: WITHDRAWN,
        later.pk: WITHDRAWN,
        first.pk: CONSIDERING,
    }
    assert set(Adoption.objects.values_list("organisation", flat=True)) == {kept.pk}
    assert sorted(Partner.objects.values_list("organisation", "role")) == [
        (kept.pk, PartnerRole.MAINTAINER),
        (kept.pk, PartnerRole.PARTNER),
    ]
    assert Topic.objects.get(pk=asked.pk).organisation == kept
    assert Post.objects.get(pk=said.pk).organisation == kept


def test_whichever_record_was_asked_to_maintain_a_tool_the_one_that_is_kept_answers() -> None:
    kept, other = OrganisationFactory(company=True), OrganisationFactory(company=True)
    asked_both, asked_one = ResourceFactory(kind="tool"), ResourceFactory(kind="tool")
    for tool, body in ((asked_both, kept), (asked_both, other), (asked_one, other)):
        MaintainerInvitation.objects.create(
            resource=tool, organisation=body, invited_by="account:1", invited_at=timezone.now()
        )

    merge_organisations(kept, other, by=OFFICER)

    waiting = MaintainerInvitation.objects.filter(answered_at=None)
    assert set(waiting.values_list("resource", "organisation")) == {
        (asked_both.pk, kept.pk),
        (asked_one.pk, kept.pk),
    }


def test_what_two_records_of_a_person_said_is_one_person_s() -> None:
    kept, other = PersonFactory(), PersonFactory()
    topic, later = TopicFactory(asked_by=other), TopicFactory()
    post = PostFactory(author=other)
    for person in (kept, other):
        Asking.objects.create(topic=topic, person=person, asked_at=topic.asked_at)
    Asking.objects.create(topic=later, person=other, asked_at=topic.asked_at)
    resource = ResourceFactory(published=True, contact=other)
    adoption = AdoptionFactory(contact=other)

    merge_people(kept, other, by=OFFICER)

    assert Topic.objects.get(pk=topic.pk).asked_by == kept
    assert Post.objects.get(pk=post.pk).author == kept
    assert sorted(Asking.objects.values_list("topic", "person")) == [
        (topic.pk, kept.pk),
        (later.pk, kept.pk),
    ]
    assert Resource.objects.get(pk=resource.pk).contact == kept
    assert Adoption.objects.get(pk=adoption.pk).contact == kept


def test_an_erased_person_leaves_their_work_and_not_their_name() -> None:
    person = PersonFactory(name="Bronwen Alderley", email="bronwen@council.example")
    account = account_of(Actor("", person.name, person.pk))
    text = write_text("Residents asked.", by=Actor(f"account:{account.pk}", "Bronwen Alderley"))
    post = PostFactory(author=person, words="Ring me. Bronwen Alderley")
    topic = TopicFactory(asked_by=person, words="Yours, Bronwen")
    resource = ResourceFactory(published=True, contact=person, contact_line="Ring Bronwen")
    adoption = AdoptionFactory(contact=person)
    Note.objects.create(
        resource=resource, author=account, words="Bronwen asks", made_at=timezone.now()
    )
    SavedSearch.objects.create(
        account=account, name="Mine", saved_at=timezone.now(), looked_at=timezone.now()
    )

    erase_person(person, by=OFFICER)

    assert "Bronwen" not in Post.objects.get(pk=post.pk).words
    assert "Bronwen" not in Topic.objects.get(pk=topic.pk).words
    assert "Bronwen" not in text.versions.get().author_name
    kept = Resource.objects.get(pk=resource.pk)
    assert (kept.contact, kept.contact_line) == (None, "")
    assert Adoption.objects.get(pk=adoption.pk).contact is None
    assert Note.objects.get().words == ""
    assert not SavedSearch.objects.exists()
