"""What the pages of matters take in."""

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.design.fields import DayField
from ccin.governance.models import Appointment, Body, Matter
from ccin.governance.operations.matters import Saying
from ccin.governance.reads.interests import interests_in
from ccin.governance.states import Form, MatterKind, Outcome, SeatRole, Step
from ccin.kernel.clock import today
from ccin.members.models import Membership, Organisation, Person
from ccin.members.states import EndReason

LATELY = timedelta(days=120)  # a meeting is written down within months, by who sat there then
WORDS = forms.Textarea(attrs={"rows": 6})


def outcomes_of(matter: Matter) -> list[tuple[str, Any]]:
    """What can be said at the matter's present step."""
    returns = matter.power.step == Step.DECIDE and matter.recommended_under is not None
    return [
        (value, label) for value, label in Outcome.choices if returns or value != Outcome.RETURN
    ]


class SayForm(forms.Form):
    """What a body recommends or decides, as the clerk writes it down after a meeting; or what an
    officer decides to whom a clause delegates it. The page of the matter's owner includes it."""

    form = forms.ChoiceField(
        label=_("How was it resolved?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it was resolved")},
    )
    outcome = forms.ChoiceField(
        label=_("What was resolved?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what was resolved")},
    )
    reasons = forms.CharField(
        label=_("Reasons"),
        help_text=_("In whole sentences. They stay on the record."),
        max_length=10_000,
        widget=WORDS,
        error_messages={"required": _("Give the reasons")},
    )
    conditions = forms.CharField(
        label=_("Conditions"),
        help_text=_("Where it is approved with conditions: which, and by when."),
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    made_on = DayField(
        label=_("Day of the meeting or decision"),
        error_messages={"required": _("Enter the day on which it was resolved")},
    )
    reference = forms.CharField(
        label=_("Minute reference"),
        help_text=_("Where the minutes record it, if they are written yet."),
        max_length=120,
        required=False,
    )
    present = forms.MultipleChoiceField(
        label=_("Who was present?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    votes_for = forms.IntegerField(label=_("Votes for"), min_value=0, max_value=500, required=False)
    votes_against = forms.IntegerField(
        label=_("Votes against"), min_value=0, max_value=500, required=False
    )
    abstained = forms.IntegerField(label=_("Abstained"), min_value=0, max_value=500, required=False)
    casting_vote = forms.ChoiceField(
        label=_("Casting vote of the chair"),
        help_text=_("Only after a tie."),
        required=False,
        choices=[("", _("None was used")), ("for", _("For")), ("against", _("Against"))],
    )

    def __init__(self, *args: Any, matter: Matter, actor: Actor, **kwargs: Any) -> None:
        kwargs["initial"] = {"made_on": today(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        ways = forms_open_to(actor, matter)
        self._choices("form", ways)
        if Form.DELEGATED not in dict(ways):
            self.needed_later = frozenset({"present"})
        self._choices("outcome", outcomes_of(matter))
        if matter.power.step == Step.RECOMMEND:
            del self.fields["conditions"]
        kept_out = self._list_who_sits(matter)
        if kept_out:
            self.fields["present"].help_text = _(
                "An interest keeps out %(names)s, who cannot be counted as present."
            ) % {"names": ", ".join(kept_out)}

    def _choices(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
        if len(choices) == 1:
            field.initial = choices[0][0]

    def _list_who_sits(self, matter: Matter) -> list[str]:
        """Offer who sits there or did lately; the names of those whom an interest keeps out."""
        interests = interests_in(matter, today())
        lately = Appointment.objects.filter(seat__body=matter.body, starts_on__lte=today()).exclude(
            ends_on__lt=today() - LATELY
        )
        sat = list(lately.select_related("seat", "person", "organisation"))
        self._choices(
            "present",
            [(str(each.pk), in_the_list(each)) for each in sat if each.pk not in interests],
        )
        return [each.person.name for each in sat if each.pk in interests]

    def saying(self) -> Saying:
        given = self.cleaned_data
        delegated = given["form"] == Form.DELEGATED
        return Saying(
            outcome=given["outcome"],
            reasons=given["reasons"],
            form=given["form"],
            made_on=given["made_on"],
            reference=given["reference"],
            conditions=given.get("conditions", ""),
            present=() if delegated else tuple(int(key) for key in given["present"]),
            votes_for=given["votes_for"],
            votes_against=given["votes_against"],
            abstained=given["abstained"],
            casting_vote=given["casting_vote"],
        )


def forms_open_to(actor: Actor, matter: Matter) -> list[tuple[str, Any]]:
    """At a meeting for those who may record one; by delegation for officers where a clause does."""
    power = matter.power
    needs = Permission.MATTER_DECIDE if power.step == Step.DECIDE else Permission.MATTER_RECOMMEND
    found = [Form.MEETING] if actor.may(needs, body=power.body.pk) else []
    if power.is_delegated and actor.may(Permission.MATTER_DECIDE_DELEGATED):
        found.append(Form.DELEGATED)
    return [(each.value, each.label) for each in found]


def in_the_list(appointment: Appointment) -> str:
    """A name with the office or right, whom they sit for, and until when if that is over."""
    seat = appointment.seat
    role = "" if seat.role == SeatRole.VOTING else seat.get_role_display()
    said = [
        appointment.person.name,
        appointment.get_office_display() or role,
        str(appointment.organisation or ""),
        _("until %(day)s") % {"day": f"{appointment.ends_on:%d/%m/%Y}"}
        if appointment.ends_on
        else "",
    ]
    return ", ".join(str(each) for each in said if each)


class FindMattersForm(forms.Form):
    """The filters of the list; what makes no sense is left out rather than refused."""

    q = forms.CharField(label=_("Search"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("open", _("Waiting")),
            ("", _("All")),
            ("for_recommendation", _("For a recommendation")),
            ("for_decision", _("For a decision")),
            ("decided", _("Decided")),
            ("withdrawn", _("Withdrawn")),
        ],
    )
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("Any")), *MatterKind.choices]
    )
    body = forms.ModelChoiceField(
        label=_("Waits for"),
        required=False,
        queryset=Body.objects.all(),
        empty_label=_("Any body"),
    )


class AskForm(forms.Form):
    words = forms.CharField(
        label=_("Your question"),
        help_text=_(
            "Whoever brought the matter answers it. Both bodies can read question and answer."
        ),
        max_length=4_000,
        widget=WORDS,
        error_messages={"required": _("Enter your question")},
    )


class DeclareForm(forms.Form):
    """Of one's own; a clerk may choose somebody who declared theirs at a meeting."""

    person = forms.ModelChoiceField(
        label=_("Whose interest is it?"), queryset=Person.objects.none(), required=False
    )
    words = forms.CharField(
        label=_("What is the interest?"),
        help_text=_("For example: my sister is a director there. Others who sit can read it."),
        max_length=300,
        error_messages={"required": _("Say in a few words what the interest is")},
    )

    def __init__(self, *args: Any, others: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not others:
            del self.fields["person"]
            return
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Person.objects.filter(pk__in=others)
        field.empty_label = str(_("My own"))


class MemberField(forms.CharField):
    """An organisation that belongs or belonged to the network, by its name or part of it; one in
    doubt is asked about. Who merely asks to join is not found: that is nobody's business yet."""

    ASKED = 8  # how many are named when several fit
    default_error_messages = {
        "unknown": _(
            "No organisation called “%(name)s” is or was in the network. Check the spelling, or "
            "enter one word of its name."
        ),
        "in_doubt": _("“%(name)s” may mean: %(others)s. Enter one of these names."),
    }

    def clean(self, value: Any) -> Organisation | None:
        text = super().clean(value)
        return self._meant(text) if text else None

    def _meant(self, text: str) -> Organisation:
        held = Membership.objects.filter(organisation=OuterRef("pk"))
        ever = held.exclude(end_reason=EndReason.CORRECTED)
        known = Organisation.objects.kept().filter(Exists(ever)).order_by("name", "pk")
        likely = known
        for word in text.split()[: self.ASKED]:
            likely = likely.filter(
                Q(name__icontains=word) | Q(authority__short_name__icontains=word)
            )
        exact = list(known.filter(name__iexact=text)[:2])
        found = exact or list(likely[: self.ASKED])
        if len(found) == 1:
            return found[0]
        params = {"name": text, "others": "; ".join(each.name for each in found)}
        code = "in_doubt" if found else "unknown"
        raise forms.ValidationError(self.error_messages[code], code=code, params=params)


class DeclareStandingForm(forms.Form):
    organisation = MemberField(
        label=_("Which organisation?"),
        help_text=_("Its name, or a word of it."),
        max_length=200,
        error_messages={"required": _("Enter the name of the organisation")},
    )
    words = forms.CharField(
        label=_("What is the interest?"),
        help_text=_("For example: my partner works there."),
        max_length=300,
        error_messages={"required": _("Say in a few words what the interest is")},
    )


class DispensationForm(forms.Form):
    person = forms.ModelChoiceField(
        label=_("Who may take part in spite of an interest?"),
        queryset=Person.objects.none(),
        error_messages={"required": _("Choose the person")},
    )
    reference = forms.CharField(
        label=_("Who gave the dispensation, when, and where is it recorded?"),
        help_text=_("For example: monitoring officer, 3 March 2027, letter on file."),
        max_length=300,
        error_messages={"required": _("Say who gave it, when, and where it is recorded")},
    )

    def __init__(self, *args: Any, kept_out: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Person.objects.filter(pk__in=kept_out)
