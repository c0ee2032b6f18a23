"""Records for tests, by room. Each factory makes the plainest valid record; traits say the rest."""

from datetime import date, timedelta

import factory
from django.utils import timezone
from django.utils.text import slugify
from factory.django import DjangoModelFactory

from ccin.access.permissions import Role
from ccin.accounts.models import Account, CouncilSignIn, Invitation, RoleHeld, TeamRequest
from ccin.discussion.models import Belonging, Group, Post, Profile, Topic
from ccin.discussion.states import GroupKind, TopicKind
from ccin.files.models import Upload
from ccin.governance.models import Appointment, Body, Clause, Power, Seat, Terms
from ccin.governance.states import BodyKind, FilledBy, MatterKind, SeatKind, SeatRole, Step
from ccin.joining.models import (
    Applicant,
    Application,
    Condition,
    ContactCheck,
    Enquiry,
    NamedRepresentative,
    Welcome,
)
from ccin.joining.states import ApplicationState, ConditionTime, EnquiryKind
from ccin.journeys.models import DataRequest
from ccin.journeys.states import RequestKind
from ccin.kernel.clock import today
from ccin.library.models import (
    Adoption,
    Pack,
    PackItem,
    Release,
    Resource,
    Section,
    Theme,
)
from ccin.library.states.packs import PackState
from ccin.library.states.resources import SECTIONS, ResourceKind, ResourceState, SectionName
from ccin.members.models import (
    ClassTerms,
    Membership,
    Organisation,
    Person,
    Representation,
    Snapshot,
)
from ccin.members.states import (
    EndReason,
    MembershipClass,
    OrganisationKind,
    RepresentationEnd,
    RepresentationRole,
    SubKind,
)
from ccin.newsroom.models import Announcement, Issue, Item
from ccin.newsroom.states import AnnouncementState, IssueState, ItemKind
from ccin.outbox.models import Addressee, Arrival, Digest, Letter, Mailing, Notice, Reach
from ccin.outbox.reads.reaching import digests_of
from ccin.outbox.states import ArrivalKind, ArrivalState, LetterState
from ccin.register.models import (
    Authority,
    AuthorityName,
    ChangeEvent,
    ExtraHoliday,
    Measure,
    Parish,
    Succession,
)
from ccin.register.states import AuthorityKind, ChangeKind, MeasureKind, NameKind
from ccin.texts.models import Text
from ccin.website.models import OldAddress

# Outbox


class LetterFactory(DjangoModelFactory[Letter]):
    class Meta:
        model = Letter

    class Params:
        failed = factory.Trait(state=LetterState.FAILED, attempts=5, last_error="550 No such user")
        sent = factory.Trait(state=LetterState.SENT, sent_at=factory.LazyFunction(timezone.now))

    kind = "joining.enquiry_received"
    to_key = "enquiry:1"
    to_name = "Ada Byron"
    to_email = factory.Sequence(lambda n: f"ada{n}@council.example")
    subject = "We have received your enquiry"
    text = "Hello,\n\nThank you for writing.\n"
    due_at = factory.LazyFunction(timezone.now)


class MailingFactory(DjangoModelFactory[Mailing]):
    class Meta:
        model = Mailing

    section = "announcements"
    subject = "A date for your diary"
    text = "Hello {ccin:name},\n\nWe meet on 1 March.\n"
    to_whom = ["Full members"]
    sent_by = "account:1"
    begun_at = factory.LazyFunction(timezone.now)


class AddresseeFactory(DjangoModelFactory[Addressee]):
    class Meta:
        model = Addressee

    mailing = factory.SubFactory(MailingFactory)
    to_key = factory.Sequence(lambda n: f"person:{n}")
    name = "Ada Byron"
    email = factory.Sequence(lambda n: f"ada{n}@council.example")


class AnnouncementFactory(DjangoModelFactory[Announcement]):
    class Meta:
        model = Announcement

    class Params:
        sent = factory.Trait(
            state=AnnouncementState.SENT, mailing=factory.SubFactory(MailingFactory)
        )

    subject = factory.Sequence(lambda n: f"Announcement {n}")
    words = "We meet on **1 March**."
    segment = factory.LazyFunction(lambda: {"classes": ["full"]})
    begun_at = factory.LazyFunction(timezone.now)


# Register


class ReachFactory(DjangoModelFactory[Reach]):
    """An address that was given up: a letter to it came back for good."""

    class Meta:
        model = Reach

    email = factory.Sequence(lambda n: f"gone-{n}@council.example")
    digest = factory.LazyAttribute(lambda reach: digests_of(reach.email)[0])
    bounces = 1
    first_bounced_at = factory.LazyFunction(timezone.now)
    last_bounced_at = factory.LazyFunction(timezone.now)
    last_error = "550 5.1.1 No such user"
    given_up_at = factory.LazyFunction(timezone.now)


class ArrivalFactory(DjangoModelFactory[Arrival]):
    """A message that no rule could make anything of."""

    class Meta:
        model = Arrival

    digest = factory.Sequence(lambda n: f"{n:064x}")
    kind = ArrivalKind.OTHER
    state = ArrivalState.WAITING
    because = "unknown_address"
    arrived_at = factory.LazyFunction(timezone.now)
    from_email = "ada@council.example"
    subject = factory.Sequence(lambda n: f"About invented matter {n}")
    words = "Who is our contact?"


class AuthorityFactory(DjangoModelFactory[Authority]):
    class Meta:
        model = Authority

    class Params:
        abolished = factory.Trait(valid_to=date(2023, 3, 31))

    key = factory.Sequence(lambda n: f"authority-{n}")
    name = factory.LazyAttribute(lambda made: f"{made.short_name} Council")
    short_name = factory.Sequence(lambda n: f"Place {n}")
    kind = AuthorityKind.UNITARY
    nation = "England"
    region = "South West"


class AuthorityNameFactory(DjangoModelFactory[AuthorityName]):
    class Meta:
        model = AuthorityName

    authority = factory.SubFactory(AuthorityFactory)
    kind = NameKind.FORMER
    text = factory.Sequence(lambda n: f"Old Place {n}")
    source = "Office for National Statistics"


class ExtraHolidayFactory(DjangoModelFactory[ExtraHoliday]):
    class Meta:
        model = ExtraHoliday

    day = date(2027, 6, 4)
    nations = ("England", "Wales")
    name = factory.Sequence(lambda n: f"Jubilee {n}")
    source = "Royal Proclamation"


class MeasureFactory(DjangoModelFactory[Measure]):
    class Meta:
        model = Measure

    authority = factory.SubFactory(AuthorityFactory)
    kind = MeasureKind.POPULATION
    value = 100_000
    year = "2024"
    definition = "mid-year estimate"
    source = "Office for National Statistics"


class ChangeEventFactory(DjangoModelFactory[ChangeEvent]):
    class Meta:
        model = ChangeEvent

    title = factory.Sequence(lambda n: f"Reorganisation {n}")
    kind = ChangeKind.REORGANISATION
    happens_on = date(2027, 4, 1)
    source = "An order"


class SuccessionFactory(DjangoModelFactory[Succession]):
    class Meta:
        model = Succession

    event = factory.SubFactory(ChangeEventFactory)
    predecessor = factory.SubFactory(AuthorityFactory)
    successor = factory.SubFactory(AuthorityFactory)


class ParishFactory(DjangoModelFactory[Parish]):
    class Meta:
        model = Parish

    gss_code = factory.Sequence(lambda n: f"E04{n:06}")
    name = factory.Sequence(lambda n: f"Parish {n}")
    folded = factory.LazyAttribute(lambda made: made.name.casefold())
    kind = "civil_parish"
    authority = factory.SubFactory(AuthorityFactory)


# Members


class OrganisationFactory(DjangoModelFactory[Organisation]):
    """A council in the register, unless a trait says otherwise."""

    class Meta:
        model = Organisation

    class Params:
        registered = factory.LazyAttribute(lambda made: made.kind == OrganisationKind.COUNCIL)
        party_group = factory.Trait(
            kind=OrganisationKind.PARTY_GROUP,
            principal_council=factory.SubFactory(AuthorityFactory),
        )
        parish_council = factory.Trait(
            kind=OrganisationKind.PARISH,
            parish=factory.SubFactory(ParishFactory),
        )
        company = factory.Trait(kind=OrganisationKind.COMPANY)

    name = factory.Sequence(lambda n: f"Organisation {n}")
    slug = factory.Sequence(lambda n: f"organisation-{n}")
    kind = OrganisationKind.COUNCIL
    authority = factory.Maybe("registered", factory.SubFactory(AuthorityFactory))
    nation = "England"
    region = "South West"


class PersonFactory(DjangoModelFactory[Person]):
    class Meta:
        model = Person

    name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.Sequence(lambda n: f"person-{n}@council.example")


class RepresentationFactory(DjangoModelFactory[Representation]):
    class Meta:
        model = Representation

    class Params:
        ended = factory.Trait(ends_on=date(2025, 5, 1), end_reason=RepresentationEnd.ELECTION)

    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = RepresentationRole.LEAD_OFFICER
    starts_on = date(2024, 5, 2)


class MembershipFactory(DjangoModelFactory[Membership]):
    """A council in full membership, unless a trait says otherwise."""

    class Meta:
        model = Membership

    class Params:
        of_a_group = factory.Trait(
            organisation=factory.SubFactory(OrganisationFactory, party_group=True),
            membership_class=MembershipClass.ASSOCIATE,
            sub_kind=SubKind.OPPOSITION_GROUP,
        )
        of_a_parish = factory.Trait(
            organisation=factory.SubFactory(OrganisationFactory, parish_council=True),
            membership_class=MembershipClass.ASSOCIATE,
            sub_kind=SubKind.PARISH,
        )
        affiliate = factory.Trait(
            organisation=factory.SubFactory(OrganisationFactory, company=True),
            membership_class=MembershipClass.AFFILIATE,
            sub_kind="",
        )
        supporter = factory.Trait(
            organisation=factory.SubFactory(OrganisationFactory, company=True),
            membership_class=MembershipClass.SUPPORTER,
            sub_kind="",
        )
        ended = factory.Trait(ends_on=date(2025, 7, 31), end_reason=EndReason.RESIGNED)

    organisation = factory.SubFactory(OrganisationFactory)
    membership_class = MembershipClass.FULL
    sub_kind = SubKind.PRINCIPAL_COUNCIL
    starts_on = date(2020, 1, 1)


class ClassTermsFactory(DjangoModelFactory[ClassTerms]):
    class Meta:
        model = ClassTerms

    membership_class = MembershipClass.FULL
    sub_kind = SubKind.PRINCIPAL_COUNCIL
    kinds = factory.LazyFunction(lambda: ["unitary", "county"])
    valid_from = date(2017, 7, 4)
    source = "A published rule"


class SnapshotFactory(DjangoModelFactory[Snapshot]):
    class Meta:
        model = Snapshot

    as_at = date(2021, 7, 31)
    as_at_text = "July 2021"
    full = 33
    source = factory.Sequence(lambda n: f"Review {n}")


# Accounts


class AccountFactory(DjangoModelFactory[Account]):
    class Meta:
        model = Account

    password = "!"  # nobody has one
    email = factory.Sequence(lambda n: f"account-{n}@actors.example")
    name = factory.Sequence(lambda n: f"Account {n}")


class RoleHeldFactory(DjangoModelFactory[RoleHeld]):
    class Meta:
        model = RoleHeld

    account = factory.SubFactory(AccountFactory)
    role = Role.EDITOR
    starts_on = date(2024, 5, 2)


class CouncilSignInFactory(DjangoModelFactory[CouncilSignIn]):
    class Meta:
        model = CouncilSignIn

    organisation = factory.SubFactory(OrganisationFactory)
    key = factory.Sequence(lambda n: f"council-{n}")
    name = factory.LazyAttribute(lambda made: made.key.title())
    issuer = factory.LazyAttribute(lambda made: f"https://sign-in.example/{made.key}/v2.0")
    client_id = "our-site"


class InvitationFactory(DjangoModelFactory[Invitation]):
    class Meta:
        model = Invitation

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"Invited {n}")
    email = factory.Sequence(lambda n: f"invited-{n}@council.example")
    role = RepresentationRole.POLICY_OFFICER
    invited_by = "account:1"
    digest = factory.Sequence(lambda n: f"{n:064}")
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))


class TeamRequestFactory(DjangoModelFactory[TeamRequest]):
    class Meta:
        model = TeamRequest

    account = factory.SubFactory(AccountFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = RepresentationRole.POLICY_OFFICER


# Governance


class BodyFactory(DjangoModelFactory[Body]):
    class Meta:
        model = Body

    name = factory.Sequence(lambda n: f"Committee {n}")
    slug = factory.Sequence(lambda n: f"committee-{n}")
    kind = BodyKind.COMMITTEE


class TermsFactory(DjangoModelFactory[Terms]):
    """Quorum: a third of the filled voting seats and two people; a majority of more than half."""

    class Meta:
        model = Terms

    body = factory.SubFactory(BodyFactory)
    number = factory.Sequence(lambda n: n % 30_000 + 1)
    starts_on = date(2018, 10, 4)
    source = "Terms of reference"


class ClauseFactory(DjangoModelFactory[Clause]):
    class Meta:
        model = Clause

    terms = factory.SubFactory(TermsFactory)
    number = factory.Sequence(lambda n: f"4.{n}")
    position = factory.Sequence(lambda n: n % 30_000)
    words = "Decides on what is put before it."
    source = "Terms of reference"


class PowerFactory(DjangoModelFactory[Power]):
    """A body decides applications to join as a full member, unless a trait says otherwise."""

    class Meta:
        model = Power

    class Params:
        recommends = factory.Trait(step=Step.RECOMMEND)
        delegated = factory.Trait(is_delegated=True)

    clause = factory.SubFactory(ClauseFactory)
    kind = MatterKind.JOIN_FULL
    step = Step.DECIDE
    starts_on = date(2018, 10, 4)


class SeatFactory(DjangoModelFactory[Seat]):
    """A voting seat for an individual, unless a trait says otherwise."""

    class Meta:
        model = Seat

    class Params:
        for_a_council = factory.Trait(kind=SeatKind.FULL, filled_by=FilledBy.ELECTION)
        non_voting = factory.Trait(role=SeatRole.NON_VOTING)
        clerk = factory.Trait(kind=SeatKind.STAFF, role=SeatRole.CLERK)
        adviser = factory.Trait(role=SeatRole.ADVISER)

    body = factory.SubFactory(BodyFactory)
    name = factory.Sequence(lambda n: f"Seat {n}")
    kind = SeatKind.INDEPENDENT
    role = SeatRole.VOTING
    filled_by = FilledBy.APPOINTMENT
    position = factory.Sequence(lambda n: n % 30_000)
    starts_on = date(2018, 10, 4)


class AppointmentFactory(DjangoModelFactory[Appointment]):
    class Meta:
        model = Appointment

    seat = factory.SubFactory(SeatFactory)
    person = factory.SubFactory(PersonFactory)
    starts_on = date(2024, 10, 4)
    authority_on_file = "Election of 4 October 2024"


# Joining


class EnquiryFactory(DjangoModelFactory[Enquiry]):
    class Meta:
        model = Enquiry

    kind = EnquiryKind.JOINING
    name = factory.Sequence(lambda n: f"Enquirer {n}")
    email = factory.Sequence(lambda n: f"enquirer-{n}@council.example")
    question = "How does a council join?"
    asked_at = factory.LazyFunction(timezone.now)


class ApplicationFactory(DjangoModelFactory[Application]):
    """A council's draft to join in full, unless a trait says otherwise."""

    class Meta:
        model = Application

    class Params:
        submitted = factory.Trait(
            submitted_at=factory.LazyFunction(timezone.now),
            organisation=factory.SubFactory(
                OrganisationFactory,
                authority=factory.SelfAttribute("..authority"),
                name=factory.SelfAttribute("..name"),
            ),
            decision_on=date(2026, 9, 14),
            decision_by="Full council",
            decision_reference="Minute 47",
            population=100_000,
            budget=200_000_000,
        )
        returned = factory.Trait(submitted=True, state=ApplicationState.RETURNED)
        approved = factory.Trait(submitted=True, state=ApplicationState.APPROVED)
        withdrawn = factory.Trait(
            state=ApplicationState.WITHDRAWN, closed_at=factory.LazyFunction(timezone.now)
        )

    membership_class = MembershipClass.FULL
    sub_kind = SubKind.PRINCIPAL_COUNCIL
    kind = OrganisationKind.COUNCIL
    authority = factory.SubFactory(AuthorityFactory)
    name = factory.LazyAttribute(lambda made: made.authority.name if made.authority else "A body")
    body_key = factory.Sequence(lambda n: f"name:{n}")
    applicant_name = "Ada Byron"
    started_at = factory.LazyFunction(timezone.now)
    changed_at = factory.LazyFunction(timezone.now)


class ApplicantFactory(DjangoModelFactory[Applicant]):
    class Meta:
        model = Applicant

    application = factory.SubFactory(ApplicationFactory)
    account = factory.SubFactory(AccountFactory)
    began_it = True
    added_at = factory.LazyFunction(timezone.now)


class NamedRepresentativeFactory(DjangoModelFactory[NamedRepresentative]):
    class Meta:
        model = NamedRepresentative

    application = factory.SubFactory(ApplicationFactory)
    role = RepresentationRole.LEAD_OFFICER
    name = factory.Sequence(lambda n: f"Named {n}")
    email = factory.Sequence(lambda n: f"named-{n}@council.example")


class ConditionFactory(DjangoModelFactory[Condition]):
    class Meta:
        model = Condition

    application = factory.SubFactory(ApplicationFactory, approved=True)
    words = "Send the resolution of full council"
    time = ConditionTime.BEFORE
    due_on = date(2027, 3, 31)


class WelcomeFactory(DjangoModelFactory[Welcome]):
    class Meta:
        model = Welcome

    membership = factory.SubFactory(MembershipFactory)
    organisation = factory.SelfAttribute("membership.organisation")
    starts_on = date(2026, 11, 1)
    due_on = date(2027, 1, 30)


class ContactCheckFactory(DjangoModelFactory[ContactCheck]):
    class Meta:
        model = ContactCheck

    organisation = factory.LazyFunction(lambda: MembershipFactory().organisation)
    asked_on = date(2026, 6, 1)
    due_on = date(2026, 6, 30)


# Website


class OldAddressFactory(DjangoModelFactory[OldAddress]):
    class Meta:
        model = OldAddress

    path = factory.Sequence(lambda n: f"/printed-{n}/")
    target = "/members/"


# Texts, discussion, library


class TextFactory(DjangoModelFactory[Text]):
    class Meta:
        model = Text

    words = "Residents asked for it.\n\nThe council listened."


class TopicFactory(DjangoModelFactory[Topic]):
    class Meta:
        model = Topic

    title = factory.Sequence(lambda n: f"Has anybody done this before, {n}?")
    words = "We tried and it did not work."
    asked_by = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    asked_at = factory.LazyFunction(timezone.now)


class PostFactory(DjangoModelFactory[Post]):
    class Meta:
        model = Post

    topic = factory.SubFactory(TopicFactory)
    author = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    words = "We have, and it works."
    posted_at = factory.LazyFunction(timezone.now)


class GroupFactory(DjangoModelFactory[Group]):
    class Meta:
        model = Group

    name = factory.Sequence(lambda n: f"Invented Group {n}")
    slug = factory.LazyAttribute(lambda group: slugify(group.name))
    kind = GroupKind.OFFICERS


class UploadFactory(DjangoModelFactory[Upload]):
    class Meta:
        model = Upload

    file = factory.django.FileField(filename="plan.pdf", data=b"pdf")
    name = "plan.pdf"
    content_type = "application/pdf"
    size = 3
    digest = "0" * 64
    uploaded_at = factory.LazyFunction(timezone.now)


class ProfileFactory(DjangoModelFactory[Profile]):
    """Somebody who stands for a full member chose to be in the directory."""

    class Meta:
        model = Profile

    person = factory.LazyFunction(
        lambda: RepresentationFactory(organisation=MembershipFactory().organisation).person
    )
    expertise = "Repair cafés"
    is_listed = True
    chosen_at = factory.LazyFunction(timezone.now)


class BelongingFactory(DjangoModelFactory[Belonging]):
    """A representative of a full member belongs to a group."""

    class Meta:
        model = Belonging

    group = factory.SubFactory(GroupFactory)
    person = factory.LazyFunction(
        lambda: RepresentationFactory(organisation=MembershipFactory().organisation).person
    )
    joined_at = factory.LazyFunction(timezone.now)


class GroupTopicFactory(DjangoModelFactory[Topic]):
    """Somebody who belongs to a group began to talk about something in it."""

    class Meta:
        model = Topic
        exclude = ["belonging"]

    belonging = factory.SubFactory(BelongingFactory)
    kind = TopicKind.TALK
    group = factory.SelfAttribute("belonging.group")
    asked_by = factory.SelfAttribute("belonging.person")
    title = factory.Sequence(lambda n: f"What do we do about invented matter {n}?")
    words = "We have tried two things, and neither worked."
    asked_at = factory.LazyFunction(timezone.now)
    last_post_at = factory.LazyFunction(timezone.now)


class DataRequestFactory(DjangoModelFactory[DataRequest]):
    class Meta:
        model = DataRequest

    kind = RequestKind.ACCESS
    name = factory.Sequence(lambda n: f"Asker {n}")
    email = factory.Sequence(lambda n: f"asker-{n}@home.example")
    came_by = "this site"
    received_on = date(2026, 11, 2)
    due_on = date(2026, 12, 2)


class NoticeFactory(DjangoModelFactory[Notice]):
    """Something happened that one person is to read in their digest."""

    class Meta:
        model = Notice

    kind = "discussion.topic_begun"
    section = "group:1"
    section_title = "Invented Group"
    title = factory.Sequence(lambda n: f"Invented matter {n}")
    text = "We have tried two things, and neither worked."
    written_at = factory.LazyFunction(timezone.now)
    audience = ["public"]


class DigestFactory(DjangoModelFactory[Digest]):
    class Meta:
        model = Digest

    to_key = "person:7"
    day = factory.LazyFunction(today)


class ThemeFactory(DjangoModelFactory[Theme]):
    class Meta:
        model = Theme

    name = factory.Sequence(lambda n: f"Theme {n}")
    slug = factory.Sequence(lambda n: f"theme-{n}")


class ResourceFactory(DjangoModelFactory[Resource]):
    """A case study that is being written, each of its sections filled; `published` has a release,
    `archived` one that is old."""

    class Meta:
        model = Resource
        skip_postgeneration_save = True

    class Params:
        published = factory.Trait(
            state=ResourceState.PUBLISHED,
            published_on=date(2026, 3, 2),
            reviewed_on=date(2026, 3, 2),
            review_due_on=date(2027, 3, 2),
        )
        archived = factory.Trait(
            state=ResourceState.ARCHIVED,
            published_on=date(2020, 3, 2),
            archived_on=date(2025, 3, 2),
        )

    kind = ResourceKind.CASE_STUDY
    title = factory.Sequence(lambda n: f"A repair café in every library, {n}")
    slug = factory.Sequence(lambda n: f"a-repair-cafe-in-every-library-{n}")
    summary = "Volunteers mend what neighbours bring to eleven libraries."
    owner = factory.SubFactory(OrganisationFactory)
    year = 2025
    contact_line = "Ring the policy team."
    started_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def filled(self, create, extracted, **_kwargs):
        if not create:
            return
        for position, name in enumerate(SECTIONS[self.kind]):
            text = TextFactory(words=f"What there is to say of {name}.")
            Section.objects.create(resource=self, position=position, name=name, text=text)
        if self.published_on:
            release_of(self)


def release_of(resource: Resource) -> Release:
    """The next release of a resource, as its sections stand."""
    sections = [
        [each.name, SectionName(each.name).label if each.name else each.heading, each.text.words]
        for each in resource.sections.select_related("text")
    ]
    return Release.objects.create(
        resource=resource,
        number=resource.releases.count() + 1,
        content={
            "title": resource.title,
            "summary": resource.summary,
            "evidence_level": resource.evidence_level,
            "sections": [[name, str(heading), words] for name, heading, words in sections],
            "principles": [
                [shown.principle.name, shown.sentence] for shown in resource.principles.all()
            ],
        },
        released_at=timezone.now(),
        released_by="account:test",
    )


class AdoptionFactory(DjangoModelFactory[Adoption]):
    class Meta:
        model = Adoption

    resource = factory.SubFactory(ResourceFactory, published=True)
    organisation = factory.SubFactory(OrganisationFactory)
    since = date(2026, 5, 4)
    recorded_on = date(2026, 5, 5)


class PackFactory(DjangoModelFactory[Pack]):
    """A draft that holds nothing, unless a trait says otherwise."""

    class Meta:
        model = Pack
        skip_postgeneration_save = True

    class Params:
        published = factory.Trait(state=PackState.PUBLISHED, published_on=date(2026, 5, 4))

    title = factory.Sequence(lambda n: f"Case Study Pack {n}")
    slug = factory.Sequence(lambda n: f"case-study-pack-{n}")

    @factory.post_generation
    def holding(self, create, extracted, **_kwargs):
        """So many public case studies."""
        for position in range(extracted or 0):
            study = ResourceFactory(published=True)
            PackItem.objects.create(pack=self, resource=study, position=position)


# The newsroom


class IssueFactory(DjangoModelFactory[Issue]):
    """An issue that is being put together; `ready` to be sent; `sent` long ago."""

    class Meta:
        model = Issue
        skip_postgeneration_save = True

    class Params:
        ready = factory.Trait(letter="Dear members,\n\nwell done.", letter_by="Olwen Editor")
        sent = factory.Trait(
            letter="Dear members,\n\nwell done.",
            letter_by="Olwen Editor",
            state=IssueState.SENT,
            sent_at=factory.LazyFunction(timezone.now),
        )

    month = factory.Sequence(lambda n: date(2030 + n // 12, n % 12 + 1, 1))
    title = factory.LazyAttribute(lambda issue: f"Members’ Update, {issue.month:%B %Y}")
    since = date(2026, 3, 1)
    until = date(2026, 3, 31)

    @factory.post_generation
    def holding(self, create, extracted, **_kwargs):
        """So many items."""
        for position in range(extracted or 0):
            ItemFactory(issue=self, position=position)


class ItemFactory(DjangoModelFactory[Item]):
    """News that staff wrote themselves."""

    class Meta:
        model = Item

    issue = factory.SubFactory(IssueFactory)
    kind = ItemKind.STORY
    heading = factory.Sequence(lambda n: f"A repair café opens, {n}")
    slug = factory.LazyAttribute(lambda item: slugify(item.heading))
    words = "Volunteers mend what neighbours bring."
