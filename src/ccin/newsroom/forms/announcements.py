"""Writing an announcement, sending it, and stopping it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ccin.newsroom.models import Announcement
from ccin.newsroom.operations.announcements import Wording
from ccin.newsroom.rules.announcements import LONGEST_WORDS
from ccin.outbox.rules.envelopes import LONGEST_SUBJECT


class WriteAnnouncementForm(forms.Form):
    subject = forms.CharField(
        label=_("Subject"),
        help_text=_("What it is about and by when, so that people can find it again."),
        max_length=LONGEST_SUBJECT,
        error_messages={
            "required": _("Enter a subject"),
            "max_length": _("Shorten the subject to %(limit_value)d characters"),
        },
    )
    words = forms.CharField(
        label=_("Letter"),
        help_text=_(
            "The greeting with their name comes by itself. An empty line begins a new paragraph; "
            "**bold**, - for a list, [words](https://…) for a link."
        ),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 18}),
        error_messages={
            "required": _("Write the letter"),
            "max_length": _("Shorten the letter to %(limit_value)d characters"),
        },
    )
    is_formal = forms.BooleanField(
        label=_("This is a formal notice: it goes to those too who unsubscribed"),
        help_text=_(
            "Only what the rules of the network require, like notice of a general meeting."
        ),
        required=False,
    )
    formal_because = forms.CharField(
        label=_("If it is formal, which rule requires it"),
        help_text=_("It is recorded with your name."),
        required=False,
        max_length=300,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, announcement: Announcement):
        fields = ("subject", "words", "is_formal", "formal_because", "version")
        super().__init__(data, initial={name: getattr(announcement, name) for name in fields})

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("is_formal") and not given.get("formal_because", "").strip():
            self.add_error("formal_because", _("Say which rule requires it"))
        return given

    def wording(self) -> Wording:
        names = ("subject", "words", "is_formal", "formal_because")
        return Wording(**{name: self.cleaned_data[name] for name in names})


class SendAnnouncementForm(forms.Form):
    """What the page showed: nothing goes if it is not so any more."""

    stamp = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)


class StopAnnouncementForm(forms.Form):
    because = forms.CharField(
        label=_("Why is it stopped?"),
        help_text=_("For your colleagues; it is recorded."),
        max_length=300,
        error_messages={"required": _("Say in a few words why it is stopped")},
    )
