"""Fictional bodies that apply to join, one at each stage of the way."""

from dataclasses import dataclass
from enum import StrEnum, auto

from ccin.demo.people import Place
from ccin.members.states import MembershipClass, OrganisationKind
from ccin.register.states import AuthorityKind


class Stage(StrEnum):
    """How far the story of an application has come."""

    DRAFT = auto()
    ASKED = auto()  # with the Board, which waits for an answer
    INTEREST = auto()  # with the Board, one of whom has declared an interest
    VOTING = auto()  # recommended; the committee votes by written procedure
    RETURNED = auto()  # returned to the Board by the committee
    CONDITION = auto()  # approved, with something to do before joining
    JOINED = auto()
    REFUSED = auto()
    WITHDRAWN = auto()
    FOR_STAFF = auto()  # a supporter, whom an officer accepts


@dataclass(frozen=True, slots=True)
class Applying:
    stage: Stage
    name: str
    mailbox: str
    officer: str
    membership_class: MembershipClass = MembershipClass.FULL
    kind: OrganisationKind = OrganisationKind.COUNCIL
    authority: str = ""
    sits_on: str = ""
    standing: str = ""
    work: str = ""
    why: str = ""
    said: str = ""  # the reasons, the question or the condition that its stage turns on


APPLICANT_PLACES = tuple(
    Place(key, name, short, AuthorityKind.UNITARY, region, population, budget)
    for key, name, short, region, population, budget in (
        (
            "demo-cobblewick",
            "Cobblewick Council",
            "Cobblewick",
            "South East",
            152_700,
            168_000_000,
        ),
        (
            "demo-larkhollow",
            "Larkhollow City Council",
            "Larkhollow",
            "East Midlands",
            207_100,
            259_000_000,
        ),
        (
            "demo-foxhallow",
            "Foxhallow Borough Council",
            "Foxhallow",
            "West Midlands",
            131_400,
            144_000_000,
        ),
        (
            "demo-willowbeck",
            "Willowbeck Council",
            "Willowbeck",
            "North West",
            118_900,
            127_000_000,
        ),
        (
            "demo-marshgate",
            "Marshgate Council",
            "Marshgate",
            "East of England",
            144_300,
            151_000_000,
        ),
    )
)

APPLICATIONS = (
    Applying(
        Stage.DRAFT,
        "Port Merrin Council",
        "portmerrin.example",
        "Bastian Loweswater",
        authority="demo-port-merrin",
    ),
    Applying(
        Stage.ASKED,
        "Cobblewick Council",
        "cobblewick.example",
        "Euphemia Garrick-Stone",
        authority="demo-cobblewick",
        said="You write that residents decide on a tenth of the parks budget. Who chooses which "
        "tenth, and can they change it?",
    ),
    Applying(
        Stage.INTEREST,
        "Beeswing Housing Mutual",
        "beeswing.example",
        "Caradoc Elmsworth",
        MembershipClass.AFFILIATE,
        OrganisationKind.COOPERATIVE,
        work="We let 640 homes whose tenants own us, in three towns.",
        why="Councils ask us how tenants can own their homes together. We would rather answer all "
        "of them at once.",
        said="I have advised Beeswing on its rules, and was paid for it.",
    ),
    Applying(
        Stage.VOTING,
        "Larkhollow City Council",
        "larkhollow.example",
        "Mirabel Throckett",
        authority="demo-larkhollow",
        said="The council has a scheme under way for each principle but one, says so itself, and "
        "wants to be held to it.",
    ),
    Applying(
        Stage.RETURNED,
        "Foxhallow Borough Council",
        "foxhallow.example",
        "Leopold Ashdene",
        authority="demo-foxhallow",
        said="The recommendation does not say how the council answers the principle of working "
        "with residents as equals. Ask, and advise us again.",
    ),
    Applying(
        Stage.CONDITION,
        "Marshgate Council",
        "marshgate.example",
        "Winifred Sedgeley",
        authority="demo-marshgate",
        said="Full council confirms the cabinet’s decision to join.",
    ),
    Applying(
        Stage.JOINED,
        "Willowbeck Council",
        "willowbeck.example",
        "Horatio Pennyfeather",
        authority="demo-willowbeck",
        said="A council that already shares what it learns with its neighbours.",
    ),
    Applying(
        Stage.REFUSED,
        "Gleamline Outsourcing",
        "gleamline.example",
        "Ferdinand Glossop-Hale",
        MembershipClass.AFFILIATE,
        OrganisationKind.COMPANY,
        work="We run call centres for councils and sell them software to measure it.",
        why="We should like to meet more councils.",
        said="The application describes a wish to sell, and nothing that the company would put in. "
        "It may apply again when it has something to share.",
    ),
    Applying(
        Stage.WITHDRAWN,
        "Dunmarrow Independents",
        "dunmarrowindependents.example",
        "Cllr Rosamund Halfpenny",
        MembershipClass.ASSOCIATE,
        OrganisationKind.PARTY_GROUP,
        sits_on="demo-dunmarrow",
        standing="opposition",
        said="The group would rather wait until after the elections in May.",
    ),
    Applying(
        Stage.FOR_STAFF,
        "Dandelion Street Trust",
        "dandelionstreet.example",
        "Zephyrine Outram",
        MembershipClass.SUPPORTER,
        OrganisationKind.NGO,
        why="We keep a street library and want to hear what councils try.",
    ),
)

# How far a fictional council says it has come with each principle of the Statement in force, in
# its order, with a sentence that shows it.
EVIDENCE = (
    (3, "Residents, traders and the council sit on the board that runs the town centre together."),
    (3, "Assemblies drawn by lot set the order of works in each of our eleven parks."),
    (2, "Tenants wrote the repairs standard with us, and check it on site every quarter."),
    (2, "Nine new co-operatives have had rooms, advice and their first order from the council."),
    (3, "A tenth of the score of every contract over £50,000 is what it leaves in the town."),
    (1, "Ward councillors hold a small budget each and spend it with their neighbours."),
    (2, "Home care in the north of the town is run by a mutual of its carers."),
    (1, "We set a day a month aside for trying what another council has tried."),
    (2, "Every project ends with an hour on what went wrong, written down and published."),
    (0, ""),
)
