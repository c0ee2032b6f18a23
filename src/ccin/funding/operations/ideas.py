"""Work areas: put forward, supported, gathered and sorted; partners write to each other."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.models import Entry
from ccin.audit.operations import record
from ccin.funding.models import Idea, Support
from ccin.funding.notices import ideas as notices
from ccin.funding.reads.ideas import acting_on_ideas, is_in_it, members_of
from ccin.funding.rules.ideas import stronger
from ccin.funding.states import IDEA, IdeaState, Willingness
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused, Stale
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.library.models import Theme
from ccin.members.models import Organisation, Person

SUPPORTED_WHILE = frozenset({IdeaState.OPEN, IdeaState.TAKEN_UP})
MOST_A_DAY = 10  # letters from one person to possible partners


@dataclass(frozen=True, slots=True)
class IdeaDetails:
    title: str
    words: str


@transaction.atomic
def put_idea(details: IdeaDetails, *, organisation: Organisation, by: Actor) -> Idea:
    """At any time of the year, for a member; staff and officers give it a theme later."""
    _must_speak_for(organisation, by)
    idea = Idea.objects.create(
        title=details.title,
        words=details.words,
        organisation=organisation,
        put_by_id=by.person,
        fictional=organisation.fictional,
        put_at=timezone.now(),
    )
    record(by, "funding.idea_put", idea, concerning=_concerned(idea))
    return idea


@transaction.atomic
def change_idea(idea: Idea, details: IdeaDetails, *, version: int, by: Actor) -> None:
    """Its own words, by whoever speaks for the member that put it forward."""
    _lock(idea)
    by.must(IDEA.move("change", state=idea.state).needs, organisation=idea.organisation_id)
    if idea.version != version:
        raise Stale
    idea.title, idea.words = details.title, details.words
    _save(idea, "title", "words")
    record(by, "funding.idea_changed", idea, concerning=_concerned(idea))


@transaction.atomic
def withdraw_idea(idea: Idea, *, by: Actor) -> None:
    _lock(idea)
    move = IDEA.move("withdraw", state=idea.state)
    by.must(move.needs, organisation=idea.organisation_id)
    idea.state = move.target
    _save(idea, "state")
    record(by, "funding.idea_withdrawn", idea, concerning=_concerned(idea))


@transaction.atomic
def support_idea(
    idea: Idea, willingness: str, *, note: str = "", organisation: Organisation, by: Actor
) -> Support:
    """“Us too”, once a member; said again it replaces what was said before."""
    _lock(idea)
    _must_speak_for(organisation, by)
    if idea.state not in SUPPORTED_WHILE:
        raise MoveNotAllowed(f"work area that is {idea.state} cannot be supported")
    if willingness not in Willingness.values:
        raise Refused(_("Choose whether you would like to see it done, take part or lead."))
    if idea.fictional != organisation.fictional:
        raise Refused(_("Invented members support what invented members put forward."))
    said, _made = Support.objects.update_or_create(
        idea=idea,
        organisation=organisation,
        defaults={
            "person_id": by.person,
            "willingness": willingness,
            "note": note,
            "said_at": timezone.now(),
        },
    )
    record(
        by,
        "funding.idea_supported",
        idea,
        concerning=[organisation, *_people(said)],
        willingness=willingness,
    )
    return said


@transaction.atomic
def take_support_back(idea: Idea, *, organisation: Organisation, by: Actor) -> None:
    _lock(idea)
    by.must(Permission.IDEA_PUT, organisation=organisation.pk)
    gone = idea.supports.filter(organisation=organisation).first()
    if gone is None:
        raise Refused(_("%(name)s does not support this work area.") % {"name": organisation})
    gone.delete()
    record(by, "funding.idea_support_taken_back", idea, concerning=[organisation])


@transaction.atomic
def sort_idea(idea: Idea, theme: Theme, *, by: Actor) -> None:
    """Under a theme, so that a round can take it up."""
    _lock(idea)
    move = IDEA.move("sort", state=idea.state)
    acting_on_ideas(by).must(move.needs)
    if idea.state != IdeaState.OPEN:
        raise Refused(_("A round has taken this up under its theme, which therefore stays."))
    idea.theme = theme
    _save(idea, "theme")
    record(by, "funding.idea_sorted", idea, concerning=[idea.organisation], theme=theme.name)


@transaction.atomic
def merge_ideas(idea: Idea, into: Idea, *, by: Actor) -> None:
    """It keeps its words and points to the other; whoever put it forward or supports it supports
    the other then, with the more that they said of the two."""
    for each in sorted((idea, into), key=lambda one: one.pk):
        _lock(each)
    move = IDEA.move("merge", state=idea.state)
    acting_on_ideas(by).must(move.needs)
    if into.pk == idea.pk:
        raise Refused(_("Choose another work area than this one."))
    if into.state != IdeaState.OPEN or into.fictional != idea.fictional:
        raise Refused(
            _("“%(name)s” cannot take others in. Choose one that is open.") % {"name": into}
        )
    _move_supports(idea, into)
    idea.merged.update(merged_into=into)
    idea.state, idea.merged_into = move.target, into
    _save(idea, "state", "merged_into")
    record(
        by,
        "funding.idea_merged",
        idea,
        concerning=[into, idea.organisation],
        into=into.title,
    )
    notices.idea_merged(idea, into)


def _move_supports(idea: Idea, into: Idea) -> None:
    known = {each.organisation_id: each for each in into.supports.all()}
    for support in idea.supports.all():
        held = known.get(support.organisation_id)
        if held is None:
            support.idea = into
            support.save(update_fields=["idea"])
            known[support.organisation_id] = support
            continue
        held.willingness = stronger(held.willingness, support.willingness)
        held.note = held.note or support.note
        held.save(update_fields=["willingness", "note"])
        support.delete()
    if idea.organisation_id not in {*known, into.organisation_id}:
        Support.objects.create(
            idea=into,
            organisation=idea.organisation,
            person=idea.put_by,
            said_at=timezone.now(),
        )


@transaction.atomic
def set_idea_aside(idea: Idea, reason: str, *, by: Actor) -> None:
    """Not now, and why: whoever put it forward is told."""
    _lock(idea)
    move = IDEA.move("set_aside", state=idea.state)
    acting_on_ideas(by).must(move.needs)
    if not reason.strip():
        raise Refused(_("Say why it is set aside; members read it."))
    idea.state, idea.set_aside_because = move.target, reason.strip()
    _save(idea, "state", "set_aside_because")
    record(
        by,
        "funding.idea_set_aside",
        idea,
        concerning=_concerned(idea),
        reason=idea.set_aside_because,
    )
    notices.idea_set_aside(idea)


@transaction.atomic
def reopen_idea(idea: Idea, *, by: Actor) -> None:
    _lock(idea)
    move = IDEA.move("reopen", state=idea.state)
    acting_on_ideas(by).must(move.needs)
    idea.state, idea.set_aside_because = move.target, ""
    _save(idea, "state", "set_aside_because")
    record(by, "funding.idea_reopened", idea, concerning=_concerned(idea))


@transaction.atomic
def write_to_partner(
    idea: Idea, partner: Organisation, words: str, *, organisation: Organisation, by: Actor
) -> None:
    """A letter to who spoke for the other member. No address is shown to either; whoever writes is
    in the work area themselves, so that the other can write back on its page."""
    _lock(idea)
    _must_speak_for(organisation, by)
    if idea.state not in SUPPORTED_WHILE:
        raise MoveNotAllowed(f"work area that is {idea.state} brings nobody together")
    if not is_in_it(idea, organisation):
        raise Refused(_("Say “us too” first, so that they can write back to you."))
    if partner.pk == organisation.pk or not is_in_it(idea, partner):
        raise Refused(_("Choose another member that is in this work area."))
    if not words.strip():
        raise Refused(_("Write what you would like to say."))
    since = timezone.now() - timedelta(days=1)
    event = "funding.partner_written_to"
    if Entry.objects.filter(event=event, actor_key=by.key, at__gte=since).count() >= MOST_A_DAY:
        raise Refused(_("You have written to %d members today. Go on tomorrow.") % MOST_A_DAY)
    if not notices.partner_written_to(idea, partner, words.strip(), sender=organisation, by=by):
        raise Refused(_("Nobody with an e-mail address is known at %(name)s.") % {"name": partner})
    record(by, "funding.partner_written_to", idea, concerning=[organisation, partner])


def _must_speak_for(organisation: Organisation, by: Actor) -> None:
    by.must(Permission.IDEA_PUT, organisation=organisation.pk)
    if not members_of([organisation.pk], today()).exists():
        raise Refused(_("%(name)s is not a member today.") % {"name": organisation})


def _lock(idea: Idea) -> None:
    idea.refresh_from_db(from_queryset=Idea.objects.select_for_update(of=("self",)))


def _save(idea: Idea, *changed: str) -> None:
    idea.version += 1
    idea.save(update_fields=[*changed, "version"])


def _concerned(idea: Idea) -> list[Organisation | Person]:
    return [idea.organisation, *([idea.put_by] if idea.put_by else [])]


def _people(said: Support) -> list[Person]:
    return [said.person] if said.person else []
