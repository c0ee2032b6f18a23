"""Showing a body on a day; adding and changing bodies, terms, powers, seats and appointments."""

from typing import Any, cast

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ccin.design.fields import DayField
from ccin.governance.models import Body, Clause, Seat, Terms
from ccin.governance.operations.appointments import AppointmentDetails
from ccin.governance.operations.bodies import BodyDetails, ClauseDetails, TermsDetails
from ccin.governance.operations.powers import PowerDetails
from ccin.governance.operations.seats import SeatDetails
from ccin.governance.rules.terms import TypedClause, clauses_in
from ccin.governance.states import (
    SEAT_CLASSES,
    AppointmentEnd,
    BodyKind,
    FilledBy,
    MatterKind,
    Office,
    SeatKind,
    SeatRole,
    Step,
)
from ccin.kernel.clock import today
from ccin.members.models import Organisation

NUMBERS = (
    "quorum_numerator",
    "quorum_denominator",
    "quorum_people",
    "quorum_of_all_seats",
    "majority_numerator",
    "majority_denominator",
    "has_casting_vote",
    "written_days",
    "requests_for_meeting",
    "rules_are_proposal",
)


class ShowBodyForm(forms.Form):
    on = DayField(label=_("Show it as it stood on"), required=False)
    terms = forms.IntegerField(
        required=False, min_value=1, max_value=30_000, widget=forms.HiddenInput
    )


class BodyForm(forms.Form):
    """Adding; with `body`, correcting."""

    name = forms.CharField(
        label=_("Name"), max_length=120, error_messages={"required": _("Enter the name")}
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=BodyKind)
    purpose = forms.CharField(
        label=_("What it is for"),
        help_text=_("In your own words, for everybody to read."),
        required=False,
        widget=forms.Textarea,
    )
    source = forms.CharField(
        label=_("Where this is published"),
        help_text=_("The name of the document and its address."),
        max_length=300,
        required=False,
    )
    reports_to = forms.ModelChoiceField(
        label=_("It reports to"), queryset=Body.objects.all(), required=False
    )
    apart_from = forms.ModelChoiceField(
        label=_("Its members come from organisations without a seat in"),
        queryset=Body.objects.all(),
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, body: Body | None = None) -> None:
        initial: dict[str, Any] = {}
        if body is not None:
            initial = {name: getattr(body, name) for name in BodyDetails.__slots__}
            initial["version"] = body.version
        super().__init__(data, initial=initial)

    def details(self) -> BodyDetails:
        return BodyDetails(**{name: self.cleaned_data[name] for name in BodyDetails.__slots__})


def a_number(label: Any, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=1000, **options)


class TermsForm(forms.Form):
    """A new version, filled in with the one in force."""

    starts_on = DayField(label=_("In force from"))
    adopted_by = forms.CharField(
        label=_("Adopted by"),
        help_text=_("For example: Annual general meeting, 12 February 2026."),
        max_length=300,
    )
    source = forms.CharField(
        label=_("Where they are published"),
        help_text=_("The name of the document and its address."),
        max_length=300,
    )
    clauses = forms.CharField(
        label=_("Clauses, in your own words"),
        help_text=_(
            "One clause a paragraph, with an empty line between two: its number, a colon, what it "
            "says. Write “(proposal)” behind the number of a clause that is not public fact. A "
            "power goes on under the clause of the same number; without one it ends."
        ),
        widget=forms.Textarea(attrs={"rows": 20}),
    )
    quorum_numerator = a_number(_("Quorum: how many"))
    quorum_denominator = a_number(_("Quorum: of how many voting seats"))
    quorum_of_all_seats = forms.BooleanField(
        label=_("Count vacant seats too when working out the quorum"), required=False
    )
    quorum_people = a_number(_("And at least so many people"))
    majority_numerator = a_number(_("Majority: more than how many"))
    majority_denominator = a_number(_("Majority: of how many votes"))
    has_casting_vote = forms.BooleanField(label=_("The chair has a casting vote"), required=False)
    written_days = a_number(_("Days that a written procedure runs"))
    requests_for_meeting = a_number(_("How many must ask to bring it to a meeting"))
    rules_are_proposal = forms.BooleanField(
        label=_("These numbers are not published; show them as a proposal"), required=False
    )

    def __init__(self, data: Any = None, *, terms: Terms | None = None) -> None:
        self.known = list(terms.clauses.all()) if terms else []
        shown = terms or Terms()
        initial = {name: getattr(shown, name) for name in NUMBERS}
        initial["clauses"] = "\n\n".join(
            TypedClause(clause.number, clause.words, clause.is_proposal).typed()
            for clause in self.known
        )
        super().__init__(data, initial=initial)

    def clean_clauses(self) -> list[TypedClause]:
        found, left = clauses_in(self.cleaned_data["clauses"])
        if left:
            raise forms.ValidationError(
                _("Begin each paragraph with a clause’s number and a colon. This one does not: %s")
                % left[:60]
            )
        return found

    def details(self) -> TermsDetails:
        """A clause that stays as it was keeps its own source."""
        given = dict(self.cleaned_data)
        sources = {(clause.number, clause.words): clause.source for clause in self.known}
        clauses = [
            ClauseDetails(
                typed.number,
                typed.words,
                sources.get((typed.number, typed.words), given["source"]),
                typed.is_proposal,
            )
            for typed in given.pop("clauses")
        ]
        return TermsDetails(clauses=tuple(clauses), **given)


class ClauseForm(forms.Form):
    words = forms.CharField(label=_("What it says, in your own words"), widget=forms.Textarea)
    source = forms.CharField(label=_("Where it is published"), max_length=300)
    is_proposal = forms.BooleanField(
        label=_("It is not public fact; show it as a proposal"), required=False
    )

    def details(self, clause: Clause) -> ClauseDetails:
        return ClauseDetails(clause.number, **self.cleaned_data)


class PowerForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind of matter"), choices=MatterKind)
    step = forms.ChoiceField(label=_("What the body does"), choices=Step, widget=forms.RadioSelect)
    clause = forms.ModelChoiceField(label=_("By clause"), queryset=Clause.objects.none())
    starts_on = DayField(label=_("From"), initial=today)
    is_delegated = forms.BooleanField(
        label=_("The clause lets an officer of the network decide in the body’s place"),
        required=False,
    )

    def __init__(self, data: Any = None, *, body: Body) -> None:
        super().__init__(data)
        terms = body.terms.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today()))
        choices = Clause.objects.filter(terms__in=terms).select_related("terms__body")
        cast(Any, self.fields["clause"]).queryset = choices

    def details(self) -> PowerDetails:
        return PowerDetails(**{name: self.cleaned_data[name] for name in PowerDetails.__slots__})


class SeatForm(forms.Form):
    name = forms.CharField(label=_("Name of the seat"), max_length=120)
    kind = forms.ChoiceField(label=_("For whom"), choices=SeatKind)
    role = forms.ChoiceField(label=_("What whoever sits there may do"), choices=SeatRole)
    filled_by = forms.ChoiceField(label=_("How it is filled"), choices=FilledBy)
    term_years = forms.IntegerField(
        label=_("Years of a term"), min_value=1, max_value=20, required=False
    )
    starts_on = DayField(label=_("From"), initial=today)
    may_stay_empty = forms.BooleanField(label=_("It may stay empty"), required=False)
    clause = forms.ModelChoiceField(
        label=_("By clause"), queryset=Clause.objects.none(), required=False
    )
    is_proposal = forms.BooleanField(
        label=_("It is not public fact; show it as a proposal"), required=False
    )

    def __init__(self, data: Any = None, *, body: Body) -> None:
        super().__init__(data)
        choices = Clause.objects.filter(terms__body=body, terms__ends_on__isnull=True)
        cast(Any, self.fields["clause"]).queryset = choices.select_related("terms__body")

    def details(self) -> SeatDetails:
        return SeatDetails(**self.cleaned_data)


class LastDayForm(forms.Form):
    ends_on = DayField(label=_("Last day"), initial=today)


class FindPersonForm(forms.Form):
    q = forms.CharField(label=_("Name or e-mail address"), required=False)


class AppointForm(forms.Form):
    organisation = forms.ModelChoiceField(
        label=_("Held for"), queryset=Organisation.objects.none(), required=False
    )
    starts_on = DayField(label=_("First day"), initial=today)
    ends_on = DayField(
        label=_("Last day"),
        help_text=_("Leave it empty: the term of the seat then says it."),
        required=False,
    )
    office = forms.ChoiceField(
        label=_("Office"), choices=[("", _("None")), *Office.choices], required=False
    )
    authority_on_file = forms.CharField(
        label=_("What it rests on"),
        help_text=_("For example: election of 8 October 2026, minute 4."),
        max_length=300,
    )
    note = forms.CharField(
        label=_("Note on an exception"),
        help_text=_(
            "Only where somebody comes from an organisation with a seat in the other body: who "
            "agreed to it, and when."
        ),
        max_length=200,
        required=False,
    )

    def __init__(self, data: Any = None, *, seat: Seat) -> None:
        super().__init__(data)
        known = Organisation.objects.members_on(today())
        classes = SEAT_CLASSES.get(SeatKind(seat.kind))
        if classes:
            known = Organisation.objects.in_class(*classes, on=today())
        if seat.kind in {SeatKind.INDEPENDENT, SeatKind.HONORARY}:
            del self.fields["organisation"]
        else:
            cast(Any, self.fields["organisation"]).queryset = known

    def details(self) -> AppointmentDetails:
        return AppointmentDetails(**self.cleaned_data)


class EndAppointmentForm(forms.Form):
    ends_on = DayField(label=_("Last day"), initial=today)
    reason = forms.ChoiceField(
        label=_("Why it ends"), choices=AppointmentEnd, widget=forms.RadioSelect
    )


class OfficeForm(forms.Form):
    office = forms.ChoiceField(
        label=_("Office"),
        choices=[("", _("None")), *Office.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    starts_on = DayField(label=_("From"), initial=today)
