"""What the pages about one's own data take in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ccin.design.fields import DayField
from ccin.journeys.models import DataRequest
from ccin.journeys.operations.data_requests import Asked, ByPost
from ccin.journeys.reads.data_requests import who_it_may_be
from ccin.journeys.states import RequestKind, RequestState
from ccin.kernel.clock import today
from ccin.members.models import Person

LONGEST = 10_000
Words = Any  # a string, or one that is translated when it is shown


def _words(
    label: Words, hint: Words, missing: Words, *, longest: int, rows: int = 6
) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing},
    )


class AskForm(forms.Form):
    """Of somebody who has signed in: it is known who asks."""

    kind = forms.ChoiceField(
        label=_("What do you want?"),
        choices=RequestKind,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you want")},
    )
    words = forms.CharField(
        label=_("Tell us more"),
        help_text=_("Such as what is wrong and what is right, or what you complain about."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        in_need = {RequestKind.CORRECTION, RequestKind.COMPLAINT}
        if given.get("kind") in in_need and not given.get("words"):
            self.add_error("words", _("Say what is wrong, so that we can put it right"))
        return given

    def asked(self) -> Asked:
        given = self.cleaned_data
        who = {name: given.get(name, "") for name in ("name", "email")}
        return Asked(kind=given["kind"], words=given["words"], **who)


class OpenAskForm(AskForm):
    """Of anybody. The page holds one more box, out of sight, which only a program fills in."""

    TRAP = "homepage"

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Enter your name")},
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The one we know you by. A letter goes there to make sure that it is you."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": _("Enter your e-mail address"),
            "invalid": _("Enter an e-mail address in the right form, like name@example.com"),
        },
    )

    @property
    def is_from_a_program(self) -> bool:
        return bool(self.data.get(self.TRAP))


class RecordForm(OpenAskForm):
    """What came by letter, on the telephone or at a meeting, written down by staff."""

    came_by = forms.CharField(
        label=_("How did it come?"), help_text=_("Such as a letter or a call."), max_length=60
    )
    received_on = DayField(label=_("On which day?"), initial=today)
    field_order = ["came_by", "received_on", "kind", "name", "email", "words"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].label = _("What do they want?")
        self.fields["words"].label = _("What they wrote or said")
        self.fields["words"].help_text = ""
        self.fields["email"].required = False
        self.fields["email"].help_text = _("Leave it empty where they must be written to by post.")

    def came(self, person: Person | None) -> ByPost:
        given = self.cleaned_data
        return ByPost(given["came_by"], given["received_on"], person)


class FindRequestsForm(forms.Form):
    """The filters of the list; what makes no sense is left out rather than refused."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("open", _("To be answered")), ("", _("All")), *RequestState.choices],
    )
    kind = forms.ChoiceField(
        label=_("About"), required=False, choices=[("", _("Anything")), *RequestKind.choices]
    )


class StepForm(forms.Form):
    """A step that needs no words."""

    def __init__(self, *args: Any, request: DataRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request


class AskPersonForm(StepForm):
    asked = _words(
        _("What do you need to know?"),
        _("It is sent as a letter. The clock stands still from today until you say they answered."),
        _("Say what you need to know"),
        longest=500,
    )


class ExtendForm(StepForm):
    because = _words(
        _("Why does it take longer than a month?"),
        _("It is sent to them. You have two more months, once."),
        _("Say why it takes longer"),
        longest=300,
        rows=3,
    )


class AnswerForm(StepForm):
    answer = _words(
        _("Your answer"), _("It is sent as a letter."), _("Enter your answer"), longest=20_000
    )
    attach = forms.BooleanField(
        label=_("Attach everything that is held about them"),
        help_text=_("Look through it first. Whoever has an account downloads it there instead."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.request.kind != RequestKind.ACCESS or self.request.account_id:
            del self.fields["attach"]


class RefuseForm(StepForm):
    reasons = _words(
        _("Your reasons"),
        _("They are sent, with how to complain to the Information Commissioner."),
        _("Enter your reasons"),
        longest=20_000,
    )


class EraseForm(StepForm):
    sure = forms.BooleanField(
        label=_("I have looked at what is held, and it cannot be undone"),
        error_messages={"required": _("Confirm that you have looked at what is held")},
    )


class CheckIdentityForm(StepForm):
    how = forms.CharField(
        label=_("How did you make sure that it is they who ask?"),
        help_text=_("Such as: called back on the number in our record."),
        max_length=200,
        error_messages={"required": _("Say how you made sure")},
    )


class SayWhoseForm(StepForm):
    person = forms.ModelChoiceField(
        label=_("Who of the people we know is it?"),
        help_text=_("Those with this name or e-mail address. Nobody fits? Then leave it."),
        queryset=Person.objects.none(),
        error_messages={"required": _("Choose the person")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person = self.fields["person"]
        assert isinstance(person, forms.ModelChoiceField)
        person.queryset = who_it_may_be(self.request)
