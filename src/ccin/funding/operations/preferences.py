"""Putting a file of preferences through a rule of allocation: advice beside an assessment."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.counting.allocation import allocate
from ccin.counting.errors import Malformed
from ccin.counting.lots import read_lot
from ccin.counting.pabulib import read_approvals
from ccin.counting.records import Completion, Method, Rule, Satisfaction
from ccin.counting.sheets import as_json
from ccin.funding.models import Bid, PreferenceRun, Strand
from ccin.kernel.errors import Refused

LARGEST = 4_000_000  # bytes
NOT_ASSESSED = ("draft", "withdrawn", "lapsed", "ineligible")


@dataclass(frozen=True, slots=True)
class Preferences:
    """A file in Pabulib's form as text, whose it is, and the rule; `lot` is text, one id a line."""

    whose: str
    text: str
    method: str
    satisfaction: str = Satisfaction.COST
    completion: str = Completion.NONE
    lot: str = ""


@transaction.atomic
def run_preferences(strand: Strand, asked: Preferences, *, by: Actor) -> PreferenceRun:
    """The same file and rule say the same each time. A project of the file is matched with the bid
    of the strand whose reference or title it bears; the rest staff match by hand."""
    by.must(Permission.PREFERENCES_RUN)
    if not asked.whose.strip():
        raise Refused(_("Say whose preferences these are; it stands above the outcome."))
    if len(asked.text.encode()) > LARGEST:
        raise Refused(_("The file is larger than 4 MB. Send one of this strand alone."))
    try:
        approvals = read_approvals(asked.text.replace("\x00", ""))
        lot = read_lot(asked.lot, approvals.projects) if asked.lot.strip() else None
    except Malformed as fault:
        raise Refused(_("The file cannot be counted. %(why)s") % {"why": fault}) from fault
    rule = Rule(
        Method(asked.method), Satisfaction(asked.satisfaction), Completion(asked.completion)
    )
    outcome = as_json(approvals, allocate(approvals, rule, lot))
    outcome["names"] = dict(zip(approvals.projects, approvals.names, strict=True))
    outcome["costs"] = dict(zip(approvals.projects, map(str, approvals.costs), strict=True))
    run = PreferenceRun.objects.create(
        strand=strand,
        whose=asked.whose.strip()[:200],
        content=asked.text,
        rule=rule.method,
        satisfaction=rule.satisfaction,
        completion=rule.completion,
        lot=list(lot or ()),
        names=_matched(strand, outcome["names"]),
        outcome=outcome,
        run_by=by.key[:80],
        run_at=timezone.now(),
    )
    record(by, "funding.preferences_run", run, concerning=[strand.round], rule=str(rule.method))
    return run


@transaction.atomic
def match_projects(run: PreferenceRun, names: Mapping[str, str], *, by: Actor) -> None:
    """Which bid each project of the file is, by reference; one without a bid stays without."""
    _lock(run)
    by.must(Permission.PREFERENCES_RUN)
    given = [reference for reference in names.values() if reference]
    if len(given) != len(set(given)):
        raise Refused(_("One bid is matched with two projects of the file. Choose each once."))
    known = set(bids_of(run.strand).filter(reference__in=given).values_list("reference", flat=True))
    run.names = {
        project: reference
        for project, reference in names.items()
        if project in run.outcome["names"] and reference in known
    }
    run.save(update_fields=["names"])
    record(by, "funding.preferences_matched", run, concerning=[run.strand.round])


@transaction.atomic
def show_preferences(run: PreferenceRun, *, shown: bool, by: Actor) -> None:
    """To the bodies, beside the assessment; or to staff alone again."""
    _lock(run)
    by.must(Permission.PREFERENCES_RUN)
    if run.is_shown == shown:
        return
    run.is_shown = shown
    run.save(update_fields=["is_shown"])
    record(
        by,
        "funding.preferences_shown" if shown else "funding.preferences_hidden",
        run,
        concerning=[run.strand.round],
    )


def bids_of(strand: Strand) -> QuerySet[Bid]:
    return strand.bids.exclude(state__in=NOT_ASSESSED).exclude(reference="")


def _matched(strand: Strand, names: Mapping[str, str]) -> dict[str, str]:
    bids = list(bids_of(strand))
    by_word = {bid.title.casefold(): bid.reference for bid in bids}
    by_word |= {bid.reference.casefold(): bid.reference for bid in bids}
    found: dict[str, str] = {}
    for project, name in names.items():
        reference = by_word.get(project.casefold()) or by_word.get(name.casefold())
        if reference and reference not in found.values():
            found[project] = reference
    return found


def _lock(run: PreferenceRun) -> None:
    run.refresh_from_db(from_queryset=PreferenceRun.objects.select_for_update())
