"""Which body recommends or decides which kind of matter, and since when."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.governance.models import Body, Clause, Power
from ccin.governance.states import Step
from ccin.kernel.errors import Refused
from ccin.members.reasons import day_in_words


@dataclass(frozen=True, slots=True)
class PowerDetails:
    """`is_delegated`: an officer of the network may decide in the body's place."""

    kind: str
    step: str
    starts_on: date
    is_delegated: bool = False


def lock_bodies() -> None:
    """All of them, in one order: a power passes from one to another."""
    list(Body.objects.select_for_update().order_by("pk").values_list("pk"))


@transaction.atomic
def give_power(clause: Clause, details: PowerDetails, *, by: Actor) -> Power:
    """Whoever had the power until now loses it the day before."""
    lock_bodies()
    by.must(Permission.BODY_CHANGE)
    _check(clause, details)
    same = Power.objects.filter(kind=details.kind, step=details.step)
    later = same.filter(starts_on__gte=details.starts_on).order_by("starts_on").first()
    if later is not None:
        raise Refused(
            _("%(body)s has this power from %(day)s. Choose a later day, or end that one first.")
            % {"body": later.body, "day": day_in_words(later.starts_on)}
        )
    day_before = details.starts_on - timedelta(days=1)
    same.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day_before)).update(ends_on=day_before)
    power = Power.objects.create(clause=clause, **asdict(details))
    record(
        by,
        "governance.power_given",
        power.body,
        concerning=[power],
        kind=power.kind,
        step=power.step,
        clause=clause.number,
        starts_on=power.starts_on.isoformat(),
        is_delegated=power.is_delegated,
    )
    return power


def _check(clause: Clause, details: PowerDetails) -> None:
    terms = clause.terms
    if details.is_delegated and details.step != Step.DECIDE:
        raise Refused(_("Only a decision can be delegated to an officer."))
    if details.starts_on < terms.starts_on:
        raise Refused(
            _("These terms of reference begin on %(day)s. A power cannot begin before them.")
            % {"day": day_in_words(terms.starts_on)}
        )
    if terms.ends_on and terms.ends_on < details.starts_on:
        raise Refused(_("These terms of reference are over. Choose a clause of those in force."))


@transaction.atomic
def end_power(power: Power, *, ends_on: date, by: Actor) -> None:
    """Its last day. What was opened under it goes on under it."""
    lock_bodies()
    power.refresh_from_db()
    by.must(Permission.BODY_CHANGE)
    if power.ends_on and power.ends_on <= ends_on:
        raise Refused(_("It already ends on %(day)s.") % {"day": day_in_words(power.ends_on)})
    if ends_on < power.starts_on:
        raise Refused(
            _("It began on %(day)s. Its last day cannot be earlier.")
            % {"day": day_in_words(power.starts_on)}
        )
    power.ends_on = ends_on
    power.save(update_fields=["ends_on"])
    record(
        by,
        "governance.power_ended",
        power.body,
        concerning=[power],
        kind=power.kind,
        step=power.step,
        ends_on=ends_on.isoformat(),
    )
