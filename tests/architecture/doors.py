"""Every address of the site: how to reach it, and whom it opens to. One row a URL name.

A row says which permission a GET and a POST need, or that they are OPEN, or need a sign-in alone.
`at` makes the records that the address names; `data` is a form that is filled in well enough for
the operation behind it to be asked. Add your row beside those of your room.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.core.files.base import ContentFile
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.access.permissions import P
from ccin.accounts.operations.sign_in import digest_of, link_to
from ccin.desk.models import Deadline
from ccin.files.models import Upload
from ccin.governance.models import Concern, Matter
from ccin.governance.operations.concerns import acknowledge_concern
from ccin.governance.operations.procedures import Proposal, open_procedure
from ccin.joining.operations.application_forms import load_application_forms
from ccin.journeys.operations.plans import begin_plan
from ccin.kernel.clock import today
from ccin.members.models import Identifier
from ccin.members.operations import load_terms
from ccin.principles.models import Assessment, Statement
from ccin.register.models import ChangeEvent
from tests.architecture.door import ALL_THE_WAY_IN, OPEN, At, Door
from tests.discussion.doors import DISCUSSION
from tests.factories import (
    AccountFactory,
    ApplicationFactory,
    AppointmentFactory,
    AuthorityFactory,
    AuthorityNameFactory,
    BodyFactory,
    ClauseFactory,
    ConditionFactory,
    ContactCheckFactory,
    CouncilSignInFactory,
    EnquiryFactory,
    ExtraHolidayFactory,
    InvitationFactory,
    LetterFactory,
    MembershipFactory,
    OldAddressFactory,
    OrganisationFactory,
    PersonFactory,
    PowerFactory,
    RepresentationFactory,
    RoleHeldFactory,
    SeatFactory,
    SnapshotFactory,
    SuccessionFactory,
    TeamRequestFactory,
    WelcomeFactory,
)
from tests.funding.doors import FUNDING
from tests.funding.doors.portfolio import a_project
from tests.funding.made import ProjectFactory
from tests.governance import chamber
from tests.joining.considered import before, route
from tests.journeys.doors import JOURNEYS
from tests.library.doors import LIBRARY
from tests.library.doors.reading import a_resource
from tests.members.logos import with_a_logo
from tests.newsroom.doors import NEWSROOM
from tests.outbox.doors import OUTBOX


def an_account() -> At:
    return At({"pk": AccountFactory().pk})


def a_link() -> At:
    return At(url=urlsplit(link_to(AccountFactory(), "/desk/")).path)


def a_council_s_entry() -> At:
    return At({"pk": CouncilSignInFactory().pk})


def an_invitation() -> At:
    made = InvitationFactory()
    return At({"pk": made.pk}, organisation=made.organisation_id)


def an_invitation_s_link() -> At:
    InvitationFactory(digest=digest_of("in-the-letter"))
    return At({"token": "in-the-letter"})


def a_letter_s_link() -> At:
    return At({"token": "cut-off"})


def a_team_request() -> At:
    asked = TeamRequestFactory()
    return At({"pk": asked.pk}, organisation=asked.organisation_id)


def a_role() -> At:
    held = RoleHeldFactory()
    return At({"pk": held.account_id, "held": held.pk})


def home() -> At:
    return At(url="/")


def a_deadline() -> At:
    deadline = Deadline.objects.create(
        title="Report", task="Send it.", rule="yearly", source="The committee"
    )
    return At({"pk": deadline.pk})


def an_enquiry() -> At:
    return At({"pk": EnquiryFactory().pk})


def a_matter_of_a_body() -> Matter:
    power = PowerFactory()
    about = OrganisationFactory(company=True)
    matter: Matter = Matter.objects.create(
        kind=power.kind,
        title="Widgets asks to join",
        url_name="members:organisation",
        url_key=str(about.pk),
        decided_under=power,
        state="for_decision",
        opened_at=timezone.now(),
        waits_since=timezone.now(),
    )
    for _seat in range(2):
        AppointmentFactory(seat__body=power.body)
    return matter


def a_matter() -> At:
    matter = a_matter_of_a_body()
    return At({"pk": matter.pk}, body=matter.body.pk)


def a_procedure() -> At:
    matter = a_matter_of_a_body()
    proposal = Proposal("approve", "It lives by the principles.")
    opened = open_procedure(matter, proposal, by=Actor.command("test"))
    return At({"pk": opened.pk}, body=matter.body.pk)


def an_interest() -> At:
    matter = a_matter_of_a_body()
    declared = {"words": "A cousin", "declared_at": timezone.now()}
    return At({"pk": matter.interests.create(person=PersonFactory(), **declared).pk})


def an_application() -> At:
    application = ApplicationFactory().pk
    return At({"pk": application}, application=application)


def an_application_with_a_form() -> At:
    load_application_forms(by=Actor.command("doors"))
    return an_application()


def a_step_of_an_application() -> At:
    at = an_application_with_a_form()
    return At({**at.kwargs, "step": "you"}, application=at.application)


def a_question_about_an_application() -> At:
    matter = a_matter_of_a_body()
    asked = matter.questions.create(
        body=matter.body, asked_by=PersonFactory(), words="Since when?", asked_at=timezone.now()
    )
    under = {"matter": matter, "state": "under_consideration"}
    application = ApplicationFactory(submitted=True, **under).pk
    return At({"pk": application, "question": asked.pk}, application=application)


def a_body_to_apply_for() -> At:
    load_terms(by=Actor.command("doors"))
    return At(query=f"?authority={AuthorityFactory().key}")


def an_application_before_a_body() -> At:
    way = route()
    application = before(way).pk
    return At({"pk": application}, body=way.board.pk, application=application)


def an_application_to_decide() -> At:
    way = route()
    return At({"pk": before(way, for_decision=True).pk}, body=way.committee.pk)


def an_application_sent() -> At:
    return At({"pk": before(route()).pk})


def a_condition() -> At:
    way = route()
    application = before(way)
    application.state = "approved"
    application.save()
    condition, _another = ConditionFactory.create_batch(2, application=application)
    return At({"pk": application.pk, "condition": condition.pk}, body=way.committee.pk)


def a_welcome() -> At:
    welcome = WelcomeFactory()
    return At({"pk": welcome.pk}, organisation=welcome.organisation.pk)


def a_welcome_item() -> At:
    welcome = WelcomeFactory()
    welcome.items.create(kind="mentor")
    return At({"pk": welcome.pk, "kind": "mentor"})


def a_contact_check() -> At:
    return At({"pk": ContactCheckFactory().pk})


def a_member_to_confirm() -> At:
    organisation = MembershipFactory().organisation
    return At({"pk": organisation.pk}, organisation=organisation.pk)


def an_application_with_a_document() -> At:
    upload = Upload(name="minutes.pdf", content_type="application/pdf", size=5, digest="0")
    upload.uploaded_at = timezone.now()
    upload.file.save("minutes.pdf", ContentFile(b"%PDF-"))
    application = ApplicationFactory(decision_document=upload).pk
    return At({"pk": application}, application=application)


def an_award() -> At:
    ProjectFactory()
    return At()


def a_figure() -> At:
    return At({"key": "citizens"})


def a_demo_person() -> Mapping[str, Any]:
    return {"account": AccountFactory(fictional=True).pk}


def an_authority() -> At:
    return At({"key": AuthorityFactory().key})


def a_body() -> At:
    body = BodyFactory()
    return At({"slug": body.slug}, body=body.pk)


def a_clause() -> At:
    clause = ClauseFactory()
    return At({"pk": clause.pk}, body=clause.terms.body_id)


def a_power() -> At:
    power = PowerFactory()
    return At({"pk": power.pk}, body=power.body.pk)


def a_seat() -> At:
    seat = SeatFactory()
    return At({"pk": seat.pk}, body=seat.body_id)


def a_seat_to_fill() -> At:
    seat = SeatFactory()
    return At({"pk": seat.pk, "person": PersonFactory().pk}, body=seat.body_id)


def an_appointment() -> At:
    held = AppointmentFactory()
    return At({"pk": held.pk}, body=held.seat.body_id)


def a_concern(kind: str = "concern") -> At:
    power = PowerFactory(kind=kind, starts_on=today())
    concern = Concern.objects.create(
        kind=kind, words="So.", raised_by_account="account:0", raised_at=timezone.now()
    )
    return At({"pk": concern.pk}, body=power.body.pk)


def acknowledged(at: At) -> At:
    acknowledge_concern(Concern.objects.get(pk=at.kwargs["pk"]), by=Actor.command("test"))
    return at


def a_concern_to_decide() -> At:
    """Nobody recommends on a complaint, whatever else is loaded."""
    return acknowledged(a_concern("complaint"))


def a_concern_to_recommend_on() -> At:
    board = PowerFactory(kind="concern", recommends=True, starts_on=today())
    return At(acknowledged(a_concern()).kwargs, body=board.body.pk)


def a_decision() -> At:
    at = chamber.route()
    decision = chamber.recorded(at, chamber.bring())
    return At({"number": decision.number}, body=at.committee.body.pk)


def a_name() -> At:
    return At({"pk": AuthorityNameFactory().pk})


def a_holiday() -> At:
    return At({"pk": ExtraHolidayFactory().pk})


def a_member() -> At:
    return At({"slug": MembershipFactory().organisation.slug})


def a_member_to_preview() -> At:
    organisation = MembershipFactory().organisation
    return At({"slug": organisation.slug}, organisation=organisation.pk)


def a_member_with_a_logo() -> At:
    organisation = MembershipFactory().organisation
    with_a_logo(organisation)
    return At({"slug": organisation.slug}, organisation=organisation.pk)


def a_change() -> At:
    organisation = MembershipFactory(organisation__authority__valid_to=date(2027, 3, 31))
    step = SuccessionFactory(predecessor=organisation.organisation.authority)
    return At({"event": step.event_id})


def a_plan() -> At:
    change = a_change()
    begin_plan(ChangeEvent.objects.get(pk=change.kwargs["event"]), by=Actor.command("tests"))
    return change


def a_step_of_a_plan() -> At:
    return At({**a_plan().kwargs, "step": "memberships"})


def an_organisation() -> At:
    organisation = OrganisationFactory()
    return At({"pk": organisation.pk}, organisation=organisation.pk)


def the_statement() -> Statement:
    known = Statement.objects.order_by("-number").first()
    return known or Statement.objects.create(number=1, decision="AGM 3", source="Minutes")


def an_organisation_with_principles() -> At:
    the_statement()
    return an_organisation()


def an_assessment() -> At:
    organisation = OrganisationFactory()
    made = Assessment.objects.create(
        organisation=organisation, statement=the_statement(), assessed_on=date(2026, 10, 1)
    )
    return At({"pk": organisation.pk, "assessment": made.pk}, organisation=organisation.pk)


def two_organisations() -> At:
    return At({"pk": OrganisationFactory().pk, "other": OrganisationFactory().pk})


def two_people() -> At:
    return At({"pk": PersonFactory().pk, "other": PersonFactory().pk})


def an_identifier() -> At:
    organisation = OrganisationFactory(company=True)
    identifier = Identifier.objects.create(
        organisation=organisation, scheme="GB-COH", value="01234567"
    )
    return At({"pk": organisation.pk, "identifier": identifier.pk}, organisation=organisation.pk)


def somebody_to_appoint() -> At:
    organisation = OrganisationFactory()
    return At({"pk": organisation.pk, "person": PersonFactory().pk}, organisation=organisation.pk)


def a_membership() -> At:
    membership = MembershipFactory()
    return At({"pk": membership.pk}, organisation=membership.organisation.pk)


def a_person() -> At:
    return At({"pk": PersonFactory().pk})


def a_representation() -> At:
    standing = RepresentationFactory()
    return At({"pk": standing.pk}, organisation=standing.organisation.pk)


def a_snapshot() -> At:
    return At({"pk": SnapshotFactory().pk})


def a_letter() -> At:
    return At({"pk": LetterFactory(failed=True).pk})


def an_old_address() -> At:
    return At({"pk": OldAddressFactory().pk})


def an_old_address_to_add() -> Mapping[str, Any]:
    return {"path": "/how-it-was/", "target": "/members/"}


def where_it_leads() -> Mapping[str, Any]:
    return {"target": "/members/", "version": 1}


# Addresses behind which another program keeps its own doors: all of the editor's need PAGE_EDIT.
EDITOR = "cms/"

DOORS: dict[str, Door] = {
    # api
    "api:authorities_csv": Door(OPEN),
    "api:awards_csv": Door(OPEN, at=an_award),
    "api:awards_json": Door(OPEN, at=an_award),
    "api:awards_xlsx": Door(OPEN, at=an_award),
    "api:data": Door(OPEN),
    "api:docs": Door(OPEN),
    "api:figures_json": Door(OPEN),
    "api:members_csv": Door(OPEN),
    "api:members_json": Door(OPEN),
    "api:projects_csv": Door(OPEN),
    "api:projects_json": Door(OPEN),
    "api:resources_csv": Door(OPEN),
    "api:resources_json": Door(OPEN),
    "api:snapshots_csv": Door(OPEN),
    # desk
    "desk:home": Door(ALL_THE_WAY_IN),
    "desk:search": Door(P.ORGANISATION_READ_ANY),
    "desk:year_ahead": Door(P.YEAR_AHEAD_READ),
    "desk:deadlines": Door(P.YEAR_AHEAD_READ),
    "desk:add_deadline": Door(P.YEAR_AHEAD_CHANGE, P.YEAR_AHEAD_CHANGE),
    "desk:correct_deadline": Door(P.YEAR_AHEAD_CHANGE, P.YEAR_AHEAD_CHANGE, at=a_deadline),
    "desk:done": Door(P.YEAR_AHEAD_CHANGE, P.YEAR_AHEAD_CHANGE, at=a_deadline),
    "desk:not_done": Door(post=P.YEAR_AHEAD_CHANGE, at=a_deadline),
    # accounts: signing in, then roles
    "account_login": Door(OPEN, OPEN),
    "account_request_login_code": Door(OPEN, OPEN),
    "account_signup": Door(OPEN),
    "account_logout": Door(OPEN, OPEN),
    "accounts:link": Door(OPEN, OPEN, at=a_link),
    "accounts:choose_council": Door(OPEN),
    "accounts:councils": Door(ALL_THE_WAY_IN),
    "accounts:council_entries": Door(P.SIGN_IN_CHANGE),
    "accounts:add_council_entry": Door(P.SIGN_IN_CHANGE, P.SIGN_IN_CHANGE),
    "accounts:stop_council_entry": Door(post=P.SIGN_IN_CHANGE, at=a_council_s_entry),
    "accounts:own": Door(ALL_THE_WAY_IN),
    "accounts:letters_wanted": Door(ALL_THE_WAY_IN, ALL_THE_WAY_IN),
    "accounts:unmute": Door(post=ALL_THE_WAY_IN, data=lambda: {"thread": "topic:12"}),
    "accounts:change_own_address": Door(ALL_THE_WAY_IN, ALL_THE_WAY_IN),
    "accounts:confirm_own_address": Door(OPEN, OPEN, at=a_letter_s_link),
    "accounts:end_sign_in": Door(post=ALL_THE_WAY_IN),
    "accounts:end_other_sign_ins": Door(post=ALL_THE_WAY_IN),
    "accounts:invitation": Door(OPEN, OPEN, at=an_invitation_s_link),
    "accounts:invitations": Door(P.COLLEAGUE_INVITE, at=an_organisation),
    "accounts:invite": Door(P.COLLEAGUE_INVITE, P.COLLEAGUE_INVITE, at=an_organisation),
    "accounts:resend_invitation": Door(post=P.COLLEAGUE_INVITE, at=an_invitation),
    "accounts:withdraw_invitation": Door(post=P.COLLEAGUE_INVITE, at=an_invitation),
    "accounts:ask": Door(ALL_THE_WAY_IN, ALL_THE_WAY_IN),
    "accounts:ask_by_letter": Door(OPEN, OPEN, at=a_letter_s_link),
    "accounts:team_request": Door(P.COLLEAGUE_INVITE, at=a_team_request),
    "accounts:confirm_team": Door(post=P.COLLEAGUE_INVITE, at=a_team_request),
    "accounts:decline_team": Door(post=P.COLLEAGUE_INVITE, at=a_team_request),
    "accounts:roles": Door(P.ROLE_READ),
    "accounts:add": Door(P.ACCOUNT_MAKE, P.ACCOUNT_MAKE),
    "accounts:add_for": Door(P.ACCOUNT_MAKE, P.ACCOUNT_MAKE, at=a_person),
    "accounts:show": Door(P.ROLE_READ, at=an_account),
    "accounts:grant": Door(P.ROLE_GRANT, P.ROLE_GRANT, at=an_account),
    "accounts:end": Door(P.ROLE_GRANT, P.ROLE_GRANT, at=a_role),
    "accounts:move": Door(P.ROLE_GRANT, P.ROLE_GRANT, at=an_account),
    "accounts:stop": Door(P.ROLE_GRANT, P.ROLE_GRANT, at=an_account),
    "accounts:restore": Door(post=P.ROLE_GRANT, at=an_account),
    "accounts:reset": Door(P.ROLE_GRANT, P.ROLE_GRANT, at=an_account),
    # api: its answers hold what is public, in its own language
    "api-v1:openapi-json": Door(OPEN),
    "api-v1:health": Door(OPEN),
    "api-v1:authorities": Door(OPEN),
    "api-v1:authority": Door(OPEN, at=an_authority),
    "api-v1:members": Door(OPEN),
    "api-v1:member": Door(OPEN, at=a_member),
    "api-v1:figures": Door(OPEN),
    "api-v1:snapshots": Door(OPEN),
    "api-v1:resources": Door(OPEN),
    "api-v1:resource": Door(OPEN, at=a_resource),
    "api-v1:projects": Door(OPEN),
    "api-v1:project": Door(OPEN, at=a_project),
    # demo
    "demo:sign_in": Door(OPEN, OPEN, data=a_demo_person),
    # design
    "design:gallery": Door(OPEN),
    # governance
    "governance:ask": Door(P.MATTER_ASK, P.MATTER_ASK, at=a_matter),
    "governance:declare": Door(P.INTEREST_DECLARE, P.INTEREST_DECLARE, at=a_matter),
    "governance:dispensation": Door(P.INTEREST_RECORD, P.INTEREST_RECORD, at=a_matter),
    "governance:interests": Door(P.INTEREST_DECLARE, P.INTEREST_DECLARE),
    "governance:matters": Door((P.MATTER_READ_ANY, P.MATTER_READ)),
    "governance:open_procedure": Door(P.PROCEDURE_OPEN, P.PROCEDURE_OPEN, at=a_matter),
    "governance:procedure": Door(
        (P.MATTER_READ_ANY, P.MATTER_READ),
        P.PROCEDURE_VOTE,
        at=a_procedure,
        data=lambda: {"choice": "for"},
    ),
    "governance:stop_procedure": Door(P.PROCEDURE_OPEN, P.PROCEDURE_OPEN, at=a_procedure),
    "governance:take_back_interest": Door(at=an_interest),  # for whoever declared it alone
    # joining
    "joining:enquire": Door(OPEN, OPEN),
    "joining:thanks": Door(OPEN),
    "joining:browse": Door(P.ENQUIRY_READ),
    "joining:add": Door(P.ENQUIRY_ANSWER, P.ENQUIRY_ANSWER),
    "joining:show": Door(P.ENQUIRY_READ, at=an_enquiry),
    "joining:take": Door(post=P.ENQUIRY_ANSWER, at=an_enquiry),
    "joining:plan": Door(P.ENQUIRY_ANSWER, P.ENQUIRY_ANSWER, at=an_enquiry),
    "joining:answer": Door(P.ENQUIRY_ANSWER, P.ENQUIRY_ANSWER, at=an_enquiry),
    "joining:close": Door(P.ENQUIRY_ANSWER, P.ENQUIRY_ANSWER, at=an_enquiry),
    "joining:applications": Door((P.APPLICATION_READ_ANY, P.MATTER_READ)),
    "joining:applications_table": Door((P.APPLICATION_READ_ANY, P.MATTER_READ)),
    "joining:application": Door(
        (P.APPLICATION_READ_ANY, P.APPLICATION_WRITE, P.MATTER_READ),
        at=an_application_before_a_body,
    ),
    "joining:decision_document": Door(
        (P.APPLICATION_READ_ANY, P.APPLICATION_WRITE), at=an_application_with_a_document
    ),
    "joining:offer": Door(P.ENQUIRY_ANSWER, P.ENQUIRY_ANSWER, at=an_enquiry),
    "joining:mine": Door(ALL_THE_WAY_IN),
    "joining:start": Door(OPEN, OPEN, at=a_body_to_apply_for),
    "joining:link_sent": Door(OPEN),
    "joining:draft": Door(P.APPLICATION_WRITE, at=an_application_with_a_form),
    "joining:step": Door(P.APPLICATION_WRITE, P.APPLICATION_WRITE, at=a_step_of_an_application),
    "joining:share": Door(P.APPLICATION_WRITE, P.APPLICATION_WRITE, at=an_application),
    "joining:submit": Door(P.APPLICATION_WRITE, P.APPLICATION_WRITE, at=an_application_with_a_form),
    "joining:answer_question": Door(
        P.APPLICATION_WRITE, P.APPLICATION_WRITE, at=a_question_about_an_application
    ),
    "joining:take_back": Door(P.APPLICATION_WRITE, P.APPLICATION_WRITE, at=an_application),
    "joining:recommend": Door(
        P.MATTER_RECOMMEND, P.MATTER_RECOMMEND, at=an_application_before_a_body
    ),
    "joining:decide": Door(P.MATTER_DECIDE, P.MATTER_DECIDE, at=an_application_to_decide),
    "joining:withdraw": Door(P.APPLICATION_CORRECT, P.APPLICATION_CORRECT, at=an_application_sent),
    "joining:send_back": Door(P.APPLICATION_CORRECT, P.APPLICATION_CORRECT, at=an_application_sent),
    "joining:correct": Door(P.APPLICATION_CORRECT, P.APPLICATION_CORRECT, at=an_application),
    "joining:nudge": Door(post=P.APPLICATION_CORRECT, at=an_application_sent),
    "joining:meet_condition": Door(P.CONDITION_CHANGE, P.CONDITION_CHANGE, at=a_condition),
    "joining:waive_condition": Door(P.MATTER_DECIDE, P.MATTER_DECIDE, at=a_condition),
    "joining:welcomes": Door(P.APPLICATION_READ_ANY),
    "joining:welcome": Door((P.APPLICATION_READ_ANY, P.CONTACTS_CONFIRM), at=a_welcome),
    "joining:tick": Door(post=P.WELCOME_CHANGE, at=a_welcome_item),
    "joining:untick": Door(post=P.WELCOME_CHANGE, at=a_welcome_item),
    "joining:contact_checks": Door(P.CONTACTS_ASK),
    "joining:confirm_contacts": Door(
        P.CONTACTS_CONFIRM, P.CONTACTS_CONFIRM, at=a_member_to_confirm
    ),
    "joining:nudge_contacts": Door(post=P.CONTACTS_ASK, at=a_contact_check),
    # journeys
    "journeys:find_organisation": Door(P.ORGANISATION_MERGE, at=an_organisation),
    "journeys:merge_organisation": Door(
        P.ORGANISATION_MERGE, P.ORGANISATION_MERGE, at=two_organisations
    ),
    "journeys:move_council": Door(P.ORGANISATION_CHANGE, P.ORGANISATION_CHANGE, at=an_organisation),
    "journeys:reorganisation": Door(P.ORGANISATION_READ_ANY),
    "journeys:pass_on": Door(P.MEMBERSHIP_CHANGE, P.MEMBERSHIP_CHANGE, at=a_membership),
    "journeys:our_people": Door(P.REPRESENTATIVE_CHANGE, at=an_organisation),
    "journeys:hand_over": Door(
        P.REPRESENTATIVE_CHANGE, P.REPRESENTATIVE_CHANGE, at=an_organisation
    ),
    "journeys:plan": Door(P.ORGANISATION_READ_ANY, at=a_change),
    "journeys:begin_plan": Door(post=P.MEMBERSHIP_CHANGE, at=a_change),
    "journeys:plan_step": Door(P.MEMBERSHIP_CHANGE, P.MEMBERSHIP_CHANGE, at=a_step_of_a_plan),
    "journeys:confirm_plan": Door(P.MEMBERSHIP_CHANGE, P.MEMBERSHIP_CHANGE, at=a_plan),
    "journeys:discard_plan": Door(post=P.MEMBERSHIP_CHANGE, at=a_plan),
    "journeys:erase": Door(P.PERSON_ERASE, P.PERSON_ERASE, at=a_person),
    "journeys:find_person": Door(P.ORGANISATION_MERGE, at=a_person),
    "journeys:merge_person": Door(P.ORGANISATION_MERGE, P.ORGANISATION_MERGE, at=two_people),
    # members
    "members:organisations": Door(P.ORGANISATION_READ_ANY),
    "members:add_organisation": Door(P.ORGANISATION_CHANGE, P.ORGANISATION_CHANGE),
    "members:import": Door(P.MEMBERS_IMPORT, P.MEMBERS_IMPORT),
    "members:apply_import": Door(post=P.MEMBERS_IMPORT),
    "members:import_template": Door(P.MEMBERS_IMPORT),
    "members:export": Door(P.MEMBERS_EXPORT, P.MEMBERS_EXPORT),
    "members:end_memberships": Door(post=P.MEMBERSHIP_CHANGE),
    "members:snapshots": Door(P.ORGANISATION_READ_ANY),
    "members:add_snapshot": Door(P.SNAPSHOT_CHANGE, P.SNAPSHOT_CHANGE),
    "members:correct_snapshot": Door(P.SNAPSHOT_CHANGE, P.SNAPSHOT_CHANGE, at=a_snapshot),
    "members:tally": Door(P.MEMBERSHIP_CHANGE, P.MEMBERSHIP_CHANGE),
    "members:terms": Door(P.ORGANISATION_READ_ANY),
    "members:set_terms": Door(P.MEMBERSHIP_CHANGE, P.MEMBERSHIP_CHANGE),
    "members:organisation": Door(
        (P.ORGANISATION_READ, P.ORGANISATION_READ_ANY), at=an_organisation
    ),
    "members:correct_organisation": Door(
        P.ORGANISATION_CHANGE, P.ORGANISATION_CHANGE, at=an_organisation
    ),
    "members:our_page": Door(P.MEMBER_PAGE_CHANGE, P.MEMBER_PAGE_CHANGE, at=an_organisation),
    "members:our_logo": Door(P.MEMBER_PAGE_CHANGE, P.MEMBER_PAGE_CHANGE, at=an_organisation),
    "members:drop_logo": Door(post=P.MEMBER_PAGE_CHANGE, at=an_organisation),
    "members:identify": Door(P.ORGANISATION_CHANGE, P.ORGANISATION_CHANGE, at=an_organisation),
    "members:forget_identifier": Door(post=P.ORGANISATION_CHANGE, at=an_identifier),
    "members:begin_membership": Door(P.MEMBERSHIP_CHANGE, P.MEMBERSHIP_CHANGE, at=an_organisation),
    "members:control": Door(P.MEMBERSHIP_CHANGE, P.MEMBERSHIP_CHANGE, at=an_organisation),
    "members:appoint": Door(P.PERSON_CHANGE, P.PERSON_CHANGE, at=somebody_to_appoint),
    "members:change_class": Door(P.MEMBERSHIP_CHANGE, P.MEMBERSHIP_CHANGE, at=a_membership),
    "members:end_membership": Door(P.MEMBERSHIP_CHANGE, P.MEMBERSHIP_CHANGE, at=a_membership),
    "members:correct_membership": Door(P.MEMBERSHIP_CHANGE, P.MEMBERSHIP_CHANGE, at=a_membership),
    "members:people": Door(P.PERSON_READ_ANY),
    "members:add_person": Door(P.PERSON_CHANGE, P.PERSON_CHANGE),
    "members:person": Door(P.PERSON_READ_ANY, at=a_person),
    "members:correct_person": Door(P.PERSON_CHANGE, P.PERSON_CHANGE, at=a_person),
    "members:representatives": Door(P.PERSON_READ_ANY),
    "members:end_many": Door(post=P.PERSON_CHANGE),
    "members:end_representation": Door(
        P.REPRESENTATIVE_CHANGE, P.REPRESENTATIVE_CHANGE, at=a_representation
    ),
    "members:make_primary": Door(post=P.REPRESENTATIVE_CHANGE, at=a_representation),
    # principles
    "principles:show": Door((P.ORGANISATION_READ, P.ORGANISATION_READ_ANY), at=an_organisation),
    "principles:take": Door(
        P.SELF_ASSESSMENT_CHANGE, P.SELF_ASSESSMENT_CHANGE, at=an_organisation_with_principles
    ),
    "principles:correct": Door(
        P.SELF_ASSESSMENT_CHANGE, P.SELF_ASSESSMENT_CHANGE, at=an_assessment
    ),
    # register
    "register:authorities": Door(P.REGISTER_READ),
    "register:import": Door(P.REGISTER_CHANGE, P.REGISTER_CHANGE),
    "register:apply_import": Door(post=P.REGISTER_CHANGE),
    "register:changes": Door(P.REGISTER_READ),
    "register:add_change": Door(P.REGISTER_CHANGE, P.REGISTER_CHANGE),
    "register:holidays": Door(P.REGISTER_READ),
    "register:add_holiday": Door(P.REGISTER_CHANGE, P.REGISTER_CHANGE),
    "register:remove_holiday": Door(post=P.REGISTER_CHANGE, at=a_holiday),
    "register:authority": Door(P.REGISTER_READ, at=an_authority),
    "register:correct": Door(P.REGISTER_CHANGE, P.REGISTER_CHANGE, at=an_authority),
    "register:add_name": Door(P.REGISTER_CHANGE, P.REGISTER_CHANGE, at=an_authority),
    "register:control": Door(P.REGISTER_CHANGE, P.REGISTER_CHANGE, at=an_authority),
    "register:remove_name": Door(post=P.REGISTER_CHANGE, at=a_name),
    # governance
    "governance:bodies": Door(OPEN),
    "governance:body": Door(OPEN, at=a_body),
    "governance:add_body": Door(P.BODY_CHANGE, P.BODY_CHANGE),
    "governance:keep_body": Door(P.APPOINTMENT_CHANGE, at=a_body),
    "governance:correct_body": Door(P.BODY_CHANGE, P.BODY_CHANGE, at=a_body),
    "governance:adopt_terms": Door(P.BODY_CHANGE, P.BODY_CHANGE, at=a_body),
    "governance:give_power": Door(P.BODY_CHANGE, P.BODY_CHANGE, at=a_body),
    "governance:add_seat": Door(P.BODY_CHANGE, P.BODY_CHANGE, at=a_body),
    "governance:correct_clause": Door(P.BODY_CHANGE, P.BODY_CHANGE, at=a_clause),
    "governance:end_power": Door(P.BODY_CHANGE, P.BODY_CHANGE, at=a_power),
    "governance:end_seat": Door(P.BODY_CHANGE, P.BODY_CHANGE, at=a_seat),
    "governance:fill_seat": Door(P.APPOINTMENT_CHANGE, at=a_seat),
    "governance:appoint": Door(P.APPOINTMENT_CHANGE, P.APPOINTMENT_CHANGE, at=a_seat_to_fill),
    "governance:end_appointment": Door(
        P.APPOINTMENT_CHANGE, P.APPOINTMENT_CHANGE, at=an_appointment
    ),
    "governance:change_office": Door(P.APPOINTMENT_CHANGE, P.APPOINTMENT_CHANGE, at=an_appointment),
    "governance:concerns": Door(ALL_THE_WAY_IN),
    "governance:raise_concern": Door(P.CONCERN_RAISE, P.CONCERN_RAISE),
    "governance:concern": Door(P.CONCERN_READ, at=a_concern),
    "governance:acknowledge_concern": Door(post=P.CONCERN_READ, at=a_concern),
    "governance:recommend_on_concern": Door(
        P.PROCEDURE_OPEN, P.PROCEDURE_OPEN, at=a_concern_to_recommend_on
    ),
    "governance:decide_concern": Door(P.MATTER_DECIDE, P.MATTER_DECIDE, at=a_concern_to_decide),
    "governance:decisions": Door(OPEN),
    "governance:decision": Door(OPEN, at=a_decision),
    # audit
    "audit:history": Door(P.HISTORY_READ),
    # project
    "project:live": Door(OPEN),
    "project:ready": Door(OPEN),
    # outbox
    "outbox:letters": Door(P.LETTER_READ),
    "outbox:letter": Door(P.LETTER_READ, at=a_letter),
    "outbox:resend": Door(post=P.LETTER_RESEND, at=a_letter),
    # work
    "work:jobs": Door(P.JOB_READ),
    # website
    "website:directory": Door(OPEN),
    "website:fact_sheet": Door(OPEN),
    "website:fact_sheet_pdf": Door(OPEN),
    "website:figure": Door(OPEN, at=a_figure),
    "website:figure_csv": Door(OPEN, at=a_figure),
    "website:figure_json": Door(OPEN, at=a_figure),
    "website:figures": Door(OPEN),
    "website:join_check": Door(OPEN),
    "website:map": Door(OPEN),
    "website:member": Door(OPEN, at=a_member),
    "website:member_preview": Door(post=P.MEMBER_PAGE_CHANGE, at=a_member_to_preview),
    "website:logo": Door(OPEN, at=a_member_with_a_logo),
    "website:badge": Door(OPEN, at=a_member),
    "website:member_feed": Door(OPEN, at=a_member),
    "website:network_feed": Door(OPEN),
    "website:humans": Door(OPEN),
    "website:robots": Door(OPEN),
    "website:security": Door(OPEN),
    "website:sitemap": Door(OPEN),
    "website:old_addresses": Door(P.OLD_ADDRESS_CHANGE),
    "website:old_addresses_add": Door(
        P.OLD_ADDRESS_CHANGE, P.OLD_ADDRESS_CHANGE, data=an_old_address_to_add
    ),
    "website:old_addresses_change": Door(
        P.OLD_ADDRESS_CHANGE, P.OLD_ADDRESS_CHANGE, at=an_old_address, data=where_it_leads
    ),
    "website:old_addresses_remove": Door(
        P.OLD_ADDRESS_CHANGE, P.OLD_ADDRESS_CHANGE, at=an_old_address
    ),
    "wagtail_serve": Door(OPEN, at=home),
    **LIBRARY,
    **NEWSROOM,
    **DISCUSSION,
    **FUNDING,
    **JOURNEYS,
    **OUTBOX,
}
# Met in other tests, since they need more than a record to be reached.
MET_ELSEWHERE = {
    # For the account's own requests alone: `tests/journeys/test_own_data.py`.
    "journeys:withdraw_request",
    # For the account's own saved searches alone: `tests/library/test_searches_views.py`.
    "library:rename_search",
    "library:run_search",
    "library:stop_search",
    "website:picture",
    "api-v1:api-root",
    "api-v1:nothing",  # whatever else is asked of it: 404, in its own language
    "wagtaildocs_serve",
    "wagtaildocs_authenticate_with_password",
    # Open in the midst of signing in alone: `tests/accounts/test_sign_in.py`.
    "account_confirm_login_code",
    "mfa_authenticate",
    "accounts:again",  # on the way to a second step: `tests/accounts/test_own.py`
    # With a provider at the other end, or for the account’s own identity alone:
    # `tests/accounts/test_councils.py`.
    "accounts:let_go",
    "openid_connect_callback",
    "openid_connect_login",
    # For the account's own second step: `tests/accounts/test_second_factor.py`.
    "mfa_activate_totp",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_add_webauthn",
    "mfa_login_webauthn",
    "mfa_reauthenticate_webauthn",
    "accounts:name_passkey",
    "accounts:remove_passkey",
    # For one person alone, who was asked or who wrote: `tests/library/test_asking_views.py`.
    "library:cannot_help",
    "library:change_reply",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
}
