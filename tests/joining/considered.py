"""An application before a board that recommends and a committee that decides, for tests."""

from dataclasses import dataclass
from datetime import date, timedelta

from ccin.access.actor import Actor
from ccin.governance.models import Appointment, Body
from ccin.governance.operations.matters import Opening, Saying, open_matter
from ccin.governance.states import Form, MatterKind, Outcome
from ccin.joining.models import Application
from ccin.joining.operations.considering import ConditionSet, recommend_on_application
from ccin.joining.states import UNDER_CONSIDERATION, ConditionTime
from ccin.kernel.clock import today
from tests.actors import WORKER, clerk_of
from tests.factories import (
    ApplicantFactory,
    ApplicationFactory,
    AppointmentFactory,
    BodyFactory,
    ClauseFactory,
    NamedRepresentativeFactory,
    PowerFactory,
    SeatFactory,
)

KINDS = {
    "full": MatterKind.JOIN_FULL,
    "associate": MatterKind.JOIN_ASSOCIATE,
    "affiliate": MatterKind.JOIN_AFFILIATE,
    "supporter": MatterKind.JOIN_SUPPORTER,
}


@dataclass(frozen=True, slots=True)
class Route:
    board: Body
    committee: Body
    board_members: tuple[Appointment, ...]
    committee_members: tuple[Appointment, ...]

    @property
    def board_clerk(self) -> Actor:
        return clerk_of(self.board)

    @property
    def clerk(self) -> Actor:
        return clerk_of(self.committee)

    def recommending(self, outcome: str = Outcome.APPROVE) -> Saying:
        return saying(outcome, self.board_members)

    def deciding(self, outcome: str = Outcome.APPROVE) -> Saying:
        return saying(outcome, self.committee_members)


def saying(outcome: str, present: tuple[Appointment, ...]) -> Saying:
    return Saying(
        outcome=outcome,
        reasons="It lives by the principles.",
        form=Form.MEETING,
        made_on=today(),
        reference="Item 4",
        present=tuple(each.pk for each in present),
    )


def route(kind: str = MatterKind.JOIN_FULL) -> Route:
    """Three sit in each of the two bodies; beside other powers, theirs are the latest."""
    board, committee = BodyFactory(), BodyFactory()
    advising, deciding = (ClauseFactory(terms__body=body) for body in (board, committee))
    PowerFactory(recommends=True, kind=kind, clause=advising, starts_on=today())
    PowerFactory(kind=kind, clause=deciding, starts_on=today())
    return Route(board, committee, _three_in(board), _three_in(committee))


def _three_in(body: Body) -> tuple[Appointment, ...]:
    return tuple(AppointmentFactory(seat=SeatFactory(body=body)) for _number in range(3))


def before(route: Route, *, for_decision: bool = False, **given: object) -> Application:
    """Sent, with a leader and a main contact named, and before the board (or the committee)."""
    application: Application = ApplicationFactory(
        submitted=True, state=UNDER_CONSIDERATION, **given
    )
    ApplicantFactory(application=application)
    NamedRepresentativeFactory(
        application=application, name="Ada Byron", email="ada@council.example", is_primary=True
    )
    NamedRepresentativeFactory(
        application=application, name="Mary Ward", email="mary@council.example", role="leader"
    )
    bring(application)
    if for_decision:
        recommend_on_application(application, route.recommending(), by=route.board_clerk)
    return application


def bring(application: Application) -> None:
    organisation = application.organisation
    application.matter = open_matter(
        Opening(
            KINDS[application.membership_class],
            application.name,
            "joining:application",
            str(application.pk),
            concerns=(organisation,) if organisation else (),
        ),
        by=WORKER,
    )
    application.save(update_fields=["matter"])


def before_joining(words: str = "Send the resolution", *, days: int = 30) -> ConditionSet:
    return ConditionSet(words, ConditionTime.BEFORE, today() + timedelta(days))


def after_joining(words: str = "Take the induction", *, due_on: date | None = None) -> ConditionSet:
    return ConditionSet(words, ConditionTime.AFTER, due_on or today() + timedelta(60))
