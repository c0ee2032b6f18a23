"""What the pages take in on which the rules of a round are set, row by row."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ccin.funding.forms.fields import PoundsField
from ccin.funding.models import Idea, Round, Strand
from ccin.funding.operations.round_rules import (
    CriterionDetails,
    QuestionDetails,
    StrandDetails,
    ThemeAsked,
)
from ccin.funding.states import IdeaState, PaymentDue
from ccin.library.models import Theme
from ccin.members.states import MembershipClass, SubKind

MOST_ROWS = 12
SPARE_ROWS = 2
LEADERS = [
    (MembershipClass.FULL.value, _("Full members")),
    (MembershipClass.ASSOCIATE.value, _("Associates of every kind")),
    (MembershipClass.AFFILIATE.value, _("Affiliates")),
    *(
        (f"{MembershipClass.ASSOCIATE.value}:{kind.value}", kind.label)
        for kind in (
            SubKind.PARISH,
            SubKind.MINORITY_GROUP,
            SubKind.OPPOSITION_GROUP,
            SubKind.ELECTED_AUTHORITY,
        )
    ),
]
SHARES = {due.value: f"share_{due.value}" for due in PaymentDue}
PLAIN = (
    "months",
    "max_live_leads",
    "leads_count_in_round",
    "recommended_partners",
    "theme_is_required",
    "uses_criteria",
    "uses_moderation",
    "uses_milestones",
    "uses_claims",
)
AMOUNTS = ("budget", "cap", "minimum")


class Number(forms.IntegerField):
    def __init__(self, label: Any, most: int, **options: Any) -> None:
        super().__init__(label=label, min_value=0, max_value=most, required=False, **options)


class Tick(forms.BooleanField):
    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(label=label, required=False, **options)


class StrandForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    budget = PoundsField(label=_("To be given in all, in pounds"), required=False)
    cap = PoundsField(label=_("Most for one project, in pounds"), required=False)
    minimum = PoundsField(label=_("Least for one project, in pounds"), required=False)
    months = Number(_("Longest, in months"), 120)
    may_lead = forms.MultipleChoiceField(
        label=_("Who may lead"),
        choices=LEADERS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Say who may lead a project")},
    )
    max_live_leads = Number(_("How many projects and bids one member may lead at a time"), 100)
    leads_count_in_round = Tick(_("Count the bids of this round alone"))
    recommended_partners = Number(_("How many other members are recommended"), 100)
    theme_is_required = Tick(_("Only bids on a theme of the round"))
    uses_criteria = Tick(_("Bids are marked by criteria; without this they get one grade"))
    uses_moderation = Tick(_("Marks are moderated to agreed ones"))
    uses_milestones = Tick(_("Projects plan milestones"))
    uses_claims = Tick(_("Payments are claimed with evidence"))
    share_agreement = Number(_("Per cent paid when the agreement is accepted"), 100)
    share_milestone = Number(_("Per cent paid when a milestone is reached"), 100)
    share_report = Number(_("Per cent paid when the final report is accepted"), 100)
    are_our_own = Tick(
        _("All of this is the network’s own rule"),
        help_text=_("Nothing is shown as this platform’s proposal any more."),
    )

    def __init__(self, *args: Any, found: Round, strand: Strand, **kwargs: Any) -> None:
        initial: dict[str, Any] = {"version": found.version, "may_lead": strand.may_lead}
        initial |= {name: getattr(strand, name) for name in (*PLAIN, *AMOUNTS)}
        initial |= {SHARES[due]: share for due, share in strand.payment_plan}
        super().__init__(*args, **{**kwargs, "initial": initial})

    def details(self) -> StrandDetails:
        given = self.cleaned_data
        plan = tuple((due, given[name]) for due, name in SHARES.items() if given[name])
        own = {name: given[name] for name in (*PLAIN, *AMOUNTS)}
        return StrandDetails(**own, may_lead=tuple(given["may_lead"]), payment_plan=plan)


class RowsForm(forms.Form):
    """As many rows as there are, with some to spare; an empty one is left out."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    first = "words"  # the field without which a row is empty

    def __init__(self, *args: Any, version: int, kept: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "initial": {"version": version}})
        self.rows = range(1, min(len(kept) + SPARE_ROWS, MOST_ROWS) + 1)
        for number in self.rows:
            row = kept[number - 1] if number <= len(kept) else None
            for name, field in self.fields_of(number, row).items():
                self.fields[f"{name}_{number}"] = field

    def fields_of(self, number: int, row: Any) -> dict[str, forms.Field]:
        raise NotImplementedError

    def given(self) -> Iterator[dict[str, Any]]:
        for number in self.rows:
            end = f"_{number}"
            row = {
                name.removesuffix(end): value
                for name, value in self.cleaned_data.items()
                if name.endswith(end)
            }
            if row.get(self.first):
                yield row


class CriteriaForm(RowsForm):
    first = "name"

    def fields_of(self, number: int, row: Any) -> dict[str, forms.Field]:
        return {
            "name": forms.CharField(
                label=_("Criterion %(number)d") % {"number": number},
                max_length=120,
                required=False,
                initial=row.name if row else "",
            ),
            "words": forms.CharField(
                label=_("What is looked at in criterion %(number)d") % {"number": number},
                max_length=400,
                required=False,
                initial=row.words if row else "",
            ),
            "weight": Number(
                _("Weight of criterion %(number)d") % {"number": number},
                100,
                initial=row.weight if row else 1,
            ),
            "marks": forms.CharField(
                label=_("What each mark of criterion %(number)d means") % {"number": number},
                help_text=_("One a line, the lowest (0) first."),
                max_length=2_000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 5}),
                initial="\n".join(row.descriptors) if row else "",
            ),
        }

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for number in self.rows:
            lines = _lines(given.get(f"marks_{number}") or "")
            if len(lines) == 1:
                self.add_error(f"marks_{number}", _("Say what at least two marks mean, or none"))
        return given

    def criteria(self) -> list[CriterionDetails]:
        found = []
        for row in self.given():
            marks = _lines(row["marks"])
            found.append(
                CriterionDetails(
                    row["name"],
                    row["words"],
                    weight=row["weight"] or 1,
                    top=len(marks) - 1 if marks else 4,
                    descriptors=marks,
                )
            )
        return found


class QuestionsForm(RowsForm):
    def fields_of(self, number: int, row: Any) -> dict[str, forms.Field]:
        of = {"number": number}
        return {
            "words": forms.CharField(
                label=_("Question %(number)d") % of,
                max_length=200,
                required=False,
                initial=row.words if row else "",
            ),
            "hint": forms.CharField(
                label=_("Hint for question %(number)d") % of,
                max_length=400,
                required=False,
                initial=row.hint if row else "",
            ),
            "limit": Number(
                _("Most words for question %(number)d") % of,
                10_000,
                initial=row.word_limit if row else None,
            ),
            "required": Tick(
                _("Question %(number)d has to be answered") % of,
                initial=row.is_required if row else True,
            ),
            "public": Tick(
                _("The answer to question %(number)d is published if the bid is funded") % of,
                initial=row.is_public if row else True,
            ),
        }

    def questions(self) -> list[QuestionDetails]:
        return [
            QuestionDetails(
                row["words"],
                row["hint"],
                row["limit"] or None,
                is_required=row["required"],
                is_public=row["public"],
            )
            for row in self.given()
        ]


class IdeasField(forms.ModelMultipleChoiceField[Idea]):
    def label_from_instance(self, idea: Idea) -> str:
        """With its theme, under which the round takes it up."""
        return f"{idea} ({idea.theme}, {idea.organisation})"


class ThemesForm(RowsForm):
    first = "theme"

    def __init__(self, *args: Any, found: Round, **kwargs: Any) -> None:
        kept = list(found.themes.select_related("theme"))
        super().__init__(*args, version=found.version, kept=kept, **kwargs)
        open_now = Q(state=IdeaState.OPEN, theme__isnull=False, fictional=found.fictional)
        taken = Idea.objects.filter(taken_up_in__round=found)
        sorted_ones = Idea.objects.filter(open_now | Q(pk__in=taken.values("pk")))
        self.fields["ideas"] = IdeasField(
            label=_("Work areas that the round takes up, each under its theme"),
            help_text=_("Those without a theme are not listed: give them one first."),
            queryset=sorted_ones.select_related("theme", "organisation").order_by(
                "theme__name", "title", "pk"
            ),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            initial=[idea.pk for idea in taken],
        )

    def fields_of(self, number: int, row: Any) -> dict[str, forms.Field]:
        return {
            "theme": forms.ModelChoiceField(
                label=_("Theme %(number)d") % {"number": number},
                queryset=Theme.objects.kept(),
                required=False,
                empty_label=_("None"),
                initial=row.theme_id if row else None,
            ),
            "words": forms.CharField(
                label=_("What is asked for under theme %(number)d") % {"number": number},
                max_length=300,
                required=False,
                initial=row.words if row else "",
            ),
        }

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        named = {row["theme"].pk for row in self.given()}
        for idea in given.get("ideas") or ():
            if idea.theme_id not in named:
                self.add_error(
                    "ideas",
                    _("Name the theme “%(theme)s” above, under which “%(idea)s” lies.")
                    % {"theme": idea.theme, "idea": idea},
                )
        return given

    def themes(self) -> list[ThemeAsked]:
        ideas = list(self.cleaned_data["ideas"])
        return [
            ThemeAsked(
                row["theme"],
                row["words"],
                tuple(idea for idea in ideas if idea.theme_id == row["theme"].pk),
            )
            for row in self.given()
        ]


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
