"""What a body lacks: for those who keep it up to date."""

from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from ccin.governance.models import Power, Terms
from ccin.governance.reads.bodies import SeatLine
from ccin.governance.states import MatterKind, Office, SeatKind, SeatRole, Step
from ccin.members.reasons import day_in_words

SOON = timedelta(days=90)


def gaps_in(lines: list[SeatLine], on: date) -> list[str]:
    """A vacancy is shown, never forbidden. No query."""
    return [
        *_numbers(lines),
        *(
            _("“%(seat)s” is vacant") % {"seat": line.seat.name}
            for line in lines
            if line.is_vacant and not line.seat.may_stay_empty
        ),
        *(
            _("“%(seat)s”: the organisation is not in membership of the class the seat asks for")
            % {"seat": line.seat.name}
            for line in lines
            if line.appointment and not line.counts
        ),
        *_ending(lines, on),
        *_without_chair(lines),
    ]


def _numbers(lines: list[SeatLine]) -> list[str]:
    """Kinds of seat of which there may be fewer than there are: the committee's six to eight."""
    found = []
    for kind in SeatKind:
        seats = [each for each in lines if each.seat.kind == kind]
        least = sum(1 for line in seats if not line.seat.may_stay_empty)
        filled = sum(1 for line in seats if line.counts)
        if least < len(seats) and filled < least:
            found.append(
                _("%(kind)s: %(filled)d sit, and there must be %(least)d to %(most)d")
                % {"kind": kind.label, "filled": filled, "least": least, "most": len(seats)}
            )
    return found


def _ending(lines: list[SeatLine], on: date) -> list[str]:
    return [
        _("“%(seat)s”: the term ends on %(day)s")
        % {"seat": line.seat.name, "day": day_in_words(line.appointment.ends_on)}
        for line in lines
        if line.appointment and line.appointment.ends_on and line.appointment.ends_on <= on + SOON
    ]


def _without_chair(lines: list[SeatLine]) -> list[str]:
    voting = [line for line in lines if line.seat.role == SeatRole.VOTING]
    if not voting or any(
        line.appointment and line.appointment.office == Office.CHAIR for line in voting
    ):
        return []
    return [_("Nobody is chair")]


def undecided_kinds(on: date) -> list[str]:
    """Kinds of matter that no body has the power to decide on that day."""
    powers = Power.objects.in_force_on(on).filter(
        Q(step=Step.DECIDE), clause__terms__in=Terms.objects.in_force_on(on)
    )
    decided = set(powers.values_list("kind", flat=True))
    return [str(kind.label) for kind in MatterKind if kind not in decided]
