"""Kinds of organisation, classes of membership and the states a membership can be in."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ccin.access.permissions import Permission
from ccin.kernel.lifecycle import Lifecycle, Move


class OrganisationKind(TextChoices):
    COUNCIL = "council", _("Council")
    COMBINED_AUTHORITY = "combined_authority", _("Combined authority")
    PCC = "pcc", _("Police and Crime Commissioner")
    PARISH = "parish", _("Town, parish or community council")
    PARTY_GROUP = "party_group", _("Group of councillors")
    ELECTED_AUTHORITY = "elected_authority", _("Other elected authority")
    COOPERATIVE = "cooperative", _("Co-operative or mutual")
    NGO = "ngo", _("Charity or other non-profit body")
    COMPANY = "company", _("Company")
    NETWORK = "network", _("The network itself")


class MembershipClass(TextChoices):
    FULL = "full", _("Full member")
    ASSOCIATE = "associate", _("Associate")
    AFFILIATE = "affiliate", _("Affiliate")
    SUPPORTER = "supporter", _("Supporter")


# Supporters are not members and are counted apart.
MEMBER_CLASSES = (MembershipClass.FULL, MembershipClass.ASSOCIATE, MembershipClass.AFFILIATE)


def in_membership(classes: frozenset[str]) -> bool:
    """Whether one of these classes makes a member: a supporter's does not."""
    return not classes.isdisjoint(MEMBER_CLASSES)


class SubKind(TextChoices):
    """What sort of full member or associate: the network's terms name these (docs/sources.md)."""

    PRINCIPAL_COUNCIL = "principal_council", _("Principal council")
    COMBINED_AUTHORITY = "combined_authority", _("Combined authority")
    PCC = "pcc", _("Police and Crime Commissioner")
    PARISH = "parish", _("Town, parish or community council")
    MINORITY_GROUP = "minority_group", _("Minority administration")
    OPPOSITION_GROUP = "opposition_group", _("Opposition group")
    GROUP = "group", _("Group of councillors, standing not recorded")
    ELECTED_AUTHORITY = "elected_authority", _("Other elected authority")


class EndReason(TextChoices):
    """Why a membership ended."""

    RESIGNED = "resigned", _("Left by its own decision")
    LAPSED = "lapsed", _("Lapsed")
    CLASS_CHANGED = "class_changed", _("Changed class")
    CONTROL_CHANGED = "control_changed", _("Control of the council changed")
    SUCCEEDED = "succeeded", _("Passed to a successor council")
    REMOVED = "removed", _("Removed by decision")
    DISSOLVED = "dissolved", _("The body ceased to exist")
    CORRECTED = "corrected", _("Recorded in error")


class PeriodState(TextChoices):
    """A membership or a representation runs until a last day is recorded."""

    OPEN = "open", _("Open")
    ENDED = "ended", _("Ended")


MEMBERSHIP = Lifecycle(
    name="membership",
    start=PeriodState.OPEN,
    moves={
        "change_class": Move(
            frozenset({PeriodState.OPEN}), PeriodState.ENDED, needs=Permission.MEMBERSHIP_CHANGE
        ),
        "end": Move(
            frozenset({PeriodState.OPEN}), PeriodState.ENDED, needs=Permission.MEMBERSHIP_CHANGE
        ),
    },
)

REPRESENTATION = Lifecycle(
    name="representation",
    start=PeriodState.OPEN,
    moves={
        "make_primary": Move(
            frozenset({PeriodState.OPEN}), PeriodState.OPEN, needs=Permission.REPRESENTATIVE_CHANGE
        ),
        "end": Move(
            frozenset({PeriodState.OPEN}), PeriodState.ENDED, needs=Permission.REPRESENTATIVE_CHANGE
        ),
    },
)

# Why staff may end a membership; the other reasons are written by the operation that knows them.
REASONS_TO_END = (EndReason.RESIGNED, EndReason.LAPSED, EndReason.REMOVED, EndReason.DISSOLVED)


class RepresentationRole(TextChoices):
    LEADER = "leader", _("Leader")
    PORTFOLIO_HOLDER = "portfolio_holder", _("Portfolio holder")
    GROUP_LEADER = "group_leader", _("Group leader")
    CHIEF_EXECUTIVE = "chief_executive", _("Chief executive")
    LEAD_OFFICER = "lead_officer", _("Lead officer")
    POLICY_OFFICER = "policy_officer", _("Policy officer")
    FINANCE_CONTACT = "finance_contact", _("Finance contact")
    REPRESENTATIVE = "representative", _("Representative")


class RepresentationEnd(TextChoices):
    ELECTION = "election", _("Election")
    RESHUFFLE = "reshuffle", _("Change of portfolio or post")
    LEFT = "left", _("Left the organisation")
    CORRECTED = "corrected", _("Recorded in error")
