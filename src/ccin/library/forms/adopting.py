"""What the pages of adopting take in."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ccin.access.actor import Actor
from ccin.design.fields import DayField
from ccin.kernel.clock import today
from ccin.library.models import Adoption, Resource
from ccin.library.operations.adopting import Adopting, Outcome
from ccin.library.reads.adopting import adopting_organisations, contacts_in, contacts_of_all
from ccin.library.states.adoptions import UNDER_WAY, Again, Stage
from ccin.members.models import Organisation, Person

STAGES = [(value, label) for value, label in Stage.choices if value in UNDER_WAY]
NOT_WITHDRAWN = [(value, label) for value, label in Stage.choices if value != Stage.WITHDRAWN]


class _AdoptingForm(forms.Form):
    stage = forms.ChoiceField(
        label=_("How far are you?"),
        choices=STAGES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether you are considering, trying or using it")},
    )
    since = DayField(
        label=_("Since when?"),
        help_text=_("Roughly is enough: the first of the month will do."),
    )
    note = forms.CharField(
        label=_("How you use it, in a sentence or two"),
        help_text=_("Whoever may read the page reads this too. Name no residents."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("Use 500 characters or fewer")},
    )
    contact = forms.ModelChoiceField(
        label=_("Whom can others ask?"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("Our main contact"),
        error_messages={"invalid_choice": _("Choose somebody from the list")},
    )

    def said(self) -> Adopting:
        given = self.cleaned_data
        return Adopting(given["stage"], given["since"], given["note"], given["contact"])

    def _offer(self, people: QuerySet[Person]) -> None:
        contact = self.fields["contact"]
        assert isinstance(contact, forms.ModelChoiceField)
        contact.queryset = people


class AdoptForm(_AdoptingForm):
    """The organisation is asked for only where the actor speaks for several."""

    organisation = forms.ModelChoiceField(
        label=_("For which organisation?"),
        queryset=Organisation.objects.none(),
        empty_label=_("Choose one"),
        error_messages={
            "required": _("Choose the organisation that takes it up"),
            "invalid_choice": _("Choose an organisation from the list"),
        },
    )
    field_order = ["organisation", "stage", "since", "note", "contact"]

    def __init__(self, *args: Any, resource: Resource, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = adopting_organisations(actor, resource)
        first = list(self.organisations[:2])
        self.only = first[0] if len(first) == 1 else None
        if self.only:
            del self.fields["organisation"]
        else:
            organisation = self.fields["organisation"]
            assert isinstance(organisation, forms.ModelChoiceField)
            organisation.queryset = self.organisations
        if actor.is_staff and not self.only:
            del self.fields["contact"]  # known only once the organisation is; its main contact
        else:
            self._offer(contacts_of_all(self.organisations))
            self.fields["contact"].initial = actor.person
        self.fields["since"].initial = today()

    def said(self) -> Adopting:
        self.cleaned_data.setdefault("contact", None)
        return super().said()

    def organisation_chosen(self) -> Organisation:
        chosen: Organisation = self.only or self.cleaned_data["organisation"]
        return chosen


class ChangeAdoptionForm(_AdoptingForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, adoption: Adoption, **kwargs: Any) -> None:
        names = ("version", "stage", "since", "note", "contact")
        kwargs["initial"] = {name: getattr(adoption, name) for name in names}
        super().__init__(*args, **kwargs)
        self._offer(contacts_in(adoption.organisation))


class TellOutcomeForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    changed = forms.CharField(
        label=_("What changed?"),
        help_text=_("A few sentences. “Nothing” is an answer others learn from too."),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": _("Say what changed, or that nothing did"),
            "max_length": _("Use 4,000 characters or fewer"),
        },
    )
    known = forms.CharField(
        label=_("How do you know?"),
        help_text=_("What you counted or compared, or who told you."),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Say how you know, or that it was not measured"),
            "max_length": _("Use 2,000 characters or fewer"),
        },
    )
    again = forms.ChoiceField(
        label=_("Would you do it again?"),
        choices=Again,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether you would do it again")},
    )
    stage = forms.ChoiceField(
        label=_("How far are you today?"),
        choices=NOT_WITHDRAWN,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how far you are today")},
    )

    def __init__(self, *args: Any, adoption: Adoption, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "version": adoption.version,
            "changed": adoption.outcome,
            "known": adoption.outcome_known,
            "again": adoption.again,
            "stage": adoption.stage,
        }
        super().__init__(*args, **kwargs)

    def told(self) -> Outcome:
        given = self.cleaned_data
        return Outcome(given["changed"], given["known"], given["again"], given["stage"])
