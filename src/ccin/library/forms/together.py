"""What the pages of working versions take in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ccin.kernel.clock import today
from ccin.members.models import Membership, Organisation
from ccin.texts.operations.proposing import Change
from ccin.texts.rules.proposing import LONGEST

CHANGE, ADD, LEAVE_OUT = "change", "add", "out"


class ProposeForm(forms.Form):
    """Other words for a paragraph, a new one after it (or at the end), or none in its place."""

    words = forms.CharField(
        label=_("Your words"),
        help_text=_("An empty line begins a new paragraph."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Enter the words that you propose")},
    )
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("One sentence helps those who decide on it."),
        max_length=300,
        required=False,
    )
    before = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, what: str, before: str, words: str = "", reason: str = ""
    ) -> None:
        first = words or (before if what == CHANGE else "")
        super().__init__(data, initial={"before": before, "words": first, "reason": reason})
        self.what = what
        if what == LEAVE_OUT:
            del self.fields["words"]

    def change(self) -> Change:
        given = self.cleaned_data
        before, words = given["before"], given.get("words", "")
        if self.what == ADD and before:
            words = f"{before}\n\n{words}"
        return Change(before, words, given["reason"])


class RemarkForm(forms.Form):
    words = forms.CharField(
        label=_("Your comment"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Enter your comment")},
    )
    before = forms.CharField(required=False, widget=forms.HiddenInput)


class AnswerProposalForm(forms.Form):
    answer = forms.CharField(
        label=_("Your answer to its author"),
        help_text=_("Needed when you decline. It is told by e-mail."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class HeadingOfSectionForm(forms.Form):
    heading = forms.CharField(
        label=_("Heading"), max_length=150, error_messages={"required": _("Enter a heading")}
    )


class InviteMaintainerForm(forms.Form):
    organisation = forms.ModelChoiceField(
        label=_("Member"),
        queryset=Organisation.objects.none(),
        error_messages={"required": _("Choose a member")},
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        held = Membership.objects.held_on(today()).values("organisation")
        field.queryset = Organisation.objects.kept().filter(pk__in=held).order_by("name")


class ChangesForm(forms.Form):
    words = forms.CharField(
        label=_("What changes with the next release"),
        help_text=_(
            "Readers see it beside the release. Say what changed for somebody who uses it."
        ),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
