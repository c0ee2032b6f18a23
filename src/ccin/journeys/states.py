"""The life of a plan, and what each journey does with every foreign key to an organisation, a
person or an authority.

A test walks the foreign keys of all rooms: one that is not named here fails it, so that no room can
add a record which a merge would strand or an erasure would miss.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ccin.access.permissions import Permission
from ccin.kernel.lifecycle import Lifecycle, Move


class PlanState(TextChoices):
    DRAFT = "draft", _("Being prepared")
    CONFIRMED = "confirmed", _("Done")
    DISCARDED = "discarded", _("Thrown away")


DRAFT, CONFIRMED, DISCARDED = PlanState

PLAN = Lifecycle(
    name="reorganisation plan",
    start=DRAFT,
    moves={
        "change": Move(frozenset({DRAFT}), DRAFT, needs=Permission.MEMBERSHIP_CHANGE),
        "confirm": Move(frozenset({DRAFT}), CONFIRMED, needs=Permission.MEMBERSHIP_CHANGE),
        "discard": Move(frozenset({DRAFT}), DISCARDED, needs=Permission.MEMBERSHIP_CHANGE),
    },
)


class PlanStep(TextChoices):
    """What a council leaves, in the order in which it is decided."""

    MEMBERSHIPS = "memberships", _("Memberships")
    PEOPLE = "people", _("Who speaks for it")
    SEATS = "seats", _("Seats in bodies of the network")
    UNDER_IT = "under", _("Groups and parishes under it")
    APPLICATIONS = "applications", _("Applications to join")
    PROJECTS = "projects", _("Projects that it leads")
    BIDS = "bids", _("Bids that it leads")


class Fate(TextChoices):
    """What becomes of one thing on the day."""

    PASSES_ON = "passes_on", _("Passes on")
    JOINS = "joins", _("Joins the one already held")
    GOES_ON = "goes_on", _("Goes on")
    LEADS = "leads", _("Goes on as main contact")
    MOVES = "moves", _("Moves")
    ENDS = "ends", _("Ends")
    STAYS = "stays", _("Stays as it is")


FATES = {
    PlanStep.MEMBERSHIPS: (Fate.PASSES_ON, Fate.JOINS, Fate.ENDS),
    PlanStep.PEOPLE: (Fate.GOES_ON, Fate.LEADS, Fate.ENDS),
    PlanStep.SEATS: (Fate.GOES_ON, Fate.ENDS),
    PlanStep.UNDER_IT: (Fate.MOVES, Fate.ENDS, Fate.STAYS),
    PlanStep.APPLICATIONS: (Fate.ENDS, Fate.STAYS),
    PlanStep.PROJECTS: (Fate.PASSES_ON, Fate.STAYS),
    PlanStep.BIDS: (Fate.PASSES_ON, Fate.STAYS),
}
TO_A_SUCCESSOR = frozenset({Fate.PASSES_ON, Fate.JOINS, Fate.GOES_ON, Fate.LEADS, Fate.MOVES})

MERGING_ORGANISATIONS = {
    "accounts.CouncilSignIn.organisation": "moves",
    "accounts.Invitation.organisation": "moves; of two open ones to an address one is withdrawn",
    "accounts.TeamRequest.organisation": "moves; of two open ones of an account one is declined",
    "discussion.Post.organisation": "moves; it was the same body that answered",
    "discussion.Topic.organisation": "moves; it was the same body that asked",
    "discussion.Wish.organisation": "moves; it was the same body whose person asked",
    "funding.Assessment.organisation": "moves; it was the same body",
    "funding.Bid.lead": "moves",
    "funding.BidPartner.organisation": "moves; one named twice, or the lead, is kept once",
    "funding.ChangeRequest.joining": "moves, once a request",
    "funding.ChangeRequest.leaving": "moves, once a request",
    "funding.ChangeRequest.new_lead": "moves",
    "funding.Contribution.organisation": "moves",
    "funding.Idea.organisation": "moves",
    "funding.Participant.organisation": "moves; one named twice, or the lead, is kept once",
    "funding.Project.lead": "moves",
    "funding.Support.organisation": "moves; of two of one work area the first stays",
    "governance.Appointment.organisation": "moves; whoever sits there goes on sitting",
    "governance.Concern.about": "moves",
    "governance.Interest.organisation": "moves",
    "governance.Matter.concerns": "moves, once a matter, so that interests are found as before",
    "governance.Participation.organisation": "moves; it was the same body",
    "joining.Application.organisation": "moves; two open ones, or one beside a member, are refused",
    "joining.ContactCheck.organisation": "moves; of two open checks the one due first stays",
    "joining.Welcome.organisation": "moves with the membership",
    "library.Adoption.organisation": "moves; of two of one resource the one begun first stays",
    "library.MaintainerInvitation.organisation": "moves; of two open ones one is declined",
    "library.Partner.organisation": "moves; one named twice for a resource is kept once",
    "library.Resource.owner": "moves; what was adopted from the other record is its own now",
    "library.Use.organisation": "moves",
    "members.Identifier.organisation": "moves; one that both have is kept once",
    "members.Membership.organisation": "moves; an overlap is refused",
    "members.Organisation.merged_into": "follows to the record that is kept",
    "members.Representation.organisation": "moves; an overlap in one role is refused",
    "principles.Assessment.organisation": "moves; two of one day are refused",
}

MERGING_PEOPLE = {
    "accounts.Account.person": "moves; where both may sign in it is refused",
    "discussion.Asking.person": "moves; a question put to both was put once",
    "discussion.Belonging.person": "moves; of two in one group the first stays",
    "discussion.Mention.person": "moves; named twice in one reply is named once",
    "discussion.Post.author": "moves",
    "discussion.Profile.person": "moves; of two the one chosen last stays",
    "discussion.Topic.asked_by": "moves",
    "discussion.Wish.person": "moves; of two open ones for a group one is withdrawn",
    "funding.Assessment.person": "moves; two of one bid are refused",
    "funding.Bid.contact": "moves",
    "funding.Declaration.person": "moves; of two in a round the first stays",
    "funding.Idea.put_by": "moves",
    "funding.Support.person": "moves",
    "governance.Appointment.person": "moves; two seats in one body at once are refused",
    "governance.Concern.raised_by": "moves",
    "governance.Interest.person": "moves",
    "governance.Participation.person": "moves; two parts in one decision are refused",
    "governance.Question.asked_by": "moves",
    "joining.Application.mentor": "moves",
    "joining.Welcome.mentor": "moves",
    "journeys.DataRequest.person": "moves",
    "library.Adoption.contact": "moves",
    "library.Resource.contact": "moves",
    "members.Person.merged_into": "follows to the record that is kept",
    "members.Representation.person": "moves; an overlap in one role is refused",
}

ERASING_A_PERSON = {
    "accounts.Account.person": "stops signing in and loses name and address",
    "discussion.Asking.person": "stays: that they were asked, and why, without a name",
    "discussion.Belonging.person": "ends: it is no longer told that they belonged",
    "discussion.Mention.person": "goes",
    "discussion.Post.author": "stays, credited to their organisation; their name in it goes",
    "discussion.Profile.person": "goes",
    "discussion.Topic.asked_by": "stays for those who answered; their name in it goes",
    "discussion.Wish.person": "goes",
    "funding.Assessment.person": "stays: that somebody marked, without their words",
    "funding.Bid.contact": "is left without a contact",
    "funding.Declaration.person": "stays: that it was made",
    "funding.Idea.put_by": "stays, credited to their organisation",
    "funding.Support.person": "stays, credited to their organisation, without its note",
    "governance.Appointment.person": "ends; seat and dates stay without a note",
    "governance.Concern.raised_by": "loses its words and its answer",
    "governance.Interest.person": "is withdrawn and loses its words",
    "governance.Participation.person": "stays: decisions keep that a person took part, in a role",
    "governance.Question.asked_by": "loses its words",
    "joining.Application.mentor": "an open application is without a mentor again",
    "joining.Welcome.mentor": "an open welcome list is without a mentor again",
    "journeys.DataRequest.person": "stays, emptied: that it was answered in time",
    "library.Adoption.contact": "is left without a contact",
    "library.Resource.contact": "is left without a contact, and its line of how to reach one",
    "members.Person.merged_into": "is erased with the record it was merged into",
    "members.Representation.person": "ends; the role stays without a job title",
}

REORGANISING = {
    "journeys.Choice.successor": "says to whom something passes",
    "joining.Application.authority": "stays: that council asked; an open one is settled first",
    "joining.Application.principal_council": "stays: it was asked under that council",
    "joining.Enquiry.authority": "stays: it was asked about that council",
    "library.Place.authority": "stays: it was done there",
    "members.Organisation.authority": "stays; the membership passes on to the successor’s record",
    "members.Organisation.principal_council": "moves to the successor when staff say so",
    "register.Authority.combined_authority": "a fact of the register",
    "register.Authority.parent": "a fact of the register",
    "register.Authority.police_area": "a fact of the register",
    "register.AuthorityName.authority": "a fact of the register",
    "register.GssCode.authority": "a fact of the register",
    "register.Measure.authority": "a fact of the register",
    "register.Parish.authority": "a fact of the register",
    "register.PoliticalControl.authority": "a fact of the register",
    "register.Succession.predecessor": "says to whom a membership may pass",
    "register.Succession.successor": "says to whom a membership may pass",
}


class RequestKind(TextChoices):
    ACCESS = "access", _("To see what is held")
    CORRECTION = "correction", _("To correct what is held")
    OBJECTION = "objection", _("To object to what is done with it")
    ERASURE = "erasure", _("To be erased")
    COMPLAINT = "complaint", _("To complain about how data was handled")


class RequestState(TextChoices):
    RECEIVED = "received", _("Received")
    ASKED = "asked", _("Waiting for the person")
    ANSWERED = "answered", _("Answered")
    REFUSED = "refused", _("Refused, with reasons")
    WITHDRAWN = "withdrawn", _("Withdrawn")


OPEN_REQUESTS = frozenset({RequestState.RECEIVED, RequestState.ASKED})
_ANSWER = Permission.DATA_REQUEST_ANSWER

REQUEST = Lifecycle(
    name="request about data",
    start=RequestState.RECEIVED,
    moves={
        "acknowledge": Move(OPEN_REQUESTS, RequestState.RECEIVED, needs=_ANSWER),
        "ask": Move(frozenset({RequestState.RECEIVED}), RequestState.ASKED, needs=_ANSWER),
        "hear": Move(frozenset({RequestState.ASKED}), RequestState.RECEIVED, needs=_ANSWER),
        "extend": Move(frozenset({RequestState.RECEIVED}), RequestState.RECEIVED, needs=_ANSWER),
        "answer": Move(OPEN_REQUESTS, RequestState.ANSWERED, needs=_ANSWER),
        "refuse": Move(OPEN_REQUESTS, RequestState.REFUSED, needs=_ANSWER),
        "withdraw": Move(OPEN_REQUESTS, RequestState.WITHDRAWN, needs=_ANSWER),
    },
)
