"""What somebody chooses to get by e-mail."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ccin.accounts.reads.letters import LettersWanted, Wanted
from ccin.outbox.rules.sections import DIGEST
from ccin.outbox.states import ChoiceHow

HOW_OFTEN: list[tuple[str, Any]] = [
    (ChoiceHow.MIXED, _("Once a week, and sooner when something concerns me by name (proposed)")),
    (ChoiceHow.DAILY, _("On every working day on which there is something new")),
    (ChoiceHow.WEEKLY, _("Once a week, whatever there is")),
    (ChoiceHow.NEVER, _("Never: send me no digest")),
]


class ChooseLettersForm(forms.Form):
    """One question about the digest, and one about each section that this reader can have."""

    how_often = forms.ChoiceField(
        label=_("How often shall we write?"),
        help_text=_(
            "All that is new comes together in one e-mail, soon after seven in the morning of a "
            "working day; the weekly one on Tuesday. When there is nothing new, nothing comes."
        ),
        choices=HOW_OFTEN,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how often we shall write")},
    )

    def __init__(self, data: Mapping[str, Any] | None, *, wanted: LettersWanted) -> None:
        super().__init__(data, initial={"how_often": wanted.how_often})
        self.wanted = wanted
        self.ways = {"how_often": HOW_OFTEN} | {each.name: _ways(each) for each in wanted.sections}
        for each in wanted.sections:
            self.fields[each.name] = forms.ChoiceField(
                label=each.section.title,
                help_text=each.about,
                choices=self.ways[each.name],
                initial=each.how,
            )

    def chosen(self) -> dict[str, tuple[str, str]]:
        """By section, what was chosen and the words that were read."""
        names = {DIGEST: "how_often"} | {
            each.section.key: each.name for each in self.wanted.sections
        }
        return {
            section: (self.cleaned_data[name], f"{self[name].label}: {self._words(name)}")
            for section, name in names.items()
        }

    def _words(self, name: str) -> str:
        return str(dict(self.ways[name])[self.cleaned_data[name]])


def _ways(wanted: Wanted) -> list[tuple[str, Any]]:
    if wanted.is_letter:
        return [(ChoiceHow.DIGEST, _("Yes, as a letter")), (ChoiceHow.NEVER, _("Not at all"))]
    ways: list[tuple[str, Any]] = [(ChoiceHow.DIGEST, _("In my digest"))]
    if wanted.section.at_once_allowed:
        ways.append((ChoiceHow.AT_ONCE, _("At once, each as a letter of its own")))
    return [*ways, (ChoiceHow.NEVER, _("Not at all"))]
