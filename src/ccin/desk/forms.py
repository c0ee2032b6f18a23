"""What the desk's pages take in."""

from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from ccin.design.fields import DayField
from ccin.desk.models import Deadline
from ccin.desk.operations import DeadlineDetails
from ccin.desk.states import RuleKind, StaffRole
from ccin.members.states import RepresentationRole


class MarkDoneForm(forms.Form):
    fell_on = forms.DateField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("Note"),
        help_text=_("For example, the number of the letter or where it is filed."),
        max_length=200,
        required=False,
    )


class DeadlineForm(forms.Form):
    """Adding a date of the year; with `deadline`, correcting it."""

    title = forms.CharField(
        label=_("Title"), max_length=120, error_messages={"required": _("Enter a title")}
    )
    task = forms.CharField(
        label=_("What is to be done"),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say what is to be done")},
    )
    rule = forms.ChoiceField(
        label=_("When it falls"),
        choices=RuleKind,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose when it falls")},
    )
    day = forms.IntegerField(
        label=_("Day of the month"),
        help_text=_("For the same day each year."),
        min_value=1,
        max_value=31,
        required=False,
    )
    month = forms.TypedChoiceField(
        label=_("Month"),
        help_text=_("For the same day each year, or some time in a month."),
        choices=list(MONTHS.items()),
        coerce=int,
        required=False,
    )
    on = DayField(label=_("The day, if it falls once"), required=False)
    anchor = forms.ModelChoiceField(
        label=_("The other date, if it hangs on one"),
        queryset=Deadline.objects.all(),
        required=False,
    )
    days = forms.IntegerField(
        label=_("Days after the other date"),
        help_text=_("With a minus sign, days before it."),
        min_value=-366,
        max_value=366,
        required=False,
    )
    every = forms.IntegerField(
        label=_("Every so many years"), min_value=1, max_value=20, required=False
    )
    since = forms.IntegerField(
        label=_("Counted from the year"),
        help_text=_("Only where it does not fall every year."),
        min_value=0,
        max_value=2200,
        required=False,
    )
    staff_role = forms.ChoiceField(
        label=_("Waits on staff"), choices=[("", _("Nobody")), *StaffRole.choices], required=False
    )
    members_role = forms.ChoiceField(
        label=_("Waits on people at members"),
        choices=[("", _("Nobody")), *RepresentationRole.choices],
        required=False,
    )
    address = forms.RegexField(
        label=_("Page where it is done"),
        help_text=_("An address on this site, such as /representatives/."),
        regex=r"^/(?!/)",
        max_length=200,
        required=False,
        error_messages={"invalid": _("Enter an address on this site that begins with /")},
    )
    source = forms.CharField(
        label=_("Where this date is published, or whose proposal it is"),
        max_length=300,
        error_messages={"required": _("Say where it is published, or whose proposal it is")},
    )
    is_proposal = forms.BooleanField(
        label=_("This is a proposal, not the network’s own rule"), required=False
    )
    is_set_aside = forms.BooleanField(label=_("Leave it out of the year for now"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, deadline: Deadline | None = None) -> None:
        initial: dict[str, Any] = {"every": 1, "since": 0, "day": 1, "days": 0}
        if deadline is not None:
            initial = {name: getattr(deadline, name) for name in DeadlineDetails.__slots__}
            initial["version"] = deadline.version
        super().__init__(data, initial=initial)

    def details(self) -> DeadlineDetails:
        """An empty number is its plainest value: the first, none, every year."""
        given = {name: self.cleaned_data[name] for name in DeadlineDetails.__slots__}
        plain = {"month": 1, "day": 1, "days": 0, "every": 1, "since": 0}
        numbers = {
            name: value if given[name] in {None, ""} else given[name]
            for name, value in plain.items()
        }
        return DeadlineDetails(**{**given, **numbers})
