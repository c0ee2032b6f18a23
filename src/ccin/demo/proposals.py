"""What fictional members propose in the demonstration's rounds: forty bids, all made up."""

from dataclasses import dataclass

from ccin.funding.states import ProjectKind

LAB, PROTOTYPE = ProjectKind.LAB, ProjectKind.PROTOTYPE


@dataclass(frozen=True, slots=True)
class Proposed:
    """`pounds` asked of the network; `others` what partners give in kind, in pounds."""

    kind: ProjectKind
    title: str
    theme: str
    problem: str
    doing: str
    pounds: int
    others: int = 0

    @property
    def summary(self) -> str:
        return f"{self.problem} {self.doing}"


def _lab(title: str, theme: str, problem: str, doing: str, pounds: int, others: int) -> Proposed:
    return Proposed(LAB, title, theme, problem, doing, pounds, others)


def _try(title: str, theme: str, problem: str, doing: str, pounds: int = 2_000) -> Proposed:
    return Proposed(PROTOTYPE, title, theme, problem, doing, pounds)


PROPOSALS = (
    _lab(
        "Care co-operatives that last",
        "Health and social care",
        "Home care co-operatives start with energy and close when the first contract ends.",
        "Six councils write one contract together with carers and families, and try it.",
        19_500,
        6_000,
    ),
    _lab(
        "Who owns the heat?",
        "Climate and net zero",
        "Heat networks come without a say for those who live on them.",
        "We compare three ways of owning one and write a model rule book.",
        18_000,
        9_000,
    ),
    _lab(
        "The empty shop exchange",
        "Cooperative placemaking",
        "Every fifth shop in our high streets stands empty while makers look for room.",
        "A shared register of rooms and a lease of three pages, tested in five towns.",
        14_800,
        4_500,
    ),
    _lab(
        "Young people hold the purse",
        "Children and young people",
        "Youth budgets are decided about young people, seldom by them.",
        "Four councils hand over a share of theirs and count what changes.",
        12_400,
        3_000,
    ),
    _lab(
        "Food from the edge of town",
        "Food",
        "Growers near towns sell far away, and school kitchens buy from far away.",
        "A buying co-operative of schools and growers, with one van between them.",
        16_250,
        7_200,
    ),
    _lab(
        "Tenants who audit",
        "Housing",
        "Repairs are reported, closed and reported again.",
        "Trained tenants follow a hundred repairs to the end and publish what they find.",
        11_900,
        2_500,
    ),
    _lab(
        "Digital help from next door",
        "Digital",
        "Help with forms is far away from those who need it most.",
        "Neighbours are trained and paid by the hour through a platform they own.",
        17_300,
        5_000,
    ),
    _lab(
        "A common measure of social value",
        "Procurement and social value",
        "Each council asks suppliers for other figures, and small ones give up.",
        "One short form, agreed with suppliers, used by seven councils for a year.",
        20_000,
        8_000,
    ),
    _lab(
        "Handing halls over well",
        "Asset transfer",
        "Halls are handed over with a key and without a plan.",
        "We follow twelve of them through their first year and write down what helps.",
        13_600,
        3_800,
    ),
    _lab(
        "Assemblies that decide",
        "Democracy and engagement",
        "Citizens’ assemblies advise, and their advice ends in a drawer.",
        "Three councils promise beforehand what they will do with the answer.",
        15_000,
        4_000,
    ),
    _lab(
        "Credit unions at the counter",
        "Finance and banking",
        "Residents pay high interest within sight of the council’s own counter.",
        "Credit unions sit there two days a week; we count who comes, and what it saves them.",
        9_700,
        2_000,
    ),
    _lab(
        "Warm rooms all year",
        "Cost of living",
        "Warm rooms opened in one winter and closed in spring with all they had begun.",
        "Libraries and chapels keep them open together and share what it costs.",
        10_500,
        3_300,
    ),
    _try(
        "A repair café in the library",
        "Climate and net zero",
        "Things are thrown away for want of a screwdriver.",
        "Volunteers mend on Saturdays, and we weigh what is saved.",
    ),
    _try(
        "Benches asked for",
        "Health and social care",
        "People stay at home because there is nowhere to rest on the way.",
        "Residents over seventy choose where twelve benches go.",
    ),
    _try(
        "The lending shed",
        "Cooperative placemaking",
        "Every house has a ladder that is used once a year.",
        "A shed with a door code, a list and fifty tools.",
        1_600,
    ),
    _try(
        "Minutes in plain words",
        "Democracy and engagement",
        "Nobody reads our minutes.",
        "Twelve meetings told on one page each, tried with readers.",
        1_200,
    ),
    _try(
        "Community fridge, shared rota",
        "Food",
        "Shops throw food away in the evening, when nobody is there to take it.",
        "Five groups share one fridge and one rota.",
        1_900,
    ),
    _try(
        "Homework club in the chapel",
        "Children and young people",
        "Three in ten children have no quiet place to work.",
        "Sixth-formers are paid to help younger ones.",
    ),
    _try(
        "The two-mile bus",
        "Cooperative placemaking",
        "The last two miles have no bus.",
        "A minibus driven by neighbours on market days.",
    ),
    _try(
        "Small suppliers’ morning",
        "Procurement and social value",
        "Small firms do not know what the council buys.",
        "One morning a month, with the year’s list on the wall.",
        1_000,
    ),
    _try(
        "Phones for the film night",
        "Digital",
        "Young people film everything but their own town.",
        "Twenty short films, shown in the hall, kept by the archive.",
        1_450,
    ),
    _try(
        "An orchard nobody owns",
        "Food",
        "The old allotments lie fallow.",
        "Forty trees, looked after by a club with rules of its own.",
        1_800,
    ),
    _try(
        "Letters to the planning office",
        "Democracy and engagement",
        "People object late because they hear late.",
        "A notice in the shop window a week before each decision.",
        1_100,
    ),
    _try(
        "Savings circle",
        "Finance and banking",
        "A broken washing machine means a loan at high interest.",
        "Groups of ten save together, and the credit union keeps the book.",
        1_700,
    ),
    _try(
        "The hall’s own heat pump",
        "Climate and net zero",
        "Heating the hall costs more than it earns.",
        "We measure, ask three firms and publish the sums.",
    ),
    _try(
        "Dementia walks",
        "Health and social care",
        "Carers seldom get out together with those they care for.",
        "A weekly walk with a marked route and a cup of tea.",
        1_350,
    ),
    _try(
        "Welcome in nine languages",
        "Democracy and engagement",
        "Newcomers do not know whom to ask.",
        "Neighbours write one page together, in nine languages.",
        1_550,
    ),
    _try(
        "Shared laundry",
        "Cost of living",
        "A launderette closed, and the next one is a bus ride away.",
        "Six machines in the old depot, run by those who use them.",
    ),
    _try(
        "A market for left-over paint",
        "Climate and net zero",
        "Paint goes to the tip, and rooms stay unpainted.",
        "A shelf at the tip and an open day each month.",
        1_250,
    ),
    _try(
        "The self-build evening",
        "Housing",
        "People who would build together never meet.",
        "Six evenings with an architect and a map of small plots.",
        1_950,
    ),
    _try(
        "Playing out",
        "Children and young people",
        "Children cannot play in their own street.",
        "Four streets close for two hours a week, marshalled by parents.",
        1_400,
    ),
    _try(
        "One form for all halls",
        "Asset transfer",
        "Each hall has a form of its own.",
        "Eleven halls agree on one and share a calendar.",
        1_150,
    ),
    _try(
        "Tea with a councillor",
        "Democracy and engagement",
        "Surgeries are empty.",
        "Councillors come to tea where people already are.",
        1_000,
    ),
    _try(
        "Mending lessons",
        "Cost of living",
        "Clothes are thrown away for a button.",
        "Ten evenings and a sewing machine to borrow.",
        1_300,
    ),
    _try(
        "The walking library",
        "Health and social care",
        "Those who cannot come get no books.",
        "Volunteers carry them, and stay for a talk.",
        1_500,
    ),
    _try(
        "Solar in the shade",
        "Climate and net zero",
        "Flats have no roof of their own.",
        "Residents of twelve flats buy panels on the school together.",
    ),
    _try(
        "Our own street names",
        "Cooperative placemaking",
        "New streets get names nobody chose.",
        "Schools and the history club propose, residents vote.",
        1_050,
    ),
    _try(
        "Kitchen incubator",
        "Community wealth building",
        "Good cooks cannot afford a licensed kitchen.",
        "The school kitchen, let by the hour in the holidays.",
        1_850,
    ),
    _try(
        "Night café",
        "Health and social care",
        "Loneliness is worst at eleven at night.",
        "The station buffet stays open, staffed by people who know it.",
    ),
    _try(
        "Co-operative window cleaning",
        "Community wealth building",
        "Young people without work clean windows for cash.",
        "A worker co-operative with a van, a bucket and a first customer: us.",
        1_750,
    ),
)
