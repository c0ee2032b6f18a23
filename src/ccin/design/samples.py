"""What the gallery shows: plain data of no real body."""

from datetime import date
from typing import NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from ccin.design.charts import Chart, Point, Series
from ccin.design.tiles import Kind, Tile, Way
from ccin.design.widgets import DayInput

KINDS = [("district", _("District council")), ("county", _("County council"))]
TOPICS = [("housing", _("Housing")), ("care", _("Care")), ("energy", _("Energy"))]

# An island: o a council, f a full member, a an associate's council.
ISLAND = (
    "....oo......",
    "....ofo.....",
    "...oao......",
    "...oofo.....",
    "..oofooa....",
    "..ooofooo...",
    ".oaooffooo..",
    "..ooooofoo..",
    "...ofoooo...",
    ".oooooao....",
)
LETTERS = {"o": "none", "f": "full", "a": "associate"}
SAID = {"none": _("not yet a member"), "full": _("full member"), "associate": _("associate here")}


class Row(NamedTuple):
    name: str
    kind: str
    since: date
    people: str


class SampleForm(forms.Form):
    """One field of each kind that pages use."""

    name = forms.CharField(label=_("Name of the organisation"))
    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("The answer goes to this address.")
    )
    fee = forms.IntegerField(
        label=_("Fee, in pounds"),
        error_messages={"invalid": _("Fee must be a whole number of pounds")},
    )
    kind = forms.ChoiceField(label=_("Kind of body"), choices=KINDS, widget=forms.RadioSelect)
    topics = forms.MultipleChoiceField(
        label=_("What you work on"),
        choices=TOPICS,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose all that apply."),
    )
    topic = forms.ChoiceField(label=_("Main topic"), choices=[("", _("Choose a topic")), *TOPICS])
    ends_on = forms.DateField(
        label=_("Last day of the membership"),
        widget=DayInput,
        error_messages={"invalid": _("Last day must be a real date, such as 31 3 2027")},
    )
    reasons = forms.CharField(label=_("Reasons"), widget=forms.Textarea(attrs={"rows": 4}))
    paper = forms.FileField(label=_("The report to cabinet"), help_text=_("PDF, up to 10 MB."))
    agreed = forms.BooleanField(
        label=_("My organisation has agreed to this"),
        error_messages={"required": _("Confirm that your organisation has agreed")},
    )


class FilterForm(forms.Form):
    """What a list is narrowed by."""

    words = forms.CharField(label=_("Name or place"), required=False)
    topic = forms.ChoiceField(
        label=_("Topic"), choices=[("", _("Any topic")), *TOPICS], required=False
    )


def wrong_form() -> SampleForm:
    """A form as a person gets it back."""
    return SampleForm(
        {"fee": "a lot", "ends_on_day": "31", "ends_on_month": "2", "ends_on_year": "2027"}
    )


def island() -> list[Tile]:
    return [
        Tile(
            column,
            row,
            f"{_('Council')} {row + 1}.{column}: {SAID[LETTERS[letter]]}",
            "#tile-map",
            LETTERS[letter],
        )
        for row, line in enumerate(ISLAND)
        for column, letter in enumerate(line)
        if letter in LETTERS
    ]


def legend() -> list[Kind]:
    return [Kind(kind, str(SAID[kind]).capitalize()) for kind in ("full", "associate", "none")]


def rows() -> list[Row]:
    return [
        Row("Ardenby Borough Council", "District", date(2021, 4, 1), "128,400"),
        Row("Cwm Ŵyll County Borough Council", "Unitary", date(2019, 7, 16), "241,900"),
        Row("St Osyth’s Vale Council", "Unitary", date(2024, 1, 9), "97,150"),
    ]


def growth() -> Chart:
    counts = ((2017, 19, 31), (2019, 25, 52), (2020, 31, 73), (2022, 34, 100), (2024, 47, 124))
    note = "A sample, of no real network"
    return Chart(
        title=str(_("Members of a sample network")),
        sentence=str(_("Members grew from 31 in 2017 to 124 in 2024; 47 of them are councils.")),
        series=(
            Series(
                str(_("members")),
                [Point(date(y, 1, 9), every, note=note) for y, _c, every in counts],
                Point(date(2026, 1, 9), 98, note=str(_("Counted in another way"))),
                str(_("counted apart")),
            ),
            Series(
                str(_("full members")), [Point(date(y, 1, 9), c, note=note) for y, c, _e in counts]
            ),
        ),
    )


def paper() -> dict[str, object]:
    """What the sample document shows."""
    return {
        "title": "Tŷ Gŵyr: a sample paper",
        "made_on": "23 November 2026",
        "opening": "A paper opens by saying what it is for. #emph[Markup] stays words: $1 + 1$.",
        "figures": [["47", "councils"], ["9.4m", "people live in them"], ["£17.7bn", "a year"]],
        "brings": ["People who have tried it", "Tools to adopt", "A voice in what comes next"],
        "resolution": "The council resolves to apply for membership.",
        "rows": [[row.name, row.kind, f"{row.since.year}"] for row in rows()],
    }


def ways() -> list[Way]:
    """What goes from council to council on the island."""
    label = _("From one council to another: %(number)d")
    return [
        Way((5, 1), (3, 2), label % {"number": 1}),
        Way((4, 5), (8, 7), label % {"number": 5}, number=5),
    ]
