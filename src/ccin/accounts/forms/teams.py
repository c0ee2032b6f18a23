"""What the pages for colleagues take in."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from ccin.accounts.forms.roles import EMAIL_ERRORS
from ccin.accounts.operations.invitations import Invitee
from ccin.members.models import Organisation
from ccin.members.states import RepresentationRole

ROLE_ERRORS = {"required": _("Choose a role")}


class InviteForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=120, error_messages={"required": _("Enter a name")}
    )
    email = forms.EmailField(
        label=_("Work e-mail address"),
        help_text=_("This person’s own, not one that several people read."),
        max_length=254,
        error_messages=EMAIL_ERRORS,
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=RepresentationRole.choices,
        widget=forms.RadioSelect,
        error_messages=ROLE_ERRORS,
    )
    job_title = forms.CharField(label=_("Job title"), max_length=120, required=False)
    is_primary = forms.BooleanField(
        label=_("Make them the main contact when they accept"),
        help_text=_("Whoever is main contact then steps down as such."),
        required=False,
    )

    def invitee(self) -> Invitee:
        return Invitee(**self.cleaned_data)


class AskToJoinTeamForm(forms.Form):
    organisation = forms.ChoiceField(
        label=_("Where do you work?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose where you work")},
    )
    name = forms.CharField(
        label=_("Your name"), max_length=120, error_messages={"required": _("Enter your name")}
    )
    role = forms.ChoiceField(
        label=_("Your role there"),
        choices=RepresentationRole.choices,
        widget=forms.RadioSelect,
        error_messages=ROLE_ERRORS,
    )
    job_title = forms.CharField(label=_("Job title"), max_length=120, required=False)

    def __init__(self, *args: Any, suggested: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = cast(forms.ChoiceField, self.fields["organisation"])
        choice.choices = [(str(each.pk), each.name) for each in suggested]
        if len(choice.choices) == 1:
            choice.initial = choice.choices[0][0]
