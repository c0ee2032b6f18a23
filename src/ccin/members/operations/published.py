"""Class terms, published snapshots and the tally of individual supporters."""

from dataclasses import asdict, dataclass, field, fields
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused, Stale
from ccin.members.imports import facts
from ccin.members.models import ClassTerms, Edition, Snapshot, SupporterTally
from ccin.members.reasons import day_in_words


@dataclass(frozen=True, slots=True)
class TermsDetails:
    """`kinds`: the eligible kinds of authority or organisation. `is_proposal`: not public fact."""

    membership_class: str
    valid_from: date
    source: str
    sub_kind: str = ""
    kinds: list[str] = field(default_factory=list)
    fee_basis: str = ""
    is_proposal: bool = False


@dataclass(frozen=True, slots=True)
class SnapshotDetails:
    """Figures as a source published them; what it does not say stays empty."""

    as_at: date
    as_at_text: str
    source: str
    source_url: str = ""
    note: str = ""
    full: int | None = None
    associate: int | None = None
    parishes: int | None = None
    affiliate: int | None = None
    supporters: int | None = None
    members: int | None = None
    citizens: int | None = None
    budget: int | None = None


@dataclass(frozen=True, slots=True)
class TallyDetails:
    count: int
    starts_on: date
    source: str


@transaction.atomic
def set_class_terms(details: TermsDetails, *, by: Actor) -> ClassTerms:
    """Terms in force until now end the day before; what a past date was judged by stays."""
    Edition.objects.stamp_anew()
    same = ClassTerms.objects.select_for_update().filter(
        membership_class=details.membership_class, sub_kind=details.sub_kind
    )
    by.must(Permission.MEMBERSHIP_CHANGE)
    for later in same.filter(valid_from__gte=details.valid_from):
        raise Refused(
            f"Terms for this class already begin on {day_in_words(later.valid_from)}. "
            "New terms must begin after that day."
        )
    same.filter(valid_to__isnull=True).update(valid_to=details.valid_from - timedelta(days=1))
    terms = ClassTerms.objects.create(**_values(details))
    record(
        by,
        "members.terms_set",
        terms,
        membership_class=details.membership_class,
        sub_kind=details.sub_kind,
        kinds=details.kinds,
        valid_from=details.valid_from.isoformat(),
        source=details.source,
    )
    return terms


@transaction.atomic
def take_snapshot(details: SnapshotDetails, *, by: Actor) -> Snapshot:
    Edition.objects.stamp_anew()
    by.must(Permission.SNAPSHOT_CHANGE)
    _check_snapshot(details, other_than=0)
    snapshot = Snapshot.objects.create(**_values(details))
    record(
        by,
        "members.snapshot_taken",
        snapshot,
        as_at_text=details.as_at_text,
        source=details.source,
    )
    return snapshot


@transaction.atomic
def correct_snapshot(
    snapshot: Snapshot, details: SnapshotDetails, *, version: int, by: Actor
) -> None:
    Edition.objects.stamp_anew()
    snapshot.refresh_from_db(from_queryset=Snapshot.objects.select_for_update())
    by.must(Permission.SNAPSHOT_CHANGE)
    if snapshot.version != version:
        raise Stale
    _check_snapshot(details, other_than=snapshot.pk)
    values = _values(details)
    changes = {
        name: [str(getattr(snapshot, name) or ""), str(value or "")]
        for name, value in values.items()
        if getattr(snapshot, name) != value
    }
    for name, value in values.items():
        setattr(snapshot, name, value)
    snapshot.version += 1
    snapshot.save()
    record(by, "members.snapshot_corrected", snapshot, changes=changes)


@transaction.atomic
def record_supporter_tally(details: TallyDetails, *, by: Actor) -> SupporterTally:
    """How many individual supporters there are from a day on; the count before ends there."""
    Edition.objects.stamp_anew()
    tallies = SupporterTally.objects.select_for_update()
    by.must(Permission.MEMBERSHIP_CHANGE)
    for later in tallies.filter(starts_on__gte=details.starts_on):
        raise Refused(
            f"A count from {day_in_words(later.starts_on)} is already recorded. "
            "A new count must begin after that day."
        )
    tallies.filter(ends_on__isnull=True).update(ends_on=details.starts_on - timedelta(days=1))
    tally = SupporterTally.objects.create(**_values(details))
    record(
        by,
        "members.supporters_tallied",
        tally,
        count=details.count,
        starts_on=details.starts_on.isoformat(),
        source=details.source,
    )
    return tally


@transaction.atomic
def count_supporter(*, source: str, by: Actor) -> SupporterTally:
    """One individual supporter more from today on; two on a day are one count."""
    Edition.objects.stamp_anew()
    by.must(Permission.MEMBERSHIP_CHANGE)
    last = SupporterTally.objects.select_for_update().filter(ends_on__isnull=True).first()
    if last is None or last.starts_on < today():
        details = TallyDetails((last.count if last else 0) + 1, today(), source)
        return record_supporter_tally(details, by=by)
    last.count += 1
    last.source = source
    last.save(update_fields=["count", "source"])
    record(
        by,
        "members.supporters_tallied",
        last,
        count=last.count,
        starts_on=last.starts_on.isoformat(),
        source=source,
    )
    return last


def _values(details: TermsDetails | SnapshotDetails | TallyDetails) -> dict[str, Any]:
    return {field.name: getattr(details, field.name) for field in fields(details)}


def _check_snapshot(details: SnapshotDetails, *, other_than: int) -> None:
    figures = {name: value for name, value in asdict(details).items() if isinstance(value, int)}
    if not figures:
        raise Refused("Enter at least one figure that the source gives.")
    same = Snapshot.objects.filter(as_at=details.as_at, source=details.source)
    for known in same.exclude(pk=other_than):
        raise Refused(f"The figures of {known} from this source are already recorded.")


@transaction.atomic
def load_terms(*, by: Actor) -> int:
    """Set the terms among the project's facts that are not recorded yet; how many were new."""
    known = set(ClassTerms.objects.values_list("membership_class", "sub_kind"))
    wanted = [TermsDetails(**values) for values in facts.class_terms()]
    new = [terms for terms in wanted if (terms.membership_class, terms.sub_kind) not in known]
    for terms in new:
        set_class_terms(terms, by=by)
    return len(new)


@transaction.atomic
def load_snapshots(*, by: Actor) -> int:
    """Take the published snapshots among the project's facts; those known stay as they are."""
    known = set(Snapshot.objects.values_list("as_at", "source"))
    wanted = [SnapshotDetails(**values) for values in facts.snapshots()]
    new = [snapshot for snapshot in wanted if (snapshot.as_at, snapshot.source) not in known]
    for snapshot in new:
        take_snapshot(snapshot, by=by)
    return len(new)
