"""Who sits where in the demonstration: more fictional members, the committee and the board.

No real person or council sits in a body here. Every name was made up for this purpose.
"""

from dataclasses import dataclass

from ccin.demo.people import Body, Place, Standing
from ccin.governance.states import Office, SeatKind
from ccin.members.states import MembershipClass, OrganisationKind, RepresentationRole, SubKind
from ccin.register.states import AuthorityKind


@dataclass(frozen=True, slots=True)
class Council:
    """A fictional unitary council in full membership, with one councillor who leads it."""

    key: str
    name: str
    region: str
    population: int
    budget: int
    summary: str
    leader: str
    mailbox: str
    officer: str = ""
    years: int = 4

    def place(self) -> Place:
        short = self.name.removesuffix(" Council").removesuffix(" Borough").removesuffix(" City")
        return Place(
            self.key,
            self.name,
            short,
            AuthorityKind.UNITARY,
            self.region,
            self.population,
            self.budget,
        )

    def body(self) -> Body:
        people = [
            Standing(
                self.leader, f"leader@{self.mailbox}", RepresentationRole.LEADER, "Council Leader"
            )
        ]
        if self.officer:
            officer = Standing(
                self.officer,
                f"policy@{self.mailbox}",
                RepresentationRole.POLICY_OFFICER,
                "Policy Officer",
            )
            people.insert(0, officer)
        return Body(
            name=self.name,
            kind=OrganisationKind.COUNCIL,
            membership_class=MembershipClass.FULL,
            years=self.years,
            sub_kind=SubKind.PRINCIPAL_COUNCIL,
            authority=self.key,
            summary=self.summary,
            people=tuple(people),
        )


COUNCILS = (
    Council(
        "demo-hollowmere",
        "Hollowmere Borough Council",
        "North West",
        176_400,
        204_000_000,
        "Runs its markets with the traders who stand on them.",
        "Cllr Anneliese Copperthwaite",
        "hollowmere.example",
        "Dafydd Plumtree",
    ),
    Council(
        "demo-tarnmoor",
        "Tarnmoor Council",
        "North East",
        142_800,
        183_000_000,
        "Lends empty shops to new co-operatives for their first year.",
        "Cllr Ignatius Swallowfield",
        "tarnmoor.example",
        "Rosalba Kettlewell",
    ),
    Council(
        "demo-quillhaven",
        "Quillhaven City Council",
        "East of England",
        219_500,
        277_000_000,
        "Writes its care contracts together with the people who are cared for.",
        "Cllr Perpetua Mossgrave",
        "quillhaven.example",
        "Obadiah Fernsby-Cole",
    ),
    Council(
        "demo-emberwick",
        "Emberwick Council",
        "West Midlands",
        198_200,
        241_000_000,
        "Warms its estates from a heat network that the tenants own.",
        "Cllr Lysander Oatfield",
        "emberwick.example",
        "Saoirse Tanglewood",
    ),
    Council(
        "demo-sallowfield",
        "Sallowfield Borough Council",
        "South East",
        124_900,
        139_000_000,
        "Lets young people spend a share of the leisure budget.",
        "Cllr Marigold Fennimore",
        "sallowfield.example",
        "Idris Hazelmount",
    ),
    Council(
        "demo-thornmarket",
        "Thornmarket Council",
        "North West",
        231_000,
        302_000_000,
        "Keeps the network's money in this demonstration.",
        "Cllr Cornelius Brackwater",
        "thornmarket.example",
        "Philippa Stonecrop",
    ),
    Council(
        "demo-merrowdale",
        "Merrowdale Council",
        "Yorkshire and The Humber",
        167_300,
        192_000_000,
        "Plans its parks with the people who walk in them.",
        "Cllr Thessaly Birdsong",
        "merrowdale.example",
        "Cosima Brightwater",
    ),
    Council(
        "demo-kestrelbridge",
        "Kestrelbridge Council",
        "South West",
        109_600,
        118_000_000,
        "Buys its school meals from a growers' co-operative.",
        "Cllr Augustin Larkmead",
        "kestrelbridge.example",
        "Lemuel Appleyard-Finn",
    ),
)

OTHERS = (
    Body(
        name="Osierham Town Council",
        kind=OrganisationKind.PARISH,
        membership_class=MembershipClass.ASSOCIATE,
        years=2,
        sub_kind=SubKind.PARISH,
        region="East of England",
        summary="A town of basket makers that bought its own wharf.",
        people=(
            Standing(
                "Cllr Hepzibah Reedmace",
                "mayor@osierham.example",
                RepresentationRole.LEADER,
                "Town Mayor",
            ),
        ),
    ),
    Body(
        name="Lanternworks",
        kind=OrganisationKind.COOPERATIVE,
        membership_class=MembershipClass.AFFILIATE,
        years=3,
        region="London",
        summary="A co-operative of facilitators who run citizens' assemblies.",
        people=(
            Standing(
                "Balthazar Finchley-Dew",
                "balthazar@lanternworks.example",
                RepresentationRole.REPRESENTATIVE,
                "Member Director",
            ),
        ),
    ),
    Body(
        name="Copperleaf Credit Union",
        kind=OrganisationKind.COOPERATIVE,
        membership_class=MembershipClass.AFFILIATE,
        years=2,
        region="Yorkshire and The Humber",
        summary="Savers who lend to each other, many of them straight from their wages.",
        people=(
            Standing(
                "Araminta Goldsworthy-Lune",
                "araminta@copperleaf.example",
                RepresentationRole.REPRESENTATIVE,
                "Development Manager",
            ),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Sitting:
    """Who holds the next free seat of a kind. `email` names somebody who represents a member;
    whoever sits in their own right is added with `name`."""

    body: str  # slug
    seat: SeatKind
    email: str
    name: str = ""
    office: Office | None = None
    as_clerk: bool = False


EOC, BOARD = "executive-oversight-committee", "values-and-principles-board"

SITTINGS = (
    Sitting(EOC, SeatKind.FULL, "rafe.underhay@fallowmere.example", office=Office.CHAIR),
    Sitting(EOC, SeatKind.FULL, "odile.tanfield@ashcombevale.example", office=Office.VICE_CHAIR),
    Sitting(EOC, SeatKind.FULL, "leader@hollowmere.example"),
    Sitting(EOC, SeatKind.FULL, "leader@tarnmoor.example"),
    Sitting(EOC, SeatKind.FULL, "leader@quillhaven.example"),
    Sitting(EOC, SeatKind.FULL, "leader@emberwick.example"),
    Sitting(EOC, SeatKind.FULL, "leader@sallowfield.example"),
    Sitting(EOC, SeatKind.ACCOUNTABLE_BODY, "policy@thornmarket.example"),
    Sitting(EOC, SeatKind.ASSOCIATE, "wenna.crossthwaite@dunmarrow.example"),
    Sitting(EOC, SeatKind.AFFILIATE, "solveig@hearthandhexagon.example"),
    Sitting(EOC, SeatKind.ANOTHER_BODY, "leader@merrowdale.example"),
    Sitting(EOC, SeatKind.STAFF, "marguerite@staff.example", as_clerk=True),
    Sitting(BOARD, SeatKind.FULL, "leader@merrowdale.example", office=Office.CHAIR),
    Sitting(BOARD, SeatKind.FULL, "leader@kestrelbridge.example"),
    Sitting(BOARD, SeatKind.ASSOCIATE, "mayor@osierham.example"),
    Sitting(BOARD, SeatKind.AFFILIATE, "balthazar@lanternworks.example"),
    Sitting(
        BOARD,
        SeatKind.INDEPENDENT,
        "peverell@individuals.example",
        "Dr Peverell Anstruther-Moss",
    ),
    Sitting(BOARD, SeatKind.INDEPENDENT, "ngozi@individuals.example", "Ngozi Fairweather-Quay"),
    Sitting(BOARD, SeatKind.STAFF, "marguerite@staff.example", as_clerk=True),
    Sitting(
        "honorary-president",
        SeatKind.HONORARY,
        "ottilie@individuals.example",
        "Dame Ottilie Wraysford-Penn",
    ),
)
