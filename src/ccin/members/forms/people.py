"""People, and whom they stand for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ccin.design.fields import DayField
from ccin.kernel.clock import today
from ccin.members.models import Person
from ccin.members.operations import PersonDetails, RepresentationDetails
from ccin.members.states import RepresentationEnd, RepresentationRole


class FindPeopleForm(forms.Form):
    """With `organisation`, to choose somebody who shall stand for it."""

    q = forms.CharField(label=_("Name or e-mail address"), required=False)
    organisation = forms.IntegerField(required=False, widget=forms.HiddenInput)


class FindRepresentativesForm(forms.Form):
    q = forms.CharField(label=_("Person or organisation"), required=False)
    role = forms.ChoiceField(
        label=_("Role"), required=False, choices=[("", _("Any")), *RepresentationRole.choices]
    )


class PersonForm(forms.Form):
    """Adding; with `person`, correcting."""

    name = forms.CharField(
        label=_("Name"), max_length=120, error_messages={"required": _("Enter the name")}
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        error_messages={
            "invalid": _("Enter an e-mail address in the right form, like name@example.com")
        },
    )
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    notes = forms.CharField(
        label=_("Notes for staff"),
        help_text=_("The person may ask to see them."),
        required=False,
        widget=forms.Textarea,
    )
    listing_consent_on = DayField(
        label=_("Agreed to be named in public on"),
        help_text=_("Leave it empty unless you hold the person’s agreement."),
        required=False,
    )
    listing_consent_source = forms.CharField(
        label=_("How they agreed"), max_length=200, required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, person: Person | None = None) -> None:
        initial = {}
        if person is not None:
            initial = {name: getattr(person, name) for name in PersonDetails.__slots__}
            initial["version"] = person.version
        super().__init__(data, initial=initial)

    def details(self) -> PersonDetails:
        given = self.cleaned_data
        return PersonDetails(**{name: given[name] for name in PersonDetails.__slots__})


class AppointForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=RepresentationRole)
    starts_on = DayField(label=_("First day"), initial=today)
    job_title = forms.CharField(label=_("Job title"), max_length=120, required=False)
    is_primary = forms.BooleanField(label=_("Make this person the main contact"), required=False)

    def details(self) -> RepresentationDetails:
        return RepresentationDetails(**self.cleaned_data)


class EndRepresentationForm(forms.Form):
    ends_on = DayField(
        label=_("Last day"),
        help_text=_("Their rights last until the end of it. With yesterday they end now."),
        initial=today,
    )
    reason = forms.ChoiceField(
        label=_("Why it ends"), choices=RepresentationEnd, widget=forms.RadioSelect
    )
