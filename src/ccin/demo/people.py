"""Who and what the demonstration invents: plainly fictional places, bodies and people.

Names were made up for this purpose; addresses end in `.example`, which can never exist.
"""

from dataclasses import dataclass, field

from ccin.access.permissions import Role
from ccin.members.states import MembershipClass, OrganisationKind, RepresentationRole, SubKind
from ccin.register.states import AuthorityKind


@dataclass(frozen=True, slots=True)
class Place:
    """A council that does not exist, with the people it would serve and spend for."""

    key: str
    name: str
    short_name: str
    kind: AuthorityKind
    region: str
    population: int
    budget: int  # whole pounds
    parent: str = ""


PLACES = (
    Place(
        "demo-brackenshire",
        "Brackenshire County Council",
        "Brackenshire",
        AuthorityKind.COUNTY,
        "East Midlands",
        612_000,
        702_000_000,
    ),
    Place(
        "demo-ashcombe-vale",
        "Ashcombe Vale District Council",
        "Ashcombe Vale",
        AuthorityKind.NON_METROPOLITAN_DISTRICT,
        "East Midlands",
        98_400,
        14_300_000,
        parent="demo-brackenshire",
    ),
    Place(
        "demo-fallowmere",
        "Fallowmere City Council",
        "Fallowmere",
        AuthorityKind.UNITARY,
        "North West",
        241_700,
        318_000_000,
    ),
    Place(
        "demo-port-merrin",
        "Port Merrin Council",
        "Port Merrin",
        AuthorityKind.UNITARY,
        "South West",
        133_900,
        171_000_000,
    ),
    Place(
        "demo-dunmarrow",
        "Dunmarrow Borough Council",
        "Dunmarrow",
        AuthorityKind.METROPOLITAN_DISTRICT,
        "Yorkshire and The Humber",
        205_300,
        226_000_000,
    ),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """Who speaks for a body, in which role; the first one is its main contact."""

    name: str
    email: str
    role: RepresentationRole
    job_title: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    name: str
    kind: OrganisationKind
    membership_class: MembershipClass | None
    years: int = 0  # in membership
    sub_kind: str = ""
    authority: str = ""
    sits_on: str = ""
    region: str = ""
    summary: str = ""
    offers: str = ""
    seeks: str = ""
    people: tuple[Standing, ...] = field(default=())


BODIES = (
    Body(
        name="Fallowmere City Council",
        kind=OrganisationKind.COUNCIL,
        membership_class=MembershipClass.FULL,
        years=6,
        sub_kind=SubKind.PRINCIPAL_COUNCIL,
        authority="demo-fallowmere",
        summary="A harbour city that hands neighbourhood budgets to residents' assemblies.",
        offers="How we wrote social value into every contract above £25,000.",
        seeks="Councils that have moved a leisure trust into community ownership.",
        people=(
            Standing(
                "Imogen Saltmarsh",
                "imogen.saltmarsh@fallowmere.example",
                RepresentationRole.POLICY_OFFICER,
                "Policy and Partnerships Officer",
            ),
            Standing(
                "Cllr Rafe Underhay",
                "rafe.underhay@fallowmere.example",
                RepresentationRole.LEADER,
                "Leader of the Council",
            ),
            Standing(
                "Nkechi Barrowclough",
                "nkechi.barrowclough@fallowmere.example",
                RepresentationRole.FINANCE_CONTACT,
                "Finance Business Partner",
            ),
        ),
    ),
    Body(
        name="Ashcombe Vale District Council",
        kind=OrganisationKind.COUNCIL,
        membership_class=MembershipClass.FULL,
        years=3,
        sub_kind=SubKind.PRINCIPAL_COUNCIL,
        authority="demo-ashcombe-vale",
        summary="Market towns and villages that run their own halls, shops and buses.",
        offers="A community-owned bus service in its third year.",
        seeks="A tested way to measure what co-operation changes.",
        people=(
            Standing(
                "Gethin Marlpit",
                "gethin.marlpit@ashcombevale.example",
                RepresentationRole.LEAD_OFFICER,
                "Assistant Director, Communities",
            ),
            Standing(
                "Cllr Odile Tanfield",
                "odile.tanfield@ashcombevale.example",
                RepresentationRole.PORTFOLIO_HOLDER,
                "Portfolio Holder for Communities",
            ),
        ),
    ),
    Body(
        name="Dunmarrow Opposition Group",
        kind=OrganisationKind.PARTY_GROUP,
        membership_class=MembershipClass.ASSOCIATE,
        years=2,
        sub_kind=SubKind.OPPOSITION_GROUP,
        sits_on="demo-dunmarrow",
        summary="Councillors who mean to bring Dunmarrow into full membership.",
        people=(
            Standing(
                "Cllr Wenna Crossthwaite",
                "wenna.crossthwaite@dunmarrow.example",
                RepresentationRole.GROUP_LEADER,
                "Group Leader",
            ),
        ),
    ),
    Body(
        name="Hearth and Hexagon Co-operative",
        kind=OrganisationKind.COOPERATIVE,
        membership_class=MembershipClass.AFFILIATE,
        years=4,
        region="North West",
        summary="A workers' co-operative that builds and retrofits homes with their tenants.",
        offers="Retrofit surveys that tenants learn to do themselves.",
        people=(
            Standing(
                "Solveig Ambrose-Pike",
                "solveig@hearthandhexagon.example",
                RepresentationRole.REPRESENTATIVE,
                "Membership Director",
            ),
        ),
    ),
    Body(
        name="Commonwell Trust",
        kind=OrganisationKind.NGO,
        membership_class=MembershipClass.SUPPORTER,
        years=1,
        region="South West",
        summary="A charity that helps villages to buy their last pub, shop or field.",
    ),
    Body(
        name="Port Merrin Council",
        kind=OrganisationKind.COUNCIL,
        membership_class=None,
        authority="demo-port-merrin",
        summary="Thinking about joining.",
        people=(
            Standing(
                "Bastian Loweswater",
                "bastian.loweswater@portmerrin.example",
                RepresentationRole.POLICY_OFFICER,
                "Strategy Officer",
            ),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Colleague:
    name: str
    email: str
    roles: tuple[Role, ...]
    stands_in_for_days: int = 0


STAFF = (
    Colleague(
        "Marguerite Oakenholt",
        "marguerite@staff.example",
        (Role.MEMBERSHIP_OFFICER, Role.EDITOR),
    ),
    Colleague("Tomos Quillfeather", "tomos@staff.example", (Role.EDITOR,)),
    Colleague("Adaeze Thornbury", "adaeze@staff.example", (Role.ADMINISTRATOR,)),
    Colleague("Jory Larkspur", "jory@staff.example", (Role.STAND_IN,), stands_in_for_days=14),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question from outside; `source` where staff wrote it down at a stand or on the phone."""

    kind: str
    name: str
    question: str
    email: str = ""
    organisation: str = ""
    about: str = ""
    source: str = ""


QUESTIONS = (
    Asked(
        kind="joining",
        name="Bastian Loweswater",
        email="bastian.loweswater@portmerrin.example",
        organisation="Port Merrin Council",
        question="Our leader wants to take joining to full council in the new year. "
        "Who could talk us through what the self-assessment asks?",
    ),
    Asked(
        kind="figure_error",
        name="Calliope Wrenfield",
        email="calliope@fallowmerepost.example",
        organisation="The Fallowmere Post",
        about="figure:budget",
        question="Is the combined budget before or after income from fees and charges?",
    ),
    Asked(
        kind="joining",
        name="Cllr Ottoline Farrow",
        email="ottoline.farrow@thistledown.example",
        organisation="Thistledown Parish Council",
        question="Asked on our stand whether a parish of 900 people would be welcome.",
        source="stand",
    ),
)


@dataclass(frozen=True, slots=True)
class Story:
    """A piece of news about fictional bodies, so many days old."""

    title: str
    summary: str
    body: str
    days_ago: int


STORIES = (
    Story(
        title="Fallowmere hands its allotments to the people who dig them",
        summary="Eleven sites, one co-operative society, and a waiting list that has halved.",
        body="Fallowmere City Council has leased all of its allotments to a society of the people "
        "who work them. Members set the rents, mend the fences and decide who gets the next plot. "
        "The council kept one duty: to see that the list is fair.",
        days_ago=12,
    ),
    Story(
        title="Ashcombe Vale counts what its community bus is worth",
        summary="Three years of tickets, hospital trips and new friendships, told with numbers.",
        body="The bus that Ashcombe Vale's villages own together has carried its hundred-thousandth"
        " passenger. The council and the drivers have written down what it cost, what it saved "
        "and what they would do differently.",
        days_ago=47,
    ),
)
