"""Who is in a segment today: on records of every kind that a condition asks of."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ccin.discussion.models import Asking
from ccin.kernel.clock import today
from ccin.library.models import QuestionSubject
from ccin.members.models import Organisation, Person
from ccin.newsroom.reads.segments import Audience, audience_of, segment_of
from ccin.newsroom.rules.segments import Segment
from ccin.outbox.models import Choice
from ccin.outbox.operations.reaching import note_bounce, note_objection
from ccin.principles.models import Assessment, Statement
from tests.actors import OFFICER, WORKER
from tests.factories import (
    AddresseeFactory,
    AdoptionFactory,
    AnnouncementFactory,
    AppointmentFactory,
    BelongingFactory,
    ContactCheckFactory,
    LetterFactory,
    MembershipFactory,
    PersonFactory,
    RepresentationFactory,
    ResourceFactory,
    ThemeFactory,
    TopicFactory,
    WelcomeFactory,
)

pytestmark = pytest.mark.django_db


def member(name: str, **membership: object) -> Organisation:
    return MembershipFactory(organisation__name=name, **membership).organisation


def stands(name: str, organisation: Organisation, **more: object) -> Person:
    person = PersonFactory(name=name)
    RepresentationFactory(person=person, organisation=organisation, **more)
    return person


def found(segment: Segment, section: str = "announcements") -> Audience:
    return audience_of(segment, section=section)


def names(segment: Segment) -> list[str]:
    return [each.name for each in found(segment).readers]


def test_nothing_chosen_is_nobody(django_assert_num_queries) -> None:
    stands("Ada", member("Alpha"))

    with django_assert_num_queries(0):
        assert found(Segment()).everybody == ()


def test_everybody_of_a_class_is_there_once_with_their_first_place() -> None:
    alpha, beta = member("Alpha"), member("Beta")
    ada = stands("Ada", alpha, role="policy_officer")
    RepresentationFactory(person=ada, organisation=beta, role="leader", is_primary=True)
    stands("Ben", member("Gamma", affiliate=True))

    (reader,) = found(Segment(classes=("full",))).readers

    assert (reader.name, reader.organisation, reader.role) == ("Ada", "Beta", "leader")
    assert (reader.key, reader.role_in_words) == (f"person:{ada.pk}", "Leader")


def test_only_those_who_stand_for_somebody_in_membership_today_and_are_there() -> None:
    alpha = member("Alpha")
    stands("Ada", alpha)
    stands("Past", alpha, ended=True)
    stands("Left", member("Omega", ended=True))
    stands("Supporter", member("Friends", supporter=True))
    erased = stands("Erased", alpha)
    Person.objects.filter(pk=erased.pk).update(erased_on=today())
    members = Segment(roles=("lead_officer",))

    assert names(members) == ["Ada"]
    assert names(Segment(classes=("supporter",))) == ["Supporter"]


def test_fictional_people_and_bodies_get_letters_only_in_a_demonstration(settings) -> None:
    alpha = member("Alpha")
    stands("Ada", alpha)
    invented = stands("Invented", alpha)
    Person.objects.filter(pk=invented.pk).update(fictional=True)
    beta = member("Beta")
    Organisation.objects.filter(pk=beta.pk).update(fictional=True)
    stands("Ben", beta)

    settings.DEMO = False
    assert names(Segment(classes=("full",))) == ["Ada"]
    settings.DEMO = True
    assert names(Segment(classes=("full",))) == ["Ada", "Ben", "Invented"]


def test_conditions_of_one_kind_are_any_and_of_different_kinds_all() -> None:
    wales = member("Alpha", organisation__nation="Wales", organisation__region="")
    south = member("Beta", organisation__region="South West")
    north = member("Gamma", organisation__region="North East")
    stands("Ada", wales, role="policy_officer")
    stands("Ben", south, role="leader")
    stands("Cyd", north, role="policy_officer", is_primary=True)
    where = Segment(nations=("Wales",), regions=("South West",))

    assert names(where) == ["Ada", "Ben"]
    assert names(Segment(nations=("Wales",), roles=("policy_officer", "leader"))) == ["Ada"]
    assert names(Segment(roles=("main_contact", "leader"))) == ["Ben", "Cyd"]
    assert names(Segment(organisations=(north.pk, south.pk))) == ["Ben", "Cyd"]


def test_a_role_held_elsewhere_does_not_count() -> None:
    ada = stands("Ada", member("Alpha"), role="leader")
    RepresentationFactory(
        person=ada, organisation=member("Gamma", affiliate=True), role="policy_officer"
    )

    assert names(Segment(classes=("full",), roles=("policy_officer",))) == []


def test_a_sub_kind_narrows_its_class() -> None:
    stands("Ada", member("Alpha"))
    stands("Ben", MembershipFactory(of_a_parish=True).organisation)

    assert names(Segment(sub_kinds=("parish",))) == ["Ben"]
    assert names(Segment(classes=("full",), sub_kinds=("parish",))) == []


def test_a_theme_finds_who_published_adopted_or_asked_on_it() -> None:
    theme, other = ThemeFactory(), ThemeFactory()
    publisher, adopter, asker = member("Alpha"), member("Beta"), member("Gamma")
    for name, organisation in (("Ada", publisher), ("Ben", adopter), ("Cyd", asker)):
        stands(name, organisation)
    stands("Dot", member("Delta"))
    resource = ResourceFactory(owner=publisher, published=True)
    resource.themes.set([theme])
    AdoptionFactory(resource=resource, organisation=adopter)
    topic = TopicFactory(organisation=asker, asked_by=None)
    QuestionSubject.objects.create(topic=topic).themes.set([theme])

    assert names(Segment(themes=(theme.pk,))) == ["Ada", "Ben", "Cyd"]
    assert names(Segment(themes=(other.pk,))) == []


def test_who_belongs_to_a_group_and_who_sits_in_a_body() -> None:
    alpha = member("Alpha")
    ada, ben = stands("Ada", alpha), stands("Ben", alpha)
    group = BelongingFactory(person=ada).group
    seat = AppointmentFactory(person=ben, organisation=alpha).seat

    assert names(Segment(groups=(group.pk,))) == ["Ada"]
    assert names(Segment(bodies=(seat.body_id,))) == ["Ben"]
    assert names(Segment(groups=(group.pk,), bodies=(seat.body_id,))) == []


def test_who_has_not_answered() -> None:
    alpha, beta, gamma = member("Alpha"), member("Beta"), member("Gamma")
    ada, _ben, _cyd = stands("Ada", alpha), stands("Ben", beta), stands("Cyd", gamma)
    ContactCheckFactory(organisation=beta)
    WelcomeFactory(membership__organisation=MembershipFactory().organisation, organisation=gamma)
    for organisation, days in ((alpha, 10), (beta, 400)):
        Assessment.objects.create(
            organisation=organisation,
            statement=Statement.objects.get_or_create(number=1)[0],
            assessed_on=today() - timedelta(days=days),
        )
    Asking.objects.create(topic=TopicFactory(), person=ada, asked_at=timezone.now())

    assert names(Segment(unanswered=("contacts",))) == ["Ben"]
    assert names(Segment(unanswered=("welcome",))) == ["Cyd"]
    assert names(Segment(unanswered=("assessment",))) == ["Ben", "Cyd"]
    assert names(Segment(unanswered=("question",))) == ["Ada"]
    assert names(Segment(unanswered=("contacts", "welcome"))) == ["Ben", "Cyd"]
    Asking.objects.update(passed_at=timezone.now())
    assert names(Segment(unanswered=("question",))) == []


def test_who_was_not_sent_an_earlier_announcement() -> None:
    alpha = member("Alpha")
    ada, ben, cyd, _new = (stands(name, alpha) for name in ("Ada", "Ben", "Cyd", "Dot"))
    earlier = AnnouncementFactory(sent=True)
    listed = [(ada, "written", None), (ben, "left_out", None)]
    listed.append((cyd, "written", LetterFactory(failed=True)))
    for person, state, letter in listed:
        AddresseeFactory(
            mailing=earlier.mailing, to_key=f"person:{person.pk}", state=state, letter=letter
        )

    assert names(Segment(missed=(earlier.pk,))) == ["Ben", "Cyd", "Dot"]


def test_who_gets_no_letter_is_shown_with_the_reason() -> None:
    alpha = member("Alpha")
    people = [stands(name, alpha) for name in ("Ada", "Ben", "Cyd", "Dot", "Eve")]
    ada, ben, cyd, dot, _eve = people
    Person.objects.filter(pk=ada.pk).update(email="")
    Choice.objects.create(
        to_key=f"person:{ben.pk}",
        section="announcements",
        how="never",
        chosen_at=timezone.now(),
    )
    note_objection(cyd.email.upper(), by=OFFICER)
    note_bounce(dot.email, "550 5.1.1 No such user", by=WORKER)
    everyone = Segment(classes=("full",))

    told = found(everyone)
    formal = found(everyone, section="")

    assert [each.name for each in told.readers] == ["Eve"]
    assert [(each.name, each.because) for each in told.left_out] == [
        ("Ada", "no_address"),
        ("Ben", "unsubscribed"),
        ("Cyd", "objects"),
        ("Dot", "given_up"),
    ]
    assert all(each.left_out_because for each in told.left_out)
    assert [each.name for each in formal.readers] == ["Ben", "Cyd", "Eve"]
    assert len(told.recipients()) == 5


def test_the_number_of_queries_is_the_same_for_one_and_for_three(
    django_assert_num_queries,
) -> None:
    alpha = member("Alpha")
    theme, group, body = ThemeFactory(), BelongingFactory().group, AppointmentFactory().seat.body
    wide = Segment(classes=("full",), nations=("England",), unanswered=("assessment",))
    narrow = Segment(themes=(theme.pk,), groups=(group.pk,), bodies=(body.pk,), missed=(1,))
    for _round in (1, 2):
        stands("Ada", alpha)
        stands("Ben", alpha)
        with django_assert_num_queries(3):
            found(wide)
        with django_assert_num_queries(8):
            found(narrow)


def test_what_can_be_read_no_more_is_nobody() -> None:
    assert segment_of(AnnouncementFactory(segment={"classes": ["gold"]})).is_empty
    assert segment_of(AnnouncementFactory(segment={"classes": ["full"]})) == Segment(("full",))
