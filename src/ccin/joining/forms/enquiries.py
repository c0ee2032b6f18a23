"""What the enquiry pages take in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ccin.accounts.models import Account
from ccin.design.fields import DayField
from ccin.joining.models import Enquiry
from ccin.joining.operations.enquiries import Plan, Question
from ccin.joining.reads.enquiries import answerers
from ccin.joining.states import EnquiryKind, EnquirySource, EnquiryState
from ccin.register.models import Authority

LONGEST = 5_000


class _QuestionForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What is it about?"),
        choices=EnquiryKind,
        error_messages={"required": _("Choose what your enquiry is about")},
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Enter a name")},
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": _("Enter an e-mail address"),
            "invalid": _("Enter an e-mail address in the right form, like name@example.com"),
        },
    )
    phone = forms.CharField(
        label=_("Telephone number"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    organisation = forms.CharField(
        label=_("Council or organisation"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    question = forms.CharField(
        label=_("Question or message"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": _("Enter a question or message"),
            "max_length": _("The message must be 5,000 characters or fewer"),
        },
    )
    about = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    authority = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)

    def clean_authority(self) -> Authority | None:
        return Authority.objects.filter(key=self.cleaned_data["authority"] or "-").first()

    def asked(self) -> Question:
        given = self.cleaned_data
        return Question(**{field: given[field] for field in Question.__slots__})


class MakeEnquiryForm(_QuestionForm):
    """The page holds one more box, out of sight, which only a program fills in."""

    TRAP = "homepage"

    @property
    def is_from_a_program(self) -> bool:
        return bool(self.data.get(self.TRAP))


class AddEnquiryForm(_QuestionForm):
    source = forms.ChoiceField(
        label=_("How did it reach us?"),
        choices=[choice for choice in EnquirySource.choices if choice[0] != EnquirySource.SITE],
    )
    field_order = ["source", "kind", "name", "email", "phone", "organisation", "question"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].required = False
        self.fields["email"].label = _("E-mail address")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors and not given.get("email") and not given.get("phone"):
            raise forms.ValidationError(
                _("Enter an e-mail address or a telephone number, so that somebody can answer")
            )
        return given


class FindEnquiriesForm(forms.Form):
    """The filters of the list; what makes no sense is left out rather than refused."""

    q = forms.CharField(label=_("Search"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("waiting", _("Waiting")), ("", _("All")), *EnquiryState.choices],
    )
    kind = forms.ChoiceField(
        label=_("About"), required=False, choices=[("", _("Anything")), *EnquiryKind.choices]
    )
    source = forms.ChoiceField(
        label=_("Source"), required=False, choices=[("", _("Any")), *EnquirySource.choices]
    )


class PlanEnquiryForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    owner = forms.ModelChoiceField(
        label=_("Who deals with it"),
        queryset=Account.objects.none(),
        error_messages={"required": _("Choose who deals with it")},
    )
    next_step = forms.CharField(label=_("Next step"), max_length=200, required=False)
    due_on = DayField(label=_("Due"), required=False)

    def __init__(self, *args: Any, enquiry: Enquiry, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "version": enquiry.version,
            "owner": enquiry.owner_id,
            "next_step": enquiry.next_step,
            "due_on": enquiry.due_on,
        }
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ModelChoiceField)
        owner.queryset = answerers()

    def plan(self) -> Plan:
        given = self.cleaned_data
        return Plan(given["owner"], given["next_step"], given["due_on"])


class AnswerEnquiryForm(forms.Form):
    answer = forms.CharField(
        label=_("Your answer"),
        help_text=_("It is sent as an e-mail, with the question below it."),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": _("Enter your answer")},
    )


class CloseEnquiryForm(forms.Form):
    outcome = forms.CharField(
        label=_("How it ended"),
        help_text=_("For example: answered by telephone, applied to join, not for us."),
        max_length=200,
        error_messages={"required": _("Say how it ended")},
    )
