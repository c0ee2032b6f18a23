"""Words that others will read, and what is the same wherever somebody says why."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ccin.discussion.reasons import GIVES_AWAY
from ccin.discussion.rules.asking import LONGEST, cleaned, gives_away

Words = Any  # a sentence, translated when it is shown


class SureForm(forms.Form):
    """Words that others will read; where they seem to give somebody away, a tick to go on."""

    READ: tuple[str, ...] = ("words",)
    sure = forms.BooleanField(
        label=_("What I wrote names no resident, and nobody who has not agreed to it")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sent = "\n".join(str(self.data.get(name, "")) for name in self.READ)
        seen = gives_away(cleaned(sent)) if self.is_bound else []
        if not seen:
            del self.fields["sure"]
            return
        found = ", ".join(str(GIVES_AWAY[code]) for code in seen)
        self.fields["sure"].error_messages["required"] = gettext(
            "This seems to hold %(found)s. Take it out, or confirm that it names no resident "
            "and nobody who has not agreed to it."
        ) % {"found": found}

    @property
    def has_only_sure(self) -> bool:
        """Nothing is wrong but that somebody may be given away."""
        return set(self.errors) <= {"sure"}


def words_field(label: Words, hint: Words, missing: Words) -> forms.CharField:
    """Longer words than may be kept are taken in, so that what was pasted is not lost."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(missing),
        max_length=LONGEST * 20,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": missing},
    )


def reply_in(words: str) -> str:
    found = cleaned(words)
    if not found:
        raise forms.ValidationError(gettext("Write your reply"))
    return short_enough(found)


def short_enough(words: str) -> str:
    if len(words) > LONGEST:
        raise forms.ValidationError(
            gettext("This is %(number)s characters long. Shorten it to 10,000.")
            % {"number": f"{len(words):,}"}
        )
    return words


class BecauseForm(forms.Form):
    because = forms.CharField(
        label=_("Why?"),
        help_text=_("In one sentence, without repeating what it names."),
        max_length=300,
        error_messages={
            "required": _("Say why in a sentence"),
            "max_length": _("Say why in 300 characters or fewer"),
        },
    )


class ReportForm(forms.Form):
    words = forms.CharField(
        label=_("What is wrong with it?"),
        help_text=_("For example: it names a resident. Do not repeat the name."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Say what is wrong with it"),
            "max_length": _("Say what is wrong with it in 500 characters or fewer"),
        },
    )


class VersionForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)


class _SeveralFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once, or none."""

    widget = _SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[bytes]]":
        sent = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(each, initial) for each in sent if each]
