"""What the pages of packs take in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ccin.design.fields import SeveralField
from ccin.library.models import Pack, Resource, Theme
from ccin.library.operations.packs import PackDetails
from ccin.library.states.resources import ResourceKind

LONGEST_FOREWORD = 10_000


class StartPackForm(forms.Form):
    title = forms.CharField(
        label=_("Title of the pack"),
        help_text=_("For example: Case Study Pack 2026. You can change it until it is published."),
        max_length=150,
        error_messages={"required": _("Enter a title")},
    )


class ChangePackForm(forms.Form):
    title = forms.CharField(
        label=_("Title of the pack"),
        max_length=150,
        error_messages={"required": _("Enter a title")},
    )
    foreword = forms.CharField(
        label=_("Foreword"),
        help_text=_("An empty line begins a new paragraph."),
        required=False,
        max_length=LONGEST_FOREWORD,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    foreword_by = forms.CharField(
        label=_("Whose words these are"),
        help_text=_("Name and office, as it is to be printed below the foreword."),
        required=False,
        max_length=150,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, pack: Pack) -> None:
        own = PackDetails.of(pack)
        first = {name: getattr(own, name) for name in PackDetails.__slots__}
        super().__init__(data, initial={**first, "version": pack.version})

    def details(self) -> PackDetails:
        return PackDetails(**{name: self.cleaned_data[name] for name in PackDetails.__slots__})


class CoverForm(forms.Form):
    picture = forms.FileField(
        label=_("The picture"),
        help_text=_("PNG or JPEG, up to 8 MB. We make it smaller for you."),
        error_messages={
            "required": _("Choose the picture"),
            "empty": _("The file is empty. Choose another one."),
        },
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )
    words = forms.CharField(
        label=_("What it shows, in words"),
        help_text=_("Read out to people who cannot see it."),
        max_length=150,
        error_messages={"required": _("Say what the picture shows")},
    )


class FindForPackForm(forms.Form):
    """The filters of the list; what makes no sense is left out rather than refused."""

    q = forms.CharField(label=_("Words"), required=False, max_length=200)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("Any")), *ResourceKind.choices]
    )
    theme = forms.ChoiceField(label=_("Theme"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        themes = Theme.objects.kept().order_by("name").values_list("slug", "name")
        field = self.fields["theme"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Any")), *themes]

    def wanted(self) -> dict[str, str]:
        self.is_valid()
        given = self.cleaned_data
        return {
            "words": given.get("q", ""),
            "kind": given.get("kind", ""),
            "theme": given.get("theme", ""),
        }


class ChosenForm(forms.Form):
    """What was ticked in a list."""

    chosen = SeveralField(
        queryset=Resource.objects.none(),
        error_messages={
            "required": _("Tick what you would add"),
            "invalid_choice": _("Something you ticked is not there any more. Choose again."),
            "invalid_pk_value": _("Something you ticked is not there any more. Choose again."),
        },
    )

    def __init__(self, data: Any, *, among: Any) -> None:
        super().__init__(data)
        field = self.fields["chosen"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = among
