"""Fills an empty database by calling the operations that people call.

The real membership comes from the network's brochure. Everything invented hangs on fictional
bodies; its dates are relative to today.
"""

from collections.abc import Callable
from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils.text import slugify

from ccin.access.actor import Actor
from ccin.accounts.models import Account, RoleHeld
from ccin.accounts.operations.accounts import create_account
from ccin.accounts.operations.roles import Grant, grant_role
from ccin.demo.applications import APPLICANT_PLACES
from ccin.demo.applying import apply_to_join
from ccin.demo.brochure import bring_forward_brochure
from ccin.demo.committees import COUNCILS, OTHERS
from ccin.demo.funding import fund_projects
from ccin.demo.governing import seat_everybody
from ccin.demo.groups import talk_in_groups
from ccin.demo.learning import learn_from_each_other
from ccin.demo.library import fill_library
from ccin.demo.newsroom import write_to_members
from ccin.demo.people import (
    BODIES,
    PLACES,
    QUESTIONS,
    STAFF,
    STORIES,
    Asked,
    Body,
    Colleague,
    Place,
    Story,
)
from ccin.demo.reorganising import BODIES as REORGANISED
from ccin.demo.reorganising import PLACES as QUILLSHIRE
from ccin.demo.reorganising import record_the_change
from ccin.funding.operations.project_facts import load_projects
from ccin.joining.operations.enquiries import Question, add_enquiry, make_enquiry
from ccin.kernel.clock import today
from ccin.kernel.progress import quietly
from ccin.library.operations.files import read_words
from ccin.library.operations.indexing import index_due
from ccin.library.operations.reports import load_reports
from ccin.members.models import Organisation
from ccin.members.operations import (
    MembershipDetails,
    OrganisationDetails,
    PersonDetails,
    RepresentationDetails,
    add_organisation,
    add_person,
    appoint_representative,
    begin_membership,
)
from ccin.register.models import Authority
from ccin.register.operations import AuthorityDetails, MeasureDetails, add_authority
from ccin.search.operations import weigh_due
from ccin.website.operations import News, publish_news

SOURCE = "Made up for this demonstration"
Tell = Callable[[str], None]


def fill(*, by: Actor, tell: Tell) -> bool:
    """Fill the network once; False where an organisation is there already."""
    if Organisation.objects.exists():
        return False
    tell("The members the brochure lists …")
    bring_forward_brochure(by=by)
    tell("Fictional places, bodies and people …")
    councils = (council.place() for council in COUNCILS)
    for place in (*PLACES, *councils, *APPLICANT_PLACES, *QUILLSHIRE):
        add_place(place, by=by)
    invented = (council.body() for council in COUNCILS)
    for body in (*BODIES, *invented, *OTHERS, *REORGANISED):
        add_body(body, by=by)
    record_the_change(by=by)
    for colleague in STAFF:
        add_colleague(colleague, by=by)
    tell("The committee, the board and what waits for them …")
    seat_everybody(by=by)
    apply_to_join(by=by)
    tell("The library …")
    load_reports(by=by)
    load_projects(by=by)
    fill_library(by=by)
    learn_from_each_other(by=by)
    tell("What groups talk about …")
    talk_in_groups(by=by)
    tell("Work areas, calls, bids and projects …")
    fund_projects(by=by)
    for asked in QUESTIONS:
        ask(asked, by=by)
    for story in STORIES:
        tell_story(story, by=by)
    tell("What members are sent and what comes back …")
    write_to_members(by=by)
    tell("What the search has to read and weigh …")
    make_it_found(by=by)
    return True


def make_it_found(*, by: Actor) -> None:
    """What the worker does, so that everything is found at once."""
    read_words(by=by)
    index_due(by=by)
    weigh_due(by=by, tell=quietly)


def add_colleague(colleague: Colleague, *, by: Actor) -> None:
    account = create_account(colleague.email, name=colleague.name, fictional=True, by=by)
    days = colleague.stands_in_for_days
    until = today() + timedelta(days=days) if days else None
    for role in colleague.roles:
        grant_role(account, Grant(role, starts_on=today(), ends_on=until), by=by)


def tell_story(story: Story, *, by: Actor) -> None:
    told = News(
        title=story.title,
        slug=slugify(story.title),
        date=today() - timedelta(days=story.days_ago),
        summary=story.summary,
        words=story.body,
        demonstration=True,
    )
    publish_news(told, by=by)


def add_place(place: Place, *, by: Actor) -> None:
    year = str(today().year - 2)
    spent_in = f"{year}-{int(year[2:]) + 1}"
    add_authority(
        AuthorityDetails(
            key=place.key,
            name=place.name,
            short_name=place.short_name,
            kind=place.kind,
            nation="England",
            region=place.region,
            parent=Authority.objects.get(key=place.parent) if place.parent else None,
        ),
        measures=[
            MeasureDetails("population", place.population, year, "made up", SOURCE),
            MeasureDetails("budget", place.budget, spent_in, "made up", SOURCE),
        ],
        fictional=True,
        by=by,
    )


def add_body(body: Body, *, by: Actor) -> None:
    places = {place.key: place for place in Authority.objects.filter(fictional=True)}
    organisation = add_organisation(
        OrganisationDetails(
            name=body.name,
            kind=body.kind,
            authority=places.get(body.authority),
            principal_council=places.get(body.sits_on),
            nation="England",
            region=body.region,
            summary=body.summary,
            offers=body.offers,
            seeks=body.seeks,
            source=SOURCE,
        ),
        fictional=True,
        by=by,
    )
    began = today() - timedelta(days=365 * body.years + 40)
    if body.membership_class:
        begin_membership(
            organisation,
            MembershipDetails(
                membership_class=body.membership_class,
                sub_kind=body.sub_kind,
                starts_on=began,
                source=SOURCE,
                brought_forward=True,
            ),
            by=by,
        )
    _add_people(organisation, body, by=by)


def _add_people(organisation: Organisation, body: Body, *, by: Actor) -> None:
    since = today() - timedelta(days=200)
    for number, standing in enumerate(body.people):
        person = add_person(PersonDetails(standing.name, standing.email), fictional=True, by=by)
        details = RepresentationDetails(
            role=standing.role,
            starts_on=since,
            job_title=standing.job_title,
            is_primary=number == 0,
        )
        appoint_representative(person, organisation, details, by=by)
        create_account(standing.email, name=standing.name, person=person, fictional=True, by=by)


def ask(asked: Asked, *, by: Actor) -> None:
    question = Question(
        kind=asked.kind,
        name=asked.name,
        email=asked.email,
        organisation=asked.organisation,
        question=asked.question,
        about=asked.about,
    )
    if asked.source:
        add_enquiry(question, source=asked.source, by=by)
    else:
        make_enquiry(question, by=Actor.public())


def who_can_sign_in() -> list[Account]:
    """The demonstration's people, staff first."""
    staff = RoleHeld.objects.filter(account=OuterRef("pk"))
    fictional = Account.objects.filter(fictional=True)
    return list(fictional.order_by(Exists(staff).desc(), "pk"))
