"""The demonstration's funding: work areas, a call of last year with its projects, and one that is
open now. Every member in it is invented, and so is every bid, mark and sum."""

from datetime import timedelta

from ccin.access.actor import Actor
from ccin.demo.bidding import (
    FUND_OFFICER,
    Call,
    close_call,
    hand_in,
    hold_call,
    leads_for,
    somebody,
    write_bid,
    writer_for,
)
from ccin.demo.judging import (
    agree_on,
    bring_before_the_board,
    decide_all,
    declare_for,
    mark_all,
    moderate,
    people_asked,
    recommend_all,
    tell_all,
)
from ccin.demo.proposals import PROPOSALS
from ccin.funding.models import Bid, Project, Round
from ccin.funding.operations.bids import BidStart, start_bid
from ccin.funding.operations.ideas import IdeaDetails, put_idea, sort_idea, support_idea
from ccin.funding.operations.milestones import Plan, plan_milestone
from ccin.funding.operations.reporting import Progress, report_progress
from ccin.funding.states import ProjectKind, Track, Willingness
from ccin.kernel.clock import today
from ccin.library.models import Theme
from ccin.members.models import Organisation

EARLIER = (0, 1, 4, 12, 13, 14, 15)  # of the proposals: what the earlier call was answered with
NOW = (2, 5, 16, 17)  # what is being written

# In one line, in two, its theme, who would do what.
WORK_AREAS = (
    (
        "Care that people own",
        "Who keeps a care co-operative going after its first contract? Several of us want to know.",
        "Health and social care",
        (Willingness.JOIN, Willingness.LEAD),
    ),
    (
        "What becomes of empty shops",
        "We all lend them out, and nobody has compared what lasts. High streets cannot wait.",
        "Cooperative placemaking",
        (Willingness.JOIN, Willingness.SUPPORT, Willingness.SUPPORT),
    ),
    (
        "Telling residents what we cut, and why",
        "Budgets are consulted on when they are done. We would try it at the beginning.",
        "",
        (Willingness.SUPPORT,),
    ),
)


def fund_projects(*, by: Actor) -> None:
    members = _members()
    put_work_areas_forward(members)
    template = Round.objects.filter(brought_forward=True, off_cycle=False).order_by("-year")[0]
    earlier = _earlier_call(template, members, by=by)
    run_projects(earlier)
    _open_call(earlier, members)


def _members() -> list[Organisation]:
    members = Organisation.objects.members_on(today()).filter(fictional=True)
    return list(members.exclude(authority__valid_to__lt=today()).order_by("pk"))


def put_work_areas_forward(members: list[Organisation]) -> None:
    officer = somebody(FUND_OFFICER)
    for number, (title, words, theme, willing) in enumerate(WORK_AREAS):
        own = members[number]
        details = IdeaDetails(title, words)
        idea = put_idea(details, organisation=own, by=writer_for(own))
        for step, willingness in enumerate(willing, start=1):
            other = members[number + step]
            support_idea(idea, willingness, organisation=other, by=writer_for(other))
        if theme:
            sort_idea(idea, Theme.objects.get(name=theme), by=officer)


def _earlier_call(template: Round, members: list[Organisation], *, by: Actor) -> Round:
    proposals = [PROPOSALS[number] for number in EARLIER]
    call = Call(
        "Labs and Prototypes: the call before",
        today().year,
        "What the members’ own work areas asked for.",
        60,
        1,
    )
    held = hold_call(call, sorted({each.theme for each in proposals}), template=template)
    strands = {strand.kind: strand for strand in held.strands.all()}
    for number, (proposed, lead) in enumerate(leads_for(proposals)):
        others = [each for each in members if each.pk != lead.pk]
        partners = [others[(number + step) % len(others)] for step in (1, 4, 7, 2)]
        hand_in(write_bid(proposed, lead, strands[proposed.kind], partners))
    close_call(held, by=by)
    bids = bring_before_the_board(held)
    declare_for(held, people_asked(bids))
    mark_all(bids)
    for bid in bids:
        moderate(bid)
    recommend_all(bids)
    decide_all(bids)
    tell_all(held, bids)
    return held


def run_projects(held: Round) -> None:
    """The first has told of itself, the second is behind, the others wait to be accepted."""
    begun = list(Project.objects.filter(round=held).order_by("reference"))
    for project in begun[:2]:
        agree_on(project)
    for project, track, words in zip(
        begun,
        (Track.ON_TRACK, Track.AT_RISK),
        (
            "Four towns have begun, and the first families came.",
            "The room we counted on is closed until spring; we look for another.",
        ),
        strict=False,
    ):
        assert project.lead is not None
        lead = writer_for(project.lead)
        if project.kind == ProjectKind.LAB:
            plan = Plan("First place has begun", today() + timedelta(days=60))
            plan_milestone(project, plan, by=lead)
            project.refresh_from_db()
        report_progress(project, Progress(track, words, spent=1_200_00), by=lead)


def _open_call(template: Round, members: list[Organisation]) -> None:
    """One bid is handed in, two are being written, one looks for partners."""
    proposals = [PROPOSALS[number] for number in NOW]
    call = Call(
        "Labs and Prototypes: the open call",
        today().year + 1,
        "Bring what you want to find out, and those who want to find it out with you.",
        12,
        30,
    )
    held = hold_call(call, sorted({each.theme for each in proposals}), template=template)
    strands = {strand.kind: strand for strand in held.strands.all()}
    busy = [bid.lead for bid in Bid.objects.filter(state="funded").select_related("lead")]
    for number, (proposed, lead) in enumerate(leads_for(proposals, busy)):
        strand = strands[proposed.kind]
        if number == 1:
            theme = Theme.objects.get(name=proposed.theme)
            seeks = "Two more councils with housing of their own, to follow repairs with us."
            start_bid(
                BidStart(
                    strand,
                    lead,
                    proposed.title,
                    proposed.summary,
                    theme,
                    seeks_partners=True,
                    seeks=seeks,
                ),
                by=writer_for(lead),
            )
            continue
        others = [each for each in members if each.pk != lead.pk]
        bid = write_bid(proposed, lead, strand, others[number : number + 3])
        if number == 0:
            hand_in(bid)
