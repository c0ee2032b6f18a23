"""What the pages of themes take in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ccin.library.models import Theme
from ccin.library.operations.themes import LONGEST, ThemeDetails, synonyms_in

MOST_SYNONYMS = 300


class ThemeForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=LONGEST, error_messages={"required": _("Give it a name")}
    )
    about = forms.CharField(label=_("What belongs here"), max_length=300, required=False)
    synonyms = forms.CharField(
        label=_("Other words people search by, one a line"),
        help_text=_(
            "Whoever searches for one of these finds what is gathered under the theme. Write them "
            "as residents and officers would."
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
    )

    def __init__(self, *args: Any, theme: Theme | None = None, **kwargs: Any) -> None:
        self.theme = theme
        if theme is not None:
            words = theme.synonyms.order_by("words").values_list("words", flat=True)
            first = {"name": theme.name, "about": theme.about, "synonyms": "\n".join(words)}
            kwargs["initial"] = first
        super().__init__(*args, **kwargs)
        if theme is not None:
            hidden = forms.IntegerField(widget=forms.HiddenInput, initial=theme.version)
            self.fields["version"] = hidden

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_synonyms(self) -> list[str]:
        lines = self.cleaned_data["synonyms"].splitlines()
        long = next((each for each in lines if len(" ".join(each.split())) > LONGEST), "")
        if long:
            raise forms.ValidationError(
                _("“%(words)s…” is longer than 80 characters. Shorten it."),
                params={"words": long[:40]},
            )
        words = synonyms_in(lines)
        if len(words) > MOST_SYNONYMS:
            raise forms.ValidationError(
                _("Write no more than %(most)d words."), params={"most": MOST_SYNONYMS}
            )
        return words

    def details(self) -> ThemeDetails:
        """Where it comes from stays as it is; what staff write is the network's own."""
        given = self.cleaned_data
        return ThemeDetails(
            given["name"],
            given["about"],
            given["synonyms"],
            source=self.theme.source if self.theme else "",
            is_proposal=self.theme.is_proposal if self.theme else False,
        )


class MergeThemesForm(forms.Form):
    into = forms.ModelChoiceField(
        label=_("Into which theme?"),
        queryset=Theme.objects.none(),
        error_messages={"required": _("Choose a theme")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, theme: Theme, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "initial": {"version": theme.version}})
        others = Theme.objects.kept().exclude(pk=theme.pk)
        into = self.fields["into"]
        assert isinstance(into, forms.ModelChoiceField)
        into.queryset = others
