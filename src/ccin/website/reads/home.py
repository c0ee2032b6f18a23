"""What the front door shows of the live network."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ccin.design.charts import Chart
from ccin.kernel.clock import today
from ccin.members.models import Snapshot
from ccin.members.reads.figures import Figures, figures
from ccin.principles.models import Principle, Statement, Value
from ccin.website.models import HomePage
from ccin.website.reads.figures import growth, short
from ccin.website.reads.map import CouncilMap, council_map


@dataclass(frozen=True, slots=True)
class FrontDoor:
    """Numbers are those of `live`; the map and the chart are asked for when they are drawn."""

    live: Figures

    @property
    def numbers(self) -> Mapping[str, int]:
        counts = {key: self.live.by_key[key].value for key in HomePage.PLACEHOLDERS[:4]}
        return {**counts, "members": self.live.members}

    @property
    def citizens(self) -> str:
        return short(self.live.citizens)

    @property
    def budget(self) -> str:
        return short(self.live.budget)

    def drawn_map(self) -> CouncilMap:
        return council_map(self.live.on)

    def drawn_growth(self) -> Chart:
        return growth(self.live, Snapshot.objects.all())


def front_door() -> FrontDoor:
    return FrontDoor(figures(today()))


def opening(page: HomePage, numbers: Mapping[str, int]) -> str:
    """The page's opening with today's numbers in the places of their names; of one, in the
    singular."""
    said = re.sub(r"\{(\w+)\}", lambda found: str(numbers.get(found[1], found[0])), page.opening)
    return re.sub(
        r"\b1 (full member|member|council|associate|affiliate|supporter)s\b", r"1 \1", said
    )


def principles_in_force() -> list[Principle]:
    return list(Principle.objects.filter(statement__in=Statement.objects.in_force_on(today())))


def values_in_force() -> list[Value]:
    return list(Value.objects.filter(statement__in=Statement.objects.in_force_on(today())))


def statement_in_force() -> int | None:
    """The key of the version that is shown: another version is another page."""
    return Statement.objects.in_force_on(today()).values_list("pk", flat=True).first()
