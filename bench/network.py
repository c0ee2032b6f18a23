"""A made-up network, and what its people do in a year: all by the operations of the platform, from
seeded chance. Django is set up before this is imported. Never on real data.

The rates are assumptions of ours, on the lively side: nobody has measured such a network yet.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils import timezone

from ccin.access.actor import Actor
from ccin.access.permissions import Role
from ccin.accounts.models import Account, RoleHeld
from ccin.discussion.models import Belonging, Group, Post, Topic
from ccin.discussion.operations.groups import GroupDetails, make_group, welcome_by_post
from ccin.discussion.operations.talking import Beginning as TopicBeginning
from ccin.discussion.operations.talking import begin_topic, post_reply
from ccin.discussion.states import GroupKind, HowToJoin, TopicKind
from ccin.governance.models import Appointment, Body, Clause, Power, Procedure, Seat, Terms
from ccin.governance.operations.matters import Opening, open_matter
from ccin.governance.operations.procedures import Proposal, cast_vote, open_procedure
from ccin.governance.states import (
    RUNNING,
    BodyKind,
    Choice,
    FilledBy,
    MatterKind,
    Outcome,
    SeatKind,
    SeatRole,
    Step,
)
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.library.models import Resource, Theme
from ccin.library.operations.adopting import Adopting, adopt_resource
from ccin.library.operations.asking import (
    Question,
    answer_question,
    ask_network,
    reply_to_question,
    thank,
)
from ccin.library.operations.publishing import publish_resource, submit_resource
from ccin.library.operations.resources import Beginning, start_resource
from ccin.library.operations.searches import Searched, save_search
from ccin.library.states.adoptions import Stage
from ccin.members.models import Membership, Organisation, Person, Representation
from ccin.members.states import MembershipClass, OrganisationKind, RepresentationRole
from ccin.newsroom.operations.announcements import (
    Wording,
    audience_stamp,
    begin_announcement,
    choose_segment,
    send_announcement,
    write_announcement,
)
from ccin.newsroom.operations.issues import IssueWords, change_issue, send_issue, start_issue
from ccin.newsroom.operations.items import ItemWords, add_item
from ccin.newsroom.reads.issues import stamp_of
from ccin.newsroom.reads.segments import audience_of, segment_of
from ccin.newsroom.rules.segments import Segment
from ccin.newsroom.states import ItemKind
from ccin.outbox.operations.choices import choose
from ccin.outbox.states import ChoiceHow

# A week, in a network of 500 organisations and 3,000 people; smaller ones do less in proportion.
QUESTIONS, RESOURCES, ADOPTIONS = 4.0, 3.0, 6.0
# A week, in one group; each topic has some replies, on average, of which some name somebody.
TOPICS = {
    GroupKind.OFFICERS: 4.0,
    GroupKind.LEADERS: 1.0,
    GroupKind.THEME: 1.5,
    GroupKind.LEARNING_SET: 0.5,
}
REPLIES, NAMES_SOMEBODY = 3.0, 0.15
THEME_GROUPS = [0, 0, 0, 1, 1, 1, 1, 2, 2, 3]  # to how many of them somebody belongs
ANSWERS, THANKS, MARKS = 0.6, 0.7, 0.5  # of those asked; of replies; of questions with replies
VOTES_A_YEAR, VOTES_WITHIN_A_DAY = 20, 0.25  # of a body; of its members, each day
SAVES_A_SEARCH = 0.02
ANNOUNCED = {(2, 10), (5, 12), (9, 15), (11, 4)}  # month, day
CHOSE = {ChoiceHow.DAILY: 0.08, ChoiceHow.WEEKLY: 0.08, ChoiceHow.NEVER: 0.04}

ROLES = [
    RepresentationRole.POLICY_OFFICER,
    RepresentationRole.LEADER,
    RepresentationRole.PORTFOLIO_HOLDER,
    RepresentationRole.LEAD_OFFICER,
    RepresentationRole.REPRESENTATIVE,
    RepresentationRole.CHIEF_EXECUTIVE,
]
SUBJECTS = ["repairs", "bread", "heat", "lamps", "trees", "buses", "shops", "care", "homes"]
WORDS = (
    "We tried this for two years in three places. What worked was to ask those who live there "
    "first, to begin small, and to say each month what it had cost. What did not work was a form.\n"
    "\nWe would do it again. Ring us before you write a paper about it."
)


@dataclass(frozen=True, slots=True)
class Size:
    organisations: int = 500
    people: int = 3000
    days: int = 364

    @property
    def share(self) -> float:
        return self.people / 3000


@dataclass(frozen=True, slots=True)
class Seats:
    body: Body
    kind: str
    people: Sequence[Actor]
    clerk: Actor


@dataclass(slots=True)
class Network:
    size: Size
    chance: random.Random
    staff: Actor
    people: dict[int, Actor] = field(default_factory=dict)  # by the key of the person
    organisations: dict[int, Organisation] = field(default_factory=dict)
    bodies: list[Seats] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    belong: dict[int, list[int]] = field(default_factory=dict)
    themes: list[Theme] = field(default_factory=list)
    to_come: dict[date, list[tuple[str, int]]] = field(default_factory=dict)
    asked: int = 0

    def somebody(self, among: Sequence[int] = ()) -> Actor:
        return self.people[self.chance.choice(among or list(self.people))]

    def of(self, actor: Actor) -> Organisation:
        return self.organisations[next(iter(actor.organisation_roles))]

    def times(self, average: float) -> int:
        """How often something happens today that happens so often on average: Poisson's chance."""
        number, passed = 0, self.chance.expovariate(1.0)
        while passed < average:
            number, passed = number + 1, passed + self.chance.expovariate(1.0)
        return number

    def subject(self) -> str:
        self.asked += 1
        return f"{self.chance.choice(SUBJECTS)} and {self.chance.choice(SUBJECTS)}, {self.asked}"


def fill(size: Size, *, seed: int = 5) -> Network:
    """Everybody, their groups and bodies, and what some of them have chosen."""
    network = Network(size, random.Random(seed), _staff())
    _people(network)
    _groups(network)
    network.bodies = [
        _body(network, "Measured Board", MatterKind.JOIN_AFFILIATE),
        _body(network, "Measured Committee", MatterKind.JOIN_FULL),
    ]
    themes = (Theme(name=f"Measured {each}", slug=f"measured-{each}") for each in SUBJECTS)
    network.themes = Theme.objects.bulk_create(themes)
    _choices(network)
    return network


def _staff() -> Actor:
    account = Account.objects.create_user("staff@measured.example", name="Measured Staff")
    roles = frozenset({Role.ADMINISTRATOR, Role.EDITOR, Role.MEMBERSHIP_OFFICER})
    RoleHeld.objects.bulk_create(
        RoleHeld(account=account, role=role, starts_on=date(2020, 1, 1)) for role in sorted(roles)
    )
    return Actor(f"account:{account.pk}", account.name, network_roles=roles)


def _people(network: Network) -> None:
    size, long_ago = network.size, date(2021, 5, 1)
    organisations = Organisation.objects.bulk_create(
        Organisation(
            name=f"Measured Body {number}",
            slug=f"measured-body-{number}",
            kind=OrganisationKind.COMPANY,
            nation="England",
            region="North West",
        )
        for number in range(size.organisations)
    )
    Membership.objects.bulk_create(
        Membership(
            organisation=each, membership_class=MembershipClass.AFFILIATE, starts_on=long_ago
        )
        for each in organisations
    )
    people = Person.objects.bulk_create(
        Person(name=f"Ada Measured{_letters(number)}", email=f"person-{number}@measured.example")
        for number in range(size.people)
    )
    accounts = Account.objects.bulk_create(
        Account(email=each.email, name=each.name, person=each, password="!") for each in people
    )
    Representation.objects.bulk_create(
        Representation(
            person=person,
            organisation=organisations[number % size.organisations],
            role=ROLES[number // size.organisations % len(ROLES)],
            is_primary=number < size.organisations,
            starts_on=long_ago,
        )
        for number, person in enumerate(people)
    )
    network.organisations = {each.pk: each for each in organisations}
    for number, (person, account) in enumerate(zip(people, accounts, strict=True)):
        role = Role.MAIN_CONTACT if number < size.organisations else Role.REPRESENTATIVE
        network.people[person.pk] = Actor(
            f"account:{account.pk}",
            person.name,
            person.pk,
            organisation_roles={organisations[number % size.organisations].pk: frozenset({role})},
            classes=frozenset({str(MembershipClass.AFFILIATE)}),
        )


def _letters(number: int) -> str:
    """A number in letters: names hold no figures."""
    return "".join(chr(ord("a") + int(figure)) for figure in str(number))


def _groups(network: Network) -> None:
    """Two by post; themes, which people choose; learning sets of twelve."""
    size, chance, staff = network.size, network.chance, network.staff
    by_post = {
        GroupKind.OFFICERS: ("Measured Policy Officers", RepresentationRole.POLICY_OFFICER),
        GroupKind.LEADERS: ("Measured Leaders", RepresentationRole.LEADER),
    }
    for kind, (name, role) in by_post.items():
        details = GroupDetails(name, kind, how_to_join=HowToJoin.INVITED, roles=[role])
        network.groups.append(make_group(details, by=staff))
        welcome_by_post(network.groups[-1], by=staff)
    number = max(1, size.people // 300)
    themes = [
        make_group(GroupDetails(f"Measured Theme {_letters(each)}", GroupKind.THEME), by=staff)
        for each in range(number)
    ]
    sets = [
        make_group(GroupDetails(f"Measured Set {_letters(each)}", GroupKind.LEARNING_SET), by=staff)
        for each in range(number)
    ]
    joined = [
        (group, person)
        for person in network.people
        for group in chance.sample(themes, min(chance.choice(THEME_GROUPS), len(themes)))
    ]
    joined += [(group, person) for group in sets for person in chance.sample([*network.people], 12)]
    Belonging.objects.bulk_create(
        Belonging(group=group, person_id=person, joined_at=timezone.now())
        for group, person in joined
    )
    network.groups += [*themes, *sets]
    for group in network.groups:
        network.belong[group.pk] = list(group.belongings.values_list("person", flat=True))


def _body(network: Network, name: str, kind: str) -> Seats:
    """Twelve who vote, and a clerk, with the power to decide who joins in a class."""
    long_ago = date(2021, 5, 1)
    body = Body.objects.create(name=name, slug=name.lower().replace(" ", "-"), kind=BodyKind.BOARD)
    terms = Terms.objects.create(body=body, number=1, starts_on=long_ago, source="Made up")
    clause = Clause.objects.create(
        terms=terms, number="1", position=1, words="It decides.", source="Made up"
    )
    Power.objects.create(clause=clause, kind=kind, step=Step.DECIDE, starts_on=long_ago)
    actors = network.chance.sample(list(network.people.values()), 13)
    for place, actor in enumerate(actors):
        role = SeatRole.VOTING if place else SeatRole.CLERK
        seat = Seat.objects.create(
            body=body,
            name=f"Seat {place}",
            kind=SeatKind.INDEPENDENT,
            role=role,
            filled_by=FilledBy.APPOINTMENT,
            position=place + 1,
            starts_on=long_ago,
        )
        Appointment.objects.create(
            seat=seat,
            person_id=actor.person,
            starts_on=long_ago,
            authority_on_file="Made up",
        )
    clerk, *voters = actors
    return Seats(
        body,
        kind,
        [replace(each, body_roles={body.pk: frozenset({Role.VOTING})}) for each in voters],
        replace(clerk, body_roles={body.pk: frozenset({Role.CLERK})}),
    )


def _choices(network: Network) -> None:
    chance = network.chance
    for actor in network.people.values():
        how = chance.choices([None, *CHOSE], [1 - sum(CHOSE.values()), *CHOSE.values()])[0]
        if how:
            key = f"person:{actor.person}"
            choose(key, "digest", how, wording="Made up", source="page", by=actor)
        if chance.random() < SAVES_A_SEARCH:
            save_search(Searched(chance.choice(SUBJECTS)), by=actor)


# A day


def live(network: Network) -> None:
    """What people do on this day; nobody does anything at the weekend."""
    day = today()
    if day.weekday() > 4:
        return
    for what, key in network.to_come.pop(day, []):
        {"reply": _reply, "question": _help, "adopt": _adopt}[what](network, key)
    for group in network.groups:
        _talk(network, group)
    for act, a_week in ((_ask, QUESTIONS), (_publish, RESOURCES)):
        for _each in range(network.times(a_week * network.size.share / 5)):
            act(network)
    for seats in network.bodies:
        _vote(network, seats)
    if (day.month, day.day) in ANNOUNCED:
        _announce(network)


def month_ends(network: Network) -> None:
    """The Members' Update is put together and sent."""
    issue = start_issue(by=network.staff)
    words = IssueWords(issue.title, WORDS, "Measured Staff, for the network", issue.since)
    change_issue(issue, words, version=issue.version, by=network.staff)
    issue.refresh_from_db()
    if not issue.items.filter(is_included=True).exists():
        add_item(issue, ItemWords(ItemKind.STORY, "A quiet month", WORDS), by=network.staff)
    issue.items.filter(words="").update(words="It went well.")
    send_issue(issue, seen=stamp_of(issue), by=network.staff)


def _later(network: Network, what: str, key: int, *, number: int) -> None:
    for _each in range(number):
        day = date.fromordinal(today().toordinal() + network.chance.randint(0, 6))
        while day.weekday() > 4 or day == today():
            day = date.fromordinal(day.toordinal() + 1)
        network.to_come.setdefault(day, []).append((what, key))


def _talk(network: Network, group: Group) -> None:
    for _each in range(network.times(TOPICS[GroupKind(group.kind)] / 5)):
        by = network.somebody(network.belong[group.pk])
        beginning = TopicBeginning(TopicKind.TALK, f"What of {network.subject()}?", WORDS)
        topic = begin_topic(group, beginning, by=by)
        _later(network, "reply", topic.pk, number=network.times(REPLIES))


def _reply(network: Network, key: int) -> None:
    topic = Topic.objects.get(pk=key)
    among = network.belong[topic.group_id or 0]
    named = network.somebody(among).name if network.chance.random() < NAMES_SOMEBODY else ""
    words = f"@{named} knows more.\n\n{WORDS}" if named else WORDS
    post_reply(topic, words, by=network.somebody(among))


def _ask(network: Network) -> None:
    by = network.somebody()
    question = Question(
        f"Who knows about {network.subject()}?",
        WORDS,
        network.of(by),
        themes=[network.chance.choice(network.themes)],
    )
    topic = ask_network(question, by=by)
    _later(network, "question", topic.pk, number=1)


def _help(network: Network, key: int) -> None:
    """Some of those to whom it was put reply; whoever asked says thank you, and which it was."""
    topic = Topic.objects.get(pk=key)
    asker = network.people[topic.asked_by_id or 0]
    posts: list[Post] = []
    for asking in topic.askings.filter(replied_at=None, passed_at=None):
        if network.chance.random() < ANSWERS:
            by = network.people[asking.person_id]
            posts.append(reply_to_question(topic, WORDS, organisation=network.of(by), by=by))
    for post in posts:
        if network.chance.random() < THANKS:
            thank(post, by=asker)
    topic.refresh_from_db()
    if posts and network.chance.random() < MARKS:
        answer_question(topic, posts[0], version=topic.version, by=asker)


def _publish(network: Network) -> None:
    by = network.somebody()
    words = {"problem": WORDS, "done": WORDS}
    title = f"How we did {network.subject()}"
    begun = Beginning(title, network.of(by), summary="What it was, and what it cost.", words=words)
    resource = start_resource("case_study", begun, by=by)
    resource.themes.add(network.chance.choice(network.themes))
    submit_resource(resource, by=by)
    publish_resource(resource, by=network.staff)
    adopted = network.times(ADOPTIONS / RESOURCES)
    _later(network, "adopt", resource.pk, number=adopted)


def _adopt(network: Network, key: int) -> None:
    resource, by = Resource.objects.get(pk=key), network.somebody()
    try:
        adopt_resource(resource, network.of(by), Adopting(Stage.TRYING, today()), by=by)
    except Refused:
        return  # its own owner, or one that uses it already


def _vote(network: Network, seats: Seats) -> None:
    chance = network.chance
    running = Procedure.objects.filter(body=seats.body, state=RUNNING)
    for procedure in running.filter(closes_at__gt=timezone.now()):
        for voter in seats.people:
            procedure.refresh_from_db()
            if procedure.state == RUNNING and chance.random() < VOTES_WITHIN_A_DAY:
                cast_vote(procedure, Choice.FOR, by=voter)
    if chance.random() < VOTES_A_YEAR / 260:
        title = f"An invented body, {network.subject()}"
        opening = Opening(seats.kind, title, "members:organisation", str(10**6 + network.asked))
        matter = open_matter(opening, by=network.staff)
        open_procedure(matter, Proposal(Outcome.APPROVE, "It does so."), by=seats.clerk)


def _announce(network: Network) -> None:
    staff = network.staff
    announcement = begin_announcement(by=staff)
    segment = Segment(roles=(str(network.chance.choice(ROLES)),))
    choose_segment(announcement, segment, version=announcement.version, by=staff)
    announcement.refresh_from_db()
    wording = Wording(f"About {network.subject()}", WORDS)
    write_announcement(announcement, wording, version=announcement.version, by=staff)
    announcement.refresh_from_db()
    stamp = audience_stamp(audience_of(segment_of(announcement), section=announcement.section))
    send_announcement(announcement, stamp=stamp, version=announcement.version, by=staff)
