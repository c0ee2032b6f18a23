"""What the pages on which an issue is put together take in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ccin.design.fields import DayField
from ccin.newsroom.models import Issue
from ccin.newsroom.operations.issues import IssueWords

LONGEST_LETTER = 10_000
LONGEST_NOTE = 300


def note_field() -> forms.CharField:
    return forms.CharField(
        label=_("What was wrong"),
        help_text=_(
            "One sentence, for everybody to read below the text. The e-mail stays as it went."
        ),
        max_length=LONGEST_NOTE,
        error_messages={"required": _("Say in a sentence what was wrong")},
    )


class IssueForm(forms.Form):
    """The letter may stay empty until the issue is sent; after that a note says what changed."""

    title = forms.CharField(
        label=_("Title"),
        help_text=_("It is the subject of the e-mail too."),
        max_length=200,
        error_messages={"required": _("Enter a title")},
    )
    letter = forms.CharField(
        label=_("The letter"),
        help_text=_(
            "What opens the issue: a greeting, what mattered most, a thank you. An empty line "
            "begins a new paragraph. Two asterisks on each side make words **bold**; "
            "[words](https://address.example) makes a link."
        ),
        required=False,
        max_length=LONGEST_LETTER,
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    letter_by = forms.CharField(
        label=_("Who signs it"),
        help_text=_("Name and office, as it is to stand below the letter."),
        required=False,
        max_length=200,
    )
    since = DayField(
        label=_("It tells what happened since"),
        help_text=_("The day on which the last issue stopped. Gather again after changing it."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, issue: Issue) -> None:
        first = {name: getattr(issue, name) for name in ("title", "letter", "letter_by", "since")}
        super().__init__(data, initial={**first, "version": issue.version})
        self.issue = issue
        if issue.is_sent:
            del self.fields["since"]
            self.fields["note"] = note_field()

    def words(self) -> IssueWords:
        given = self.cleaned_data
        since = given.get("since", self.issue.since)
        return IssueWords(given["title"], given["letter"], given["letter_by"], since)


class SendIssueForm(forms.Form):
    """Nothing to fill in: where the sending is refused, the reason stands on the page. The
    stamp is of what the page was opened with."""

    stamp = forms.CharField(widget=forms.HiddenInput, required=False)
