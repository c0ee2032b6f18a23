"""What the pages for looking at bids and marking them take in."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ccin.funding.models import Bid, Criterion
from ccin.funding.operations.marking import Marking
from ccin.funding.operations.moderating import Agreeing

LONGEST = 3_000


class RuleOutForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("Which rule does it not keep?"),
        help_text=gettext_lazy("Whoever wrote the bid reads these words in a letter."),
        max_length=LONGEST,
        widget=forms.Textarea,
        error_messages={"required": gettext_lazy("Say which rule the bid does not keep")},
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=gettext_lazy("Your answer"),
        help_text=gettext_lazy("Question and answer stay with the bid. An answer is given once."),
        max_length=LONGEST,
        widget=forms.Textarea,
        error_messages={"required": gettext_lazy("Write the answer")},
    )


class OpenMarksForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why are the marks opened before all are in?"),
        help_text=gettext_lazy("Marks that are not handed in are set aside with this reason."),
        max_length=300,
        error_messages={"required": gettext_lazy("Say why the marks are opened early")},
    )


class DeclareForm(forms.Form):
    """For each bid a line: what one's interest is, or nothing."""

    def __init__(self, *args: Any, bids: Iterable[Bid], found: Mapping[int, str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        for bid in bids:
            if bid.pk not in found:
                self.fields[f"interest_{bid.pk}"] = forms.CharField(
                    label=_("Your interest in “%(title)s” of %(lead)s")
                    % {"title": bid, "lead": bid.lead},
                    max_length=300,
                    required=False,
                )
        self.fields["looked"] = forms.BooleanField(
            label=_("I have looked through all these bids and named every interest that I have"),
            error_messages={"required": _("Confirm that you have looked through the bids")},
        )

    def interests(self) -> dict[int, str]:
        return {
            int(name.removeprefix("interest_")): words.strip()
            for name, words in self.cleaned_data.items()
            if name.startswith("interest_") and words.strip()
        }


class MarksForm(forms.Form):
    """A mark and its reason for each criterion; half is kept as well."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, criteria: Iterable[Criterion], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.criteria = list(criteria)
        for each in self.criteria:
            self.fields[f"score_{each.pk}"] = forms.TypedChoiceField(
                label=each.name,
                help_text=each.words,
                choices=[(str(mark), _named(each, mark)) for mark in range(each.top + 1)],
                widget=forms.RadioSelect,
                coerce=int,
                empty_value=None,
                required=False,
            )
            self.fields[f"reason_{each.pk}"] = forms.CharField(
                label=_("Why, for “%(criterion)s”") % {"criterion": each},
                max_length=LONGEST,
                widget=forms.Textarea,
                required=False,
            )

    def marks(self) -> dict[int, tuple[int | None, str]]:
        said = self.cleaned_data
        return {
            each.pk: (said.get(f"score_{each.pk}"), said.get(f"reason_{each.pk}", ""))
            for each in self.criteria
        }


class MarkForm(MarksForm):
    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["comment"] = forms.CharField(
            label=_("Anything else the board should know"),
            max_length=LONGEST,
            widget=forms.Textarea,
            required=False,
        )

    def marking(self) -> Marking:
        version = self.cleaned_data["version"]
        return Marking(
            self.marks(),
            comment=self.cleaned_data["comment"],
            version=int(version) if version.isdecimal() else 0,
        )


class AgreeForm(MarksForm):
    def agreeing(self) -> Agreeing:
        return Agreeing(self.marks(), self.cleaned_data["version"])


def _named(criterion: Criterion, mark: int) -> str:
    words = criterion.descriptors[mark : mark + 1]
    return f"{mark}: {words[0]}" if words else str(mark)


def initial_of(marks: Iterable[Any], version: object, comment: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {"version": version, "comment": comment}
    for mark in marks:
        found[f"score_{mark.criterion_id}"] = mark.score
        found[f"reason_{mark.criterion_id}"] = mark.reason
    return found
