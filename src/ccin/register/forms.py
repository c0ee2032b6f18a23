"""What staff type about the register."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ccin.design.fields import DayField
from ccin.kernel.clock import today
from ccin.register.imports.official import LAYOUTS
from ccin.register.models import Authority, AuthorityName, ExtraHoliday, PoliticalControl
from ccin.register.operations import ChangeDetails, Correction
from ccin.register.reads import authority_called
from ccin.register.states import AuthorityKind, ChangeKind, NameKind

NATIONS = [(name, name) for name in ("England", "Northern Ireland", "Scotland", "Wales")]
ENGLISH_REGIONS = (
    "East Midlands",
    "East of England",
    "London",
    "North East",
    "North West",
    "South East",
    "South West",
    "West Midlands",
    "Yorkshire and The Humber",
)
REGIONS = [(name, name) for name in ENGLISH_REGIONS]


class AuthorityField(forms.CharField):
    """An authority by any of its names or its code; a name in doubt is asked about, not guessed."""

    default_error_messages = {
        "unknown": _(
            "The register knows no authority called “%(name)s”. "
            "Check the spelling, or enter its code."
        ),
        "in_doubt": _("“%(name)s” may mean: %(others)s. Enter one of these names."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 200, **options})

    def prepare_value(self, value: Any) -> Any:
        return value.name if isinstance(value, Authority) else value

    def clean(self, value: Any) -> Authority | None:
        text = super().clean(value)
        return self._meant(text) if text else None

    def _meant(self, text: str) -> Authority:
        meant, others = authority_called(text, on=today())
        if meant is None:
            names = "; ".join(other.name for other in others)
            params = {"name": text, "others": names}
            code = "in_doubt" if others else "unknown"
            raise forms.ValidationError(self.error_messages[code], code=code, params=params)
        return meant


class AuthoritiesField(AuthorityField):
    """Several authorities, a line each."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 10_000, **options})

    def clean(self, value: Any) -> Any:
        text = forms.CharField.clean(self, value)
        found, errors = [], []
        for line in filter(None, map(str.strip, text.splitlines())):
            try:
                found.append(self._meant(line))
            except forms.ValidationError as error:
                errors.append(error)
        if errors:
            raise forms.ValidationError(errors)
        return list(dict.fromkeys(found))


def any_or(choices: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    return [("", _("Any")), *choices]


class FindAuthoritiesForm(forms.Form):
    """The filters of the list; a value that makes no sense filters nothing."""

    q = forms.CharField(label=_("Name or code"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=any_or(AuthorityKind.choices))
    nation = forms.ChoiceField(label=_("Nation"), required=False, choices=any_or(NATIONS))
    region = forms.ChoiceField(
        label=_("Region of England"), required=False, choices=any_or(REGIONS)
    )
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=any_or(
            [
                ("current", _("In being")),
                ("ending", _("In being, will be abolished")),
                ("planned", _("Planned")),
                ("abolished", _("Abolished")),
            ]
        ),
    )


class CorrectAuthorityForm(forms.Form):
    name = forms.CharField(label=_("Official name"), max_length=200)
    short_name = forms.CharField(label=_("Short name"), max_length=120)
    website = forms.CharField(
        label=_("Website domain"),
        help_text=_("Such as oldham.gov.uk"),
        max_length=100,
        required=False,
    )
    valid_from = DayField(label=_("First day of existence"), required=False)
    valid_to = DayField(label=_("Last day of existence"), required=False)
    notes = forms.CharField(label=_("Notes and doubts"), required=False, widget=forms.Textarea)
    version = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def correction(self) -> Correction:
        return Correction(
            **{name: self.cleaned_data[name] for name in Correction.__dataclass_fields__}
        )


class AddNameForm(forms.Form):
    text = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("What kind of name"), choices=NameKind.choices)
    valid_to = DayField(label=_("Last day of use, for a former name"), required=False)
    source = forms.CharField(
        label=_("Source"), help_text=_("Where this can be checked."), max_length=300
    )

    @property
    def record(self) -> AuthorityName:
        return AuthorityName(**self.cleaned_data)


class RecordControlForm(forms.Form):
    control = forms.CharField(
        label=_("Who runs the council"),
        help_text=_("A party, a coalition, or “no overall control”."),
        max_length=80,
    )
    starts_on = DayField(label=_("From this day on"))
    source = forms.CharField(
        label=_("Source"), help_text=_("Where this can be checked."), max_length=300
    )

    @property
    def record(self) -> PoliticalControl:
        return PoliticalControl(**self.cleaned_data)


class RecordChangeForm(forms.Form):
    """One change with its instrument; every predecessor is linked to every successor."""

    title = forms.CharField(
        label=_("Title"), help_text=_("Such as “Two councils for Surrey”."), max_length=200
    )
    kind = forms.ChoiceField(label=_("What happens"), choices=ChangeKind.choices)
    happens_on = DayField(label=_("First day of the new arrangement"))
    instrument = forms.CharField(
        label=_("Legal instrument"),
        help_text=_("Such as “Surrey (Structural Changes) Order 2026, SI 2026/264”."),
        max_length=200,
        required=False,
    )
    source = forms.CharField(
        label=_("Source"), help_text=_("Where this can be checked."), max_length=300
    )
    predecessors = AuthoritiesField(
        label=_("Predecessors"), help_text=_("Their names or codes, a line each.")
    )
    successors = AuthoritiesField(
        label=_("Successors"), help_text=_("Their names or codes, a line each.")
    )

    @property
    def details(self) -> ChangeDetails:
        return ChangeDetails(
            **{name: self.cleaned_data[name] for name in ChangeDetails.__dataclass_fields__}
        )

    @property
    def links(self) -> list[tuple[Authority, Authority]]:
        return [
            (old, new)
            for old in self.cleaned_data["predecessors"]
            for new in self.cleaned_data["successors"]
        ]


class AddHolidayForm(forms.Form):
    day = DayField(label=_("Day"))
    name = forms.CharField(label=_("Name"), max_length=100)
    nations = forms.MultipleChoiceField(
        label=_("Where it is a bank holiday"),
        choices=NATIONS,
        widget=forms.CheckboxSelectMultiple,
    )
    source = forms.CharField(
        label=_("Source"), help_text=_("The proclamation, or the page it is on."), max_length=300
    )

    @property
    def record(self) -> ExtraHoliday:
        return ExtraHoliday(**self.cleaned_data)


class ImportForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What the file is"),
        choices=[(kind, layout.label) for kind, layout in LAYOUTS.items()],
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, as it was published."),
        error_messages={"required": _("Choose a file"), "empty": _("The file is empty")},
    )


class ApplyImportForm(forms.Form):
    kept = forms.SlugField(widget=forms.HiddenInput, max_length=60)
    digest = forms.SlugField(widget=forms.HiddenInput)
