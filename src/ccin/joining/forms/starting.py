"""What the pages take in before an application is begun, and around it."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import get_text_list
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ccin.joining.models import Enquiry
from ccin.joining.operations.applications import Beginning, Colleague
from ccin.joining.reads.starting import AUTHORITY, GROUP, PARISH, PERSON, Sought
from ccin.joining.states import GroupStanding
from ccin.kernel.clock import today
from ccin.register.reads import authority_called, find_parishes

EMAIL_ERRORS = {
    "required": _("Enter a work e-mail address"),
    "invalid": _("Enter an e-mail address in the right form, like name@example.com"),
}
OWN_NAMES = {
    GROUP: _("Name of the group"),
    PARISH: _("Name of your council"),
}


def your_name() -> forms.CharField:
    return forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Enter your name")},
    )


def work_email() -> forms.EmailField:
    return forms.EmailField(
        label=_("Your work e-mail address"),
        help_text=_("We send you a link to begin with. You need no password and no account."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages=EMAIL_ERRORS,
    )


class StartForm(forms.Form):
    """Who the body is comes with the address; asked are only its own name, where no register of
    ours has it, and the person. The page holds one more box that only a program fills in."""

    TRAP = "homepage"

    def __init__(self, data: Any, *, sought: Sought, is_signed_in: bool, name: str) -> None:
        super().__init__(data, initial={"body": sought.called, "name": name})
        self.sought = sought
        if sought.kind not in {AUTHORITY, PERSON}:
            self.fields["body"] = forms.CharField(
                label=OWN_NAMES.get(sought.kind, _("Name of your organisation")),
                max_length=200,
                error_messages={"required": _("Enter its full name")},
            )
        self.fields["name"] = your_name()
        if not is_signed_in:
            self.fields["email"] = work_email()

    @property
    def is_from_a_program(self) -> bool:
        return bool(self.data.get(self.TRAP))

    def begun(self) -> Beginning:
        """Whatever a visitor of a demonstration makes up stays out of the published figures."""
        sought = self.sought
        named = Sought(
            kind=sought.kind,
            name=" ".join(self.cleaned_data.get("body", "").split()),
            authority=sought.authority,
            parish=sought.parish,
            standing=sought.standing,
            has_council=sought.has_council,
            as_supporter=sought.as_supporter,
        )
        invented = settings.DEMO and sought.authority is None and sought.parish is None
        return Beginning(named, self.cleaned_data["name"], fictional=invented)


class OfferForm(forms.Form):
    """Staff say which body an enquiry is about; it is looked up as in “Can we join?”."""

    kind = forms.ChoiceField(
        label=_("Who would join?"),
        widget=forms.RadioSelect,
        choices=[
            (AUTHORITY, _("A council, a combined authority or a Police and Crime Commissioner")),
            (GROUP, _("A group of councillors")),
            (PARISH, _("A town, parish or community council")),
            ("cooperative", _("A co-operative or mutual")),
            ("ngo", _("A charity or other non-profit body")),
            ("company", _("A company")),
            ("devolved_administration", _("A devolved administration")),
            ("overseas_authority", _("A council or regional government abroad")),
            (PERSON, _("A person, as a supporter")),
        ],
        error_messages={"required": _("Choose who would join")},
    )
    place = forms.CharField(
        label=_("Council or parish, by any of its names or its code"),
        help_text=_("For a group, the council it sits on."),
        max_length=200,
        required=False,
    )
    name = forms.CharField(
        label=_("Name of the group or organisation"), max_length=200, required=False
    )
    standing = forms.ChoiceField(
        label=_("How a group stands on its council"),
        required=False,
        choices=[("", _("It is no group")), *GroupStanding.choices],
    )
    as_supporter = forms.BooleanField(label=_("As a supporter, not a member"), required=False)

    def __init__(self, data: Any, *, enquiry: Enquiry) -> None:
        authority = enquiry.authority
        first = {
            "kind": AUTHORITY if authority else "",
            "place": authority.name if authority else enquiry.organisation,
            "name": enquiry.organisation,
        }
        super().__init__(data, initial=first)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        kind = given.get("kind", "")
        given["authority"] = given["parish"] = None
        if kind in {AUTHORITY, GROUP}:
            self._find_authority(given)
        if kind == PARISH:
            self._find_parish(given)
        if kind in OWN_NAMES and not given.get("name"):
            self.add_error("name", _("Enter its name"))
        if kind == GROUP and not given.get("standing"):
            self.add_error("standing", _("Choose how the group stands on its council"))
        return given

    def _find_authority(self, given: dict[str, Any]) -> None:
        meant, others = authority_called(given.get("place", ""), on=today())
        given["authority"] = meant
        if meant is None:
            self._not_found([other.name for other in others])

    def _find_parish(self, given: dict[str, Any]) -> None:
        found = find_parishes(given.get("place", ""))
        given["parish"] = found[0].parish if len(found) == 1 else None
        if given["parish"] is None:
            self._not_found([f"{one.parish} ({one.parish.gss_code})" for one in found])

    def _not_found(self, others: list[str]) -> None:
        words = (
            gettext("It may mean: %(others)s. Enter one of these.")
            % {"others": get_text_list(others[:5], gettext("or"))}
            if others
            else gettext("The register knows none of that name. Check the spelling.")
        )
        self.add_error("place", words)

    def sought(self) -> Sought:
        given = self.cleaned_data
        kind = given["kind"]
        return Sought(
            kind=kind,
            name="" if kind in {AUTHORITY, PERSON} else " ".join(given["name"].split()),
            authority=given["authority"],
            parish=given["parish"],
            standing=given["standing"] if kind == GROUP else "",
            has_council=True if kind == PARISH else None,
            as_supporter=given["as_supporter"] or kind == PERSON,
        )


class ShareForm(forms.Form):
    name = forms.CharField(
        label=_("Your colleague’s name"),
        max_length=120,
        error_messages={"required": _("Enter your colleague’s name")},
    )
    email = forms.EmailField(
        label=_("Your colleague’s work e-mail address"),
        max_length=254,
        error_messages=EMAIL_ERRORS,
    )

    def colleague(self) -> Colleague:
        return Colleague(self.cleaned_data["name"], self.cleaned_data["email"])


class SubmitForm(forms.Form):
    declaration = forms.BooleanField(
        label=_("I may send this for the body named above, and what it says is right"),
        error_messages={"required": _("Confirm that you may send this")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Why, in a few words"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AnswerQuestionForm(forms.Form):
    answer = forms.CharField(
        label=_("Your answer"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Enter your answer")},
    )
