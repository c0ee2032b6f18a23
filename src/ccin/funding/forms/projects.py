"""What the pages that keep a project take in: agreement, milestones, payments, its end."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ccin.design.fields import DayField
from ccin.funding.models import Milestone, Payment, Project
from ccin.funding.operations.milestones import Plan
from ccin.funding.operations.projects import Acceptance
from ccin.kernel import money
from ccin.kernel.clock import today

LONGEST = 20_000


class PoundsField(forms.CharField):
    """An amount as people write it, in pounds; its value is in pence."""

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return money.parse(text)
        except money.NotMoney as wrong:
            raise forms.ValidationError(str(wrong)) from None


class OfferForm(forms.Form):
    words = forms.CharField(
        label=_("Terms of the agreement"),
        help_text=_("A proposal to begin with: change what the network has agreed otherwise."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 24}),
        error_messages={"required": _("Write down the terms that the lead is to accept")},
    )


class AcceptForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Your full name"),
        max_length=150,
        error_messages={"required": _("Enter your full name")},
    )
    capacity = forms.CharField(
        label=_("In which capacity do you accept?"),
        help_text=_("For example: director of place, section 151 officer."),
        max_length=120,
        error_messages={"required": _("Say in which capacity you accept")},
    )
    agrees = forms.BooleanField(
        label=_("I may commit my organisation, and it accepts these terms"),
        error_messages={"required": _("Confirm that you may commit your organisation")},
    )

    def acceptance(self) -> Acceptance:
        return Acceptance(self.cleaned_data["name"], self.cleaned_data["capacity"])


class MilestoneForm(forms.Form):
    title = forms.CharField(
        label=_("What is to be reached?"),
        max_length=150,
        error_messages={"required": _("Say what is to be reached")},
    )
    due_on = DayField(label=_("By which day?"))

    def __init__(self, data: Any = None, *, milestone: Milestone | None = None) -> None:
        known = {"title": milestone.title, "due_on": milestone.due_on} if milestone else {}
        super().__init__(data, initial=known)

    def plan(self) -> Plan:
        return Plan(self.cleaned_data["title"], self.cleaned_data["due_on"])


class ClaimForm(forms.Form):
    note = forms.CharField(
        label=_("What did the money go on, or will it go on?"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say in a few words what the money went on, or goes on")},
    )
    evidence = forms.FileField(
        label=_("What shows it"),
        help_text=_(
            "An invoice, a ledger or a signed statement: PDF, Word, OpenDocument or a picture, of "
            "at most 20 MB. Staff alone read it. A payment in advance needs none."
        ),
        required=False,
    )

    def __init__(self, data: Any = None, files: Any = None, *, payment: Payment) -> None:
        super().__init__(data, files, initial={"note": payment.note})


class ClaimCheckForm(forms.Form):
    """Approving what was looked at, and nothing that changed meanwhile."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class BecauseForm(forms.Form):
    """Why something is sent back."""

    because = forms.CharField(
        label=_("What is missing?"),
        help_text=_("The lead gets these words."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say what is missing, so that it can be put right")},
    )


class SendBackForm(BecauseForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class PayForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    paid_on = DayField(label=_("On which day was it paid?"), initial=today)
    reference = forms.CharField(
        label=_("Reference in the books"),
        max_length=80,
        error_messages={"required": _("Enter the reference under which it was paid")},
    )


class EndForm(forms.Form):
    because = forms.CharField(
        label=_("Why does it end early?"),
        help_text=_("Everybody reads these words on the project’s page."),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say why it ends early")},
    )


class FindProjectsForm(forms.Form):
    """The filters of the list; what makes no sense is left out rather than refused."""

    q = forms.CharField(label=_("Search"), required=False)
    late = forms.BooleanField(label=_("Only those past their end"), required=False)


def offered_words(project: Project, terms: str) -> dict[str, str]:
    agreement = getattr(project, "agreement", None)
    return {"words": agreement.words if agreement else terms}
