"""More fictional members, so that a whole round of bids has somebody to lead each of them.

No real council is meant. Every name was made up for this purpose.
"""

from ccin.demo.committees import BOARD, Sitting
from ccin.demo.people import Body, Place, Standing
from ccin.governance.states import SeatKind
from ccin.members.states import MembershipClass, OrganisationKind, RepresentationRole, SubKind
from ccin.register.states import AuthorityKind

# Name of the council, region, residents, budget in whole pounds, its lead officer.
_COUNCILS = (
    ("Amberlode", "South West", 164_300, 197_000_000, "Hesketh Marlowe-Pane"),
    ("Bellthorn", "North East", 118_900, 148_000_000, "Tamsin Orrery"),
    ("Caldermoss", "Yorkshire and The Humber", 231_200, 289_000_000, "Benedikt Farrowdale"),
    ("Dovecliffe", "South East", 146_700, 171_000_000, "Ottilie Brambling"),
    ("Eastwharf", "London", 258_100, 341_000_000, "Cosmo Hathersedge"),
    ("Foxglade", "West Midlands", 187_600, 219_000_000, "Lettice Ormandy"),
    ("Glimmerness", "North West", 209_800, 252_000_000, "Thaddeus Quill"),
    ("Harrowmead", "East of England", 132_400, 158_000_000, "Imelda Starling-Roe"),
    ("Ivorbridge", "South West", 121_800, 139_000_000, "Josephine Marl"),
    ("Kittiwake Sound", "North West", 153_300, 182_000_000, "Rufus Ainsley-Dove"),
    ("Lintelby", "East Midlands", 139_600, 160_000_000, "Maud Ferriday"),
    ("Merlinstow", "West Midlands", 172_100, 204_000_000, "Quentin Harbottle"),
)

# Name of the town, region, its clerk.
_TOWNS = (
    ("Inglewhite-on-Stour", "South West", "Barnaby Teasel"),
    ("Juniper Cross", "East Midlands", "Philomena Rook"),
    ("Kingfisher Reach", "South East", "Ambrose Dillworth"),
    ("Larkspur Magna", "East of England", "Clementine Yarrow"),
    ("Mistlethwaite", "North West", "Gideon Sparrowhawk"),
    ("Nettlecombe Parva", "South West", "Araminta Bellweather"),
    ("Oldferry", "North East", "Linus Copperfell"),
    ("Pennywort", "West Midlands", "Rosamund Thackeray-Voss"),
    ("Quarrybank Lea", "Yorkshire and The Humber", "Silas Merriweather"),
    ("Ravensmoor", "North West", "Euphemia Gale"),
    ("Saltmarsh Green", "East of England", "Crispin Underbough"),
    ("Thistlecote", "East Midlands", "Henrietta Plume"),
    ("Upper Wrenlow", "West Midlands", "Jasper Tollgate"),
    ("Vellumbury", "South East", "Octavia Reedmace"),
    ("Withybrook St Anne", "South West", "Fergus Lantern"),
    ("Yaffleford", "South East", "Beatrix Coldstream"),
    ("Zephyr Bay", "North East", "Montague Fernhill"),
    ("Applegarth Common", "Yorkshire and The Humber", "Delphine Stirrup"),
    ("Bramblewick St Oswin", "North East", "Hubert Larch"),
    ("Cuckoo Hatch", "South East", "Winifred Sallow"),
    ("Dunnockby", "East Midlands", "Peregrine Moss"),
    ("Elderflower End", "East of England", "Thomasina Reed"),
    ("Fiddlers Ferry Green", "North West", "Alaric Bunting"),
    ("Gorsehaven", "South West", "Millicent Dray"),
)


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")


PLACES = tuple(
    Place(
        f"demo-{_slug(name)}",
        f"{name} Council",
        name,
        AuthorityKind.UNITARY,
        region,
        population,
        budget,
    )
    for name, region, population, budget, _officer in _COUNCILS
)

BODIES = (
    *(
        Body(
            name=f"{name} Council",
            kind=OrganisationKind.COUNCIL,
            membership_class=MembershipClass.FULL,
            years=3,
            sub_kind=SubKind.PRINCIPAL_COUNCIL,
            authority=f"demo-{_slug(name)}",
            summary="Tries things out with its residents before it decides.",
            people=(
                Standing(
                    officer,
                    f"policy@{_slug(name)}.example",
                    RepresentationRole.LEAD_OFFICER,
                    "Policy Officer",
                ),
            ),
        )
        for name, _region, _population, _budget, officer in _COUNCILS
    ),
    *(
        Body(
            name=f"{name} Town Council",
            kind=OrganisationKind.PARISH,
            membership_class=MembershipClass.ASSOCIATE,
            years=2,
            sub_kind=SubKind.PARISH,
            region=region,
            summary="A small council with a hall, a green and many volunteers.",
            people=(
                Standing(
                    clerk,
                    f"clerk@{_slug(name)}.example",
                    RepresentationRole.LEAD_OFFICER,
                    "Town Clerk",
                ),
            ),
        )
        for name, region, clerk in _TOWNS
    ),
)

# Those of them who fill the board for a whole round.
BOARD_OF_TWELVE = (
    *(
        Sitting(BOARD, SeatKind.FULL, f"policy@{_slug(name)}.example")
        for name in ("Amberlode", "Bellthorn", "Caldermoss", "Dovecliffe")
    ),
    Sitting(BOARD, SeatKind.ASSOCIATE, "clerk@ravensmoor.example"),
    Sitting(BOARD, SeatKind.AFFILIATE, "araminta@copperleaf.example"),
)
