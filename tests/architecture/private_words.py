"""An application and a concern of which every field says something unmistakable, for tests."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.access.permissions import Role
from ccin.accounts.models import Account
from ccin.files.models import Upload
from ccin.governance.models import Concern, Matter
from ccin.governance.operations.concerns import (
    ConcernDetails,
    acknowledge_concern,
    raise_concern,
    recommend_on_concern,
)
from ccin.governance.operations.procedures import Proposal, open_procedure
from ccin.governance.operations.questions import ask_question
from ccin.governance.states import MatterKind, Outcome
from ccin.joining.models import Application, AssessedPrinciple, Enquiry, NamedRepresentative
from ccin.joining.operations.answers import answer_for_application, tell_of_questions
from ccin.joining.operations.application_forms import load_application_forms
from ccin.joining.operations.considering import nudge_application, recommend_on_application
from ccin.joining.operations.submitting import submit_application
from ccin.kernel.clock import today
from ccin.members.models import Organisation
from ccin.members.operations import load_terms
from ccin.principles.models import Principle
from ccin.principles.operations import load_statement
from tests.actors import OFFICER, WORKER, chair_of, clerk_of
from tests.architecture import doors
from tests.architecture.doors import At
from tests.factories import (
    AccountFactory,
    ApplicantFactory,
    ApplicationFactory,
    EnquiryFactory,
    MembershipFactory,
    PersonFactory,
)
from tests.joining import considered
from tests.joining.considered import Route, saying

# `quill` is what one searches for; the rest must be found nowhere.
ASKED_FOR = "quill"
FIGURES = {"population": 7_654_321, "budget": 98_765_432}
SECRET = re.compile(r"zyzzyva[\w-]*|7,?654,?321|98,?765,?432", re.IGNORECASE)
NOT_WORDS = {"state", "body_key", "sub_kind", "kind", "content_type", "digest", "file"}


def unmistakable(model: type[models.Model], **given: Any) -> dict[str, Any]:
    """Something unmistakable for every field of a model into which somebody may write words."""
    return {
        each.name: words_for(each)
        for each in model._meta.concrete_fields
        if isinstance(each, models.CharField | models.TextField)
        and not each.choices
        and each.name not in NOT_WORDS
    } | given


def words_for(asked: models.Field[Any, Any]) -> str:
    word = f"zyzzyva-{asked.model.__name__}-{asked.name}".lower().replace("_", "-")
    if isinstance(asked, models.EmailField):
        return f"{ASKED_FOR}@{word}.example"
    if isinstance(asked, models.URLField):
        return f"https://{word}.example/"
    return f"{ASKED_FOR.title()} {word}"[: asked.max_length]


@dataclass
class World:
    """What is private, the way to its doors, and the bodies that it goes before."""

    route: Route
    matter: Matter | None = None
    application: Application | None = None
    concern: Concern | None = None
    about: Organisation | None = None
    ours: dict[Callable[[], At], At] = field(default_factory=dict)


def a_route(kind: MatterKind) -> Route:
    """Under names of its own: some rows of the doors make such bodies too."""
    made = considered.route(kind)
    for number, body in enumerate((made.board, made.committee)):
        body.name = f"Body {number} on the way"
        body.save()
    return made


def an_application() -> World:
    """A company's draft, complete."""
    route = a_route(MatterKind.JOIN_AFFILIATE)
    load_terms(by=WORKER)
    load_statement(by=WORKER)
    load_application_forms(by=WORKER)
    upload = Upload(**unmistakable(Upload), content_type="application/pdf", size=31, digest="0")
    upload.uploaded_at = timezone.now()
    upload.file.save("zyzzyva-file.pdf", ContentFile(b"%PDF- Quill zyzzyva-page"))
    application: Application = ApplicationFactory(
        **unmistakable(Application),
        **FIGURES,
        membership_class="affiliate",
        kind="company",
        sub_kind="",
        authority=None,
        decision_on=today(),
        decision_document=upload,
        enquiry=EnquiryFactory(**unmistakable(Enquiry)),
    )
    ApplicantFactory(application=application, account=a_writer())
    application.people.create(
        **unmistakable(NamedRepresentative), role="representative", is_primary=True
    )
    for principle in Principle.objects.all():
        answer = {"principle": principle, "score": 2}
        application.answers.create(**unmistakable(AssessedPrinciple), **answer)
    world = World(route, application=application)
    world.ours = doors_of(world)
    return world


def a_writer() -> Account:
    words = {"name": "Quill zyzzyva-writer", "email": "quill@zyzzyva-writer.example"}
    account: Account = AccountFactory(**words)
    return account


def submit(world: World) -> None:
    application = world.application
    assert application is not None
    writer = acting(application.applicants.get().account)
    submit_application(application, version=application.version, by=writer)
    world.matter, world.about = application.matter, application.organisation
    world.about.slug = "a-company"  # an address says nothing that the page does not
    world.about.save()
    world.ours = doors_of(world)


def go_on(world: World) -> None:
    """A question and its answer, a nudge, advice, and a proposal that is put to the vote."""
    application, route = world.application, world.route
    assert application is not None
    asked_by = chair_of(route.board, person=route.board_members[0].person_id)
    question = ask_question(application.matter, "Quill zyzzyva-question", by=asked_by)
    tell_of_questions(application, by=WORKER)
    chair = route.board_members[0]
    chair.office = "chair"
    chair.save()
    writer = acting(application.applicants.get().account)
    answer_for_application(application, question, answer="Quill zyzzyva-answer", by=writer)
    nudge_application(application, by=OFFICER)
    words = saying(Outcome.APPROVE, route.board_members[:2])
    said = replace(words, reasons="Quill zyzzyva-advice", reference="zyzzyva-minute")
    recommend_on_application(application, said, by=route.board_clerk)
    world.matter = Matter.objects.get(pk=application.matter_id)
    put_to_the_vote(world)


def put_to_the_vote(world: World) -> None:
    assert world.matter is not None
    proposal = Proposal(
        Outcome.APPROVE_WITH_CONDITIONS,
        "Quill zyzzyva-proposal",
        conditions="Quill zyzzyva-condition",
    )
    opened = open_procedure(world.matter, proposal, by=world.route.clerk)
    world.ours |= {doors.a_procedure: At({"pk": opened.pk})}


def a_concern() -> World:
    """About a member, raised, acknowledged, advised on and put to the vote."""
    route = a_route(MatterKind.CONCERN)
    world = World(route, about=MembershipFactory().organisation)
    raiser = PersonFactory()
    details = ConcernDetails(MatterKind.CONCERN, "Quill zyzzyva-concern", world.about)
    held = {route.board.pk: frozenset({Role.NON_VOTING})}
    by = Actor("account:0", raiser.name, raiser.pk, body_roles=held)
    world.concern = raise_concern(details, by=by)
    acknowledge_concern(world.concern, by=WORKER)
    matter = Matter.objects.get(pk=world.concern.matter_id)
    asked_by = chair_of(route.board, person=route.board_members[0].person_id)
    ask_question(matter, "Quill zyzzyva-question", by=asked_by)
    said = replace(saying(Outcome.APPROVE, route.board_members[:2]), reasons="Quill zyzzyva-advice")
    recommend_on_concern(world.concern, said, by=clerk_of(route.board))
    world.matter = Matter.objects.get(pk=matter.pk)
    world.ours = doors_of(world)
    put_to_the_vote(world)
    return world


def acting(account: Account) -> Actor:
    return Actor(f"account:{account.pk}", account.name)


def doors_of(world: World) -> dict[Callable[[], At], At]:
    """The addresses of what is private, by what a row of the doors makes for itself."""
    found: dict[Callable[[], At], At] = {}
    application, matter = world.application, world.matter
    if application is not None:
        itself = At({"pk": application.pk})
        for made in (
            doors.an_application,
            doors.an_application_with_a_form,
            doors.an_application_before_a_body,
            doors.an_application_to_decide,
            doors.an_application_sent,
            doors.an_application_with_a_document,
        ):
            found[made] = itself
        found[doors.an_enquiry] = At({"pk": application.enquiry_id})
        found[doors.a_step_of_an_application] = At({"pk": application.pk, "step": "people"})
    if matter is not None:
        found[doors.a_matter] = At({"pk": matter.pk})
    if application is not None and matter is not None and matter.questions.exists():
        asked = {"pk": application.pk, "question": matter.questions.get().pk}
        found[doors.a_question_about_an_application] = At(asked)
    if application is not None and world.about is not None:
        found[doors.an_organisation] = At({"pk": world.about.pk})
        found[doors.a_member] = At({"slug": world.about.slug})
        found[doors.a_member_with_a_logo] = At({"slug": world.about.slug})
        found[doors.a_member_to_confirm] = At({"pk": world.about.pk})
    if world.concern is not None:
        for made in (doors.a_concern, doors.a_concern_to_decide, doors.a_concern_to_recommend_on):
            found[made] = At({"pk": world.concern.pk})
    return found
