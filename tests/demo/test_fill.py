"""The demonstration: the brochure's members are counted, and what is invented never is."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.accounts.models import Account
from ccin.audit.models import Entry
from ccin.demo.committees import SITTINGS
from ccin.demo.fill import fill, who_can_sign_in
from ccin.demo.learning import learned
from ccin.demo.people import BODIES, STAFF
from ccin.demo.proposals import PROPOSALS
from ccin.demo.whole_round import hold_whole_round
from ccin.discussion.models import Asking, Group, Mention, Post, Topic, Wish
from ccin.funding.models import Assessment as BidAssessment
from ccin.funding.models import Award, Bid, BidPartner, Idea, Project
from ccin.funding.states import BidState, PartnerState, ProjectState
from ccin.governance.models import Appointment, Decision, Interest, Procedure, Question
from ccin.joining.models import Application
from ccin.journeys.models import DataRequest
from ccin.journeys.operations.confirm_plan import Confirmation, confirm_plan
from ccin.journeys.operations.plans import begin_plan, choose
from ccin.journeys.reads.plans import inventory_of, suggestion
from ccin.journeys.states import PlanStep
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.library.models import Adoption, Citation, Pack, Resource, ResourceFile, SavedSearch, Use
from ccin.library.operations.reports import reports
from ccin.members.models import Organisation, Person
from ccin.members.reads.figures import figures
from ccin.newsroom.models import Announcement, Issue
from ccin.outbox.models import Arrival, Choice, Digest, Letter, Reach, Telling
from ccin.principles.models import Assessment
from ccin.project.beginning import lay_foundations
from ccin.register.models import ChangeEvent
from ccin.search.models import IndexEntry
from ccin.search.reads import find
from ccin.search.rules import Asked
from ccin.texts.models import Proposal
from ccin.website.models import NewsPage
from tests.demo.test_library import judged

pytestmark = pytest.mark.django_db

BY = Actor.command("test")


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Filled once for all tests of this file; what each of them changes is undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        lay_foundations(by=BY, tell=lambda _: None)
        fill(by=BY, tell=lambda _: None)
        yield
        transaction.set_rollback(True)


def test_the_network_is_as_its_brochure_describes_it(filled) -> None:
    found = figures(today())

    counts = (found.full, found.associate, found.affiliate, found.supporters)
    assert [figure.value for figure in counts] == [32, 19, 33, 14]


def test_everything_invented_says_so(filled) -> None:
    invented = Organisation.objects.filter(name__in=[body.name for body in BODIES])

    assert invented.count() == len(BODIES)
    assert not invented.filter(fictional=False).exists()
    assert not Person.objects.filter(fictional=False).exists()
    assert not Account.objects.filter(fictional=False).exists()
    assert not NewsPage.objects.filter(demonstration=False).exists()
    assert not Person.objects.exclude(email__endswith=".example").exists()


def test_staff_come_first_among_those_one_can_sign_in_as(filled) -> None:
    first = who_can_sign_in()[: len(STAFF)]

    assert [account.name for account in first] == [colleague.name for colleague in STAFF]


def test_filling_twice_changes_nothing(filled) -> None:
    before = Entry.objects.count()

    lay_foundations(by=BY, tell=lambda _: None)
    again = fill(by=BY, tell=lambda _: None)

    assert again is False
    assert Entry.objects.count() == before


def test_applications_stand_at_every_stage_and_bodies_are_full_of_invented_people(filled) -> None:
    stages = Application.objects.values_list("name", "state", "matter__state")

    assert {name: (state, matter or "") for name, state, matter in stages} == {
        "Port Merrin Council": ("draft", ""),
        "Cobblewick Council": ("under_consideration", "for_recommendation"),
        "Beeswing Housing Mutual": ("under_consideration", "for_recommendation"),
        "Larkhollow City Council": ("under_consideration", "for_decision"),
        "Foxhallow Borough Council": ("under_consideration", "for_recommendation"),
        "Marshgate Council": ("approved", "decided"),
        "Willowbeck Council": ("joined", "decided"),
        "Gleamline Outsourcing": ("refused", "decided"),
        "Dunmarrow Independents": ("withdrawn", ""),
        "Dandelion Street Trust": ("under_consideration", "for_decision"),
    }
    assert Interest.objects.count() == 1
    assert Question.objects.filter(answered_at=None).count() == 1
    assert Decision.objects.filter(outcome="return").count() == 1
    assert Appointment.objects.count() == len(SITTINGS)
    assert not Appointment.objects.filter(person__fictional=False).exists()
    assert Procedure.objects.get().votes.exclude(choice="").count() == 3


def test_the_library_holds_what_its_files_tell_and_the_networks_own_reports(filled) -> None:
    made = Resource.objects.filter(fictional=True)
    states = Counter(made.values_list("state", flat=True))
    overdue = made.filter(state="published", review_due_on__lte=today())

    assert states == {
        "published": 69,
        "draft": 4,
        "submitted": 1,
        "archived": 1,
        "taken_down": 1,
    }
    assert overdue.count() == 2
    assert not made.filter(owner__fictional=False).exists()
    assert Citation.objects.exclude(learned="").count() == 15
    assert made.exclude(contact=None).exclude(contact__fictional=False).count() == made.count() - 1
    assert Resource.objects.filter(fictional=False).count() == len(reports())
    assert Resource.objects.get(slug="understanding-the-digital-divide").owner is not None
    for query in judged():
        assert made.model.objects.filter(slug__in=query["grades"]).count() == len(query["grades"])


def test_members_have_taken_from_the_library_given_back_and_asked(filled) -> None:
    asked = Topic.objects.to_the_network()
    questions = Counter(asked.values_list("state", flat=True))

    assert Adoption.objects.count() == len(learned()["adoption"])
    assert Adoption.objects.exclude(outcome="").count() == 6
    assert questions == {"answered": 3, "open": 2, "with_staff": 1}
    assert Asking.objects.exists()
    assert SavedSearch.objects.count() == 3
    assert Pack.objects.get().items.count() == 8
    assert Pack.objects.get().fictional
    assert Assessment.objects.filter(is_public=True).count() == 2
    assert Use.objects.exists()
    assert not Topic.objects.filter(fictional=False).exists()


def test_groups_have_talked_for_months_and_are_told_of_this_week_alone(filled) -> None:
    topics = Topic.objects.exclude(group=None)
    posts = Post.objects.filter(topic__in=topics)

    assert Group.objects.count() == 6
    assert Group.objects.filter(fictional=True).count() == 4  # two are the network’s own
    assert topics.count() == 25
    assert posts.count() == 75
    assert topics.filter(state="answered").count() == 9
    assert posts.filter(state="removed").count() == 1
    assert Mention.objects.count() == 3
    assert Wish.objects.count() == 4
    assert topics.filter(told_at=None).count() == 4
    assert not topics.filter(asked_at__gt=timezone.now()).exists()
    assert not posts.filter(posted_at__gt=timezone.now()).exists()


def test_two_updates_are_in_the_archive_and_this_month_s_is_half_put_together(filled) -> None:
    earlier, last = Issue.objects.published().order_by("month")
    draft = Issue.objects.get(state="draft")
    month = today().replace(day=1)

    assert (draft.month, draft.since, last.since) == (month, last.until, earlier.until)
    assert timezone.localdate(last.sent_at) == last.until < month
    assert last.figures["on"] == last.until.isoformat()
    assert last.figures["before_on"] == earlier.until.isoformat()
    assert draft.items.get(kind="joiner").heading == "Welcome to Willowbeck Council"
    assert not draft.items.filter(heading__contains="Willowbeck", kind="decision").exists()
    assert draft.items.get(key="").picture is not None
    assert Issue.objects.get(pk=last.pk).mailing.addressees.filter(state="written").count() == 38


def test_letters_of_earlier_days_are_kept_and_what_comes_back_waits_for_staff(filled) -> None:
    kept = Letter.objects.filter(kind__in=["outbox.mailing_written", "outbox.digest"])
    sent, draft = Announcement.objects.order_by("begun_at")
    kinds = DataRequest.objects.order_by("due_on").values_list("kind", "state")

    assert set(kept.values_list("state", flat=True)) == {"kept"}
    assert not kept.filter(written_at__date__gte=today()).exists()
    assert kept.count() < 150
    assert (sent.state, draft.state, draft.mailing) == ("sent", "draft", None)
    assert list(kinds) == [
        ("access", "received"),
        ("correction", "asked"),
        ("complaint", "received"),
    ]
    assert DataRequest.objects.get(kind="access").due_on <= today() + timedelta(days=7)
    assert Reach.objects.exclude(given_up_at=None).count() == 1
    assert Reach.objects.filter(given_up_at=None, bounces=1).count() == 1
    assert Arrival.objects.get().state == "waiting"
    assert Choice.objects.count() == 4


def test_some_had_their_digest_last_tuesday_and_what_is_of_today_is_held(filled) -> None:
    days = set(Digest.objects.values_list("day", flat=True))

    (tuesday,) = days
    assert (tuesday.weekday(), tuesday < today()) == (1, True)
    assert Digest.objects.count() > 10
    assert Telling.objects.held().exists()
    assert not Telling.objects.filter(state="dropped").exists()


def test_members_write_a_tool_together_and_it_has_a_second_release(filled) -> None:
    tool = Resource.objects.get(title=learned()["release"]["resource"])
    states = Counter(Proposal.objects.values_list("state", flat=True))
    first, second = tool.releases.order_by("number")

    assert states == {"accepted": 2, "declined": 1, "open": 1}
    assert "third person" not in str(first.content)
    assert "third person" in str(second.content)
    assert tool.open_to_proposals
    assert tool.maintainer_invitations.filter(answered_at=None).count() == 1


def test_all_is_read_and_weighed_so_that_the_search_finds_it_at_once(filled) -> None:
    found = find(Asked("taxi drivers own their app"), frozenset({"public"}))

    assert not IndexEntry.objects.filter(words_due=True).exists()
    assert not Resource.objects.filter(index_due=True).exists()
    assert not ResourceFile.objects.exclude(read="read").exists()
    assert found.hits[0].title == "A taxi app owned by its drivers"


def test_six_invented_districts_become_one_and_no_figure_moves(filled) -> None:
    event = ChangeEvent.objects.get(title__contains="Quillshire")
    before = figures(today()).by_key
    plan = begin_plan(event, by=BY)
    inventory = inventory_of(event)
    for step in PlanStep:
        answers = list(suggestion(inventory, step).values())
        choose(plan, step, answers, version=plan.version, by=BY)

    confirm_plan(plan, Confirmation(), version=plan.version, by=BY)

    successor = Organisation.objects.get(name="Quillshire Council")
    assert len(inventory.items[PlanStep.MEMBERSHIPS]) == 6
    assert (successor.fictional, successor.memberships.count()) == (True, 1)
    assert figures(today()).by_key == before


def test_a_whole_round_goes_from_bids_to_letters_by_what_people_do(filled) -> None:
    """As many bids as show every way it can go; the command takes all forty."""
    few = [*PROPOSALS[6:9], *PROPOSALS[20:25]]

    held = hold_whole_round(by=BY, tell=lambda _: None, proposals=few)

    bids = Bid.objects.filter(round=held)
    marked = BidAssessment.objects.filter(bid__round=held)
    assert bids.count() == len(few)
    assert not bids.filter(told_at=None).exists()
    assert {each.state for each in bids} == {BidState.FUNDED, BidState.NOT_FUNDED}
    assert marked.values("person").distinct().count() == 12
    assert not marked.exclude(state="done").exists()
    assert not marked.filter(organisation=F("bid__lead")).exists()
    for strand in held.strands.all():
        granted = sum(each.amount for each in Award.objects.filter(bid__strand=strand))
        assert 0 < granted <= strand.budget
    assert (
        Project.objects.filter(round=held, is_public=True).count()
        == bids.filter(state=BidState.FUNDED).count()
    )
    with pytest.raises(Refused, match="held already"):
        hold_whole_round(by=BY, tell=lambda _: None)


def test_calls_bids_and_projects_stand_at_every_stage_and_all_are_invented(filled) -> None:
    shown = Bid.objects.filter(state=BidState.DRAFT, seeks_partners=True)

    assert not Bid.objects.filter(fictional=False).exists()
    assert not Project.objects.filter(fictional=False, brought_forward=False).exists()
    assert Idea.objects.count() == 3
    assert shown.count() == 1
    assert {each.state for each in Project.objects.filter(fictional=True)} == {
        ProjectState.AGREED,
        ProjectState.IN_DELIVERY,
    }
    assert BidPartner.objects.filter(state=PartnerState.INVITED).exists()
