"""Six invented districts that have just become one invented council, for staff to walk through."""

from datetime import timedelta

from ccin.access.actor import Actor
from ccin.demo.people import Body, Place, Standing
from ccin.kernel.clock import today
from ccin.members.states import MembershipClass, OrganisationKind, RepresentationRole, SubKind
from ccin.register.models import Authority
from ccin.register.operations import ChangeDetails, record_change
from ccin.register.states import AuthorityKind, ChangeKind

REGION = "East of England"
SUCCESSOR = Place(
    "demo-quillshire",
    "Quillshire Council",
    "Quillshire",
    AuthorityKind.UNITARY,
    REGION,
    548_200,
    640_000_000,
)
# Name, residents, years in membership, and who speaks for it.
DISTRICTS = (
    ("Upper Quill", 88_100, 7, "Perdita Lanyard", "Cllr Osric Thimblemere"),
    ("Lower Quill", 94_600, 5, "Casimir Oatley", "Cllr Birdie Fanshawe-Reed"),
    ("Fennelworth", 101_300, 4, "Ottilie Brackwater", "Cllr Lorcan Petherwin"),
    ("Harrowmoss", 79_900, 3, "Ignatius Pell", ""),
    ("Tansyford", 92_400, 2, "Sunniva Crake", ""),
    ("Wickerby", 91_900, 1, "Delphine Ashgrove", ""),
)


def key_of(name: str) -> str:
    return f"demo-{name.lower().replace(' ', '-')}"


PLACES = (
    SUCCESSOR,
    *(
        Place(
            key_of(name),
            f"{name} District Council",
            name,
            AuthorityKind.NON_METROPOLITAN_DISTRICT,
            REGION,
            residents,
            residents * 140,
        )
        for name, residents, _years, _officer, _leader in DISTRICTS
    ),
)


def _standing(name: str, place: str, role: RepresentationRole, job_title: str) -> Standing:
    address = ".".join(name.removeprefix("Cllr ").lower().split())
    return Standing(name, f"{address}@{key_of(place)}.example", role, job_title)


def _people(place: str, officer: str, leader: str) -> tuple[Standing, ...]:
    found = [_standing(officer, place, RepresentationRole.LEAD_OFFICER, "Head of Communities")]
    if leader:
        found.append(_standing(leader, place, RepresentationRole.LEADER, "Leader of the Council"))
    return tuple(found)


BODIES = (
    *(
        Body(
            name=f"{name} District Council",
            kind=OrganisationKind.COUNCIL,
            membership_class=MembershipClass.FULL,
            years=years,
            sub_kind=SubKind.PRINCIPAL_COUNCIL,
            authority=key_of(name),
            summary="One of six districts that become Quillshire Council.",
            people=_people(name, officer, leader),
        )
        for name, _residents, years, officer, leader in DISTRICTS
    ),
    Body(
        name="Tansyford Minority Group",
        kind=OrganisationKind.PARTY_GROUP,
        membership_class=None,
        sits_on=key_of("Tansyford"),
        summary="Councillors who ask what becomes of them.",
    ),
)


def record_the_change(*, by: Actor) -> None:
    """Ten days ago, so that it can be walked through now."""
    places = Authority.objects.in_bulk([place.key for place in PLACES], field_name="key")
    links = [(places[key_of(name)], places[SUCCESSOR.key]) for name, *_rest in DISTRICTS]
    details = ChangeDetails(
        title="Six Quillshire districts become one council (demonstration)",
        kind=ChangeKind.REORGANISATION,
        happens_on=today() - timedelta(days=10),
        instrument="An order made up for this demonstration",
        source="Made up for this demonstration",
    )
    record_change(details, links, by=by)
