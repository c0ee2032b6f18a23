"""What the pages take in on which a round is prepared, corrected and decided."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ccin.design.fields import DayField
from ccin.funding.models import Round
from ccin.funding.operations.rounds import RoundDetails, RoundMoments
from ccin.funding.states import RoundState
from ccin.governance.forms.matters import SayForm
from ccin.governance.states import Outcome
from ccin.kernel.clock import LONDON

LONGEST = 10_000
WHEN = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})


class MomentField(forms.DateTimeField):
    """A day and a time of day, to the minute, as clocks in London show it."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", WHEN)
        options.setdefault(
            "error_messages", {"invalid": _("Enter a real day and time, like 2027-04-01 17:00")}
        )
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        return value.astimezone(LONDON).replace(tzinfo=None) if hasattr(value, "hour") else value


class MomentsForm(forms.Form):
    """When a call opens and closes, and what follows on which day."""

    opens_at = MomentField(
        label=_("Opens"), help_text=_("London time, to the minute."), required=False
    )
    closes_at = MomentField(
        label=_("Closes"),
        help_text=_("Bids that come at this minute or later are refused."),
        required=False,
    )
    assess_by = DayField(label=_("Marks are handed in by"), required=False)
    meets_on = DayField(label=_("Joint meeting, at which bidders present"), required=False)
    answers_by = DayField(label=_("Bidders answer questions until"), required=False)
    decides_by = DayField(label=_("Decision expected by"), required=False)

    needed_later = frozenset({"opens_at", "closes_at"})

    def moments(self) -> RoundMoments:
        given = self.cleaned_data
        return RoundMoments(**{name: given[name] for name in MomentsForm.base_fields})


def moments_of(found: Round) -> dict[str, Any]:
    return {name: getattr(found, name) for name in MomentsForm.base_fields}


class BeginRoundForm(forms.Form):
    title = forms.CharField(
        label=_("Title"),
        help_text=_("For example: Policy Labs and Prototypes 2027/28."),
        max_length=120,
        error_messages={"required": _("Give the round a title")},
    )
    year = forms.IntegerField(
        label=_("Year of the round"),
        min_value=2012,
        max_value=2200,
        error_messages={"required": _("Enter the year of the round")},
    )
    budget_year = forms.CharField(
        label=_("Budget year"), help_text=_("Like 2027/28."), max_length=20, required=False
    )
    template = forms.ModelChoiceField(
        label=_("Begin with the rules of"),
        help_text=_("All of them can be changed. What it does not say is proposed."),
        queryset=Round.objects.none(),
        required=False,
        empty_label=_("No earlier round"),
    )
    off_cycle = forms.BooleanField(
        label=_("It is for what is funded between calls: bids are considered as they come"),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        earlier = Round.objects.filter(state__in=[RoundState.AGREED, RoundState.FINISHED])
        template = self.fields["template"]
        assert isinstance(template, forms.ModelChoiceField)
        template.queryset = earlier.order_by("-year", "off_cycle", "-pk")
        template.initial = earlier.filter(off_cycle=False).order_by("-year", "-pk").first()

    def details(self) -> RoundDetails:
        given = self.cleaned_data
        return RoundDetails(
            given["title"], given["year"], given["budget_year"], off_cycle=given["off_cycle"]
        )


class DescribeRoundForm(MomentsForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(
        label=_("Title"),
        max_length=120,
        error_messages={"required": _("Give the round a title")},
    )
    year = forms.IntegerField(
        label=_("Year of the round"),
        min_value=2012,
        max_value=2200,
        error_messages={"required": _("Enter the year of the round")},
    )
    budget_year = forms.CharField(label=_("Budget year"), max_length=20, required=False)
    about = forms.CharField(
        label=_("What it is for"),
        help_text=_("Everybody reads this first."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    off_cycle = forms.BooleanField(
        label=_("It is for what is funded between calls: bids are considered as they come"),
        required=False,
    )
    publishes_bids = forms.BooleanField(
        label=_("Funded bids are published in full"),
        help_text=_("Answers marked as not published stay with those who consider them."),
        required=False,
    )

    field_order = ("title", "year", "budget_year", "about", *MomentsForm.base_fields)

    def __init__(self, *args: Any, found: Round, **kwargs: Any) -> None:
        own = {
            name: getattr(found, name)
            for name in ("version", "title", "year", "budget_year", "about", "off_cycle")
        }
        own["publishes_bids"] = found.publishes_bids
        super().__init__(*args, **{**kwargs, "initial": {**own, **moments_of(found)}})

    def details(self) -> RoundDetails:
        given = self.cleaned_data
        return RoundDetails(
            title=given["title"],
            year=given["year"],
            budget_year=given["budget_year"],
            about=given["about"],
            off_cycle=given["off_cycle"],
            publishes_bids=given["publishes_bids"],
            moments=self.moments(),
        )


class CorrectDatesForm(MomentsForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why do the dates change?"),
        help_text=_("It stays on the record. Writers of bids read it if the closing time moves."),
        max_length=300,
        error_messages={"required": _("Say why the dates change")},
    )

    def __init__(self, *args: Any, found: Round, **kwargs: Any) -> None:
        initial = {**moments_of(found), "version": found.version}
        super().__init__(*args, **{**kwargs, "initial": initial})


class CallOffForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is it called off?"),
        help_text=_("Whoever writes a bid for it reads this."),
        max_length=300,
        error_messages={"required": _("Say why it is called off")},
    )


class DecideRoundForm(SayForm):
    """The body agrees to the round as it lies before it, or sends it back."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["conditions"]
        self._choices(
            "outcome",
            [
                (Outcome.APPROVE.value, _("Agree to the round as it is")),
                (Outcome.REFUSE.value, _("Send it back to be prepared again")),
            ],
        )
