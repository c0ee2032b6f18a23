"""A bid from its first draft to what was decided; partners, money from others, assessments."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ccin.access.permissions import Permission
from ccin.kernel.lifecycle import Lifecycle, Move


class BidState(TextChoices):
    DRAFT = "draft", _("Being written")
    SUBMITTED = "submitted", _("Submitted")
    UNDER_CONSIDERATION = "under_consideration", _("Under consideration")
    FUNDED = "funded", _("Funded")
    NOT_FUNDED = "not_funded", _("Not funded")
    INELIGIBLE = "ineligible", _("Not within the rules of the round")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    LAPSED = "lapsed", _("Never submitted")


_S = BidState
OPEN_BIDS = frozenset({_S.DRAFT, _S.SUBMITTED, _S.UNDER_CONSIDERATION})
# What everybody may read once the letters of its round have gone out.
PUBLIC_BIDS = frozenset({_S.FUNDED})

# While it is under consideration, its matter says whether a body is to recommend or to decide.
# Until the deadline a submitted bid can be opened again; what was submitted last stands at the
# deadline, even where somebody had opened it again.
BID = Lifecycle(
    name="bid",
    start=_S.DRAFT,
    moves={
        "write": Move(frozenset({_S.DRAFT}), _S.DRAFT, needs=Permission.BID_WRITE),
        "submit": Move(frozenset({_S.DRAFT}), _S.SUBMITTED, needs=Permission.BID_SUBMIT),
        "reopen": Move(frozenset({_S.SUBMITTED}), _S.DRAFT, needs=Permission.BID_SUBMIT),
        "stand": Move(frozenset({_S.DRAFT}), _S.SUBMITTED, needs=Permission.BID_CLOSE),
        "lapse": Move(frozenset({_S.DRAFT}), _S.LAPSED, needs=Permission.BID_CLOSE),
        "take_in": Move(
            frozenset({_S.SUBMITTED}), _S.UNDER_CONSIDERATION, needs=Permission.BID_CHECK
        ),
        "rule_out": Move(frozenset({_S.SUBMITTED}), _S.INELIGIBLE, needs=Permission.BID_CHECK),
        "fund": Move(
            frozenset({_S.UNDER_CONSIDERATION}), _S.FUNDED, needs=Permission.MATTER_DECIDE
        ),
        "refuse": Move(
            frozenset({_S.UNDER_CONSIDERATION}), _S.NOT_FUNDED, needs=Permission.MATTER_DECIDE
        ),
        "withdraw": Move(OPEN_BIDS, _S.WITHDRAWN, needs=Permission.BID_SUBMIT),
    },
)


class PartnerState(TextChoices):
    """Only a partner that confirmed, through somebody who may speak for it, is counted."""

    INVITED = "invited", _("Invited")
    CONFIRMED = "confirmed", _("Confirmed")
    DECLINED = "declined", _("Declined")
    LEFT = "left", _("Left again")


class ContributionKind(TextChoices):
    MATCH = "match", _("Match funding")
    IN_KIND = "in_kind", _("In kind")


class AssessmentState(TextChoices):
    OPEN = "open", _("Not handed in")
    DONE = "done", _("Handed in")
    SET_ASIDE = "set_aside", _("Set aside")  # an interest found later, or somebody let off
