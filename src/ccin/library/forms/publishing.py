"""What the pages take in on which a resource is sent, asked about, checked, published, ended."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ccin.access.actor import Actor
from ccin.library.models import Resource
from ccin.library.operations.publishing import LONGEST_CHANGES, Finding
from ccin.library.reads.working import CriterionLine
from ccin.library.states.resources import ResourceKind
from ccin.members.models import Organisation

WAITS = (
    ("submitted", _("With the editor")),
    ("offered", _("Changes offered")),
    ("draft", _("Being written")),
    ("review", _("Review due")),
    ("left", _("Contact left")),
    ("published", _("Published")),
    ("archived", _("Archived")),
    ("taken_down", _("Taken down")),
    ("discarded", _("Given up")),
)


class FindResourcesForm(forms.Form):
    q = forms.CharField(label=_("Title"), required=False, max_length=200)
    where = forms.ChoiceField(
        label=_("Where it stands"), required=False, choices=[("", _("Anywhere")), *WAITS]
    )
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("Any")), *ResourceKind.choices]
    )
    owner = forms.ModelChoiceField(
        label=_("Owner"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("Any"),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["owner"]
        assert isinstance(field, forms.ModelChoiceField)
        owners = Resource.objects.written_by(actor).order_by().values("owner")
        field.queryset = Organisation.objects.filter(pk__in=owners).order_by("name")


class WordsForm(forms.Form):
    """Words to somebody: what is to be done, a question, an answer, a reason."""

    words = forms.CharField(
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write what you want to say")},
    )

    def __init__(self, *args: Any, label: Any, hint: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = label
        self.fields["words"].help_text = hint


class TakeDownForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is it taken down?"),
        help_text=_(
            "It goes to those who wrote it and stays with staff; nobody else reads it. Say it "
            "without details and names: “Its owner asked for it”."
        ),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why it is taken down")},
    )


class PublishForm(forms.Form):
    changes = forms.CharField(
        label=_("What has changed?"),
        help_text=_("For readers of the last release, in a sentence or two."),
        max_length=LONGEST_CHANGES,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say what has changed since the last release")},
    )

    def __init__(self, *args: Any, is_first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_first:
            del self.fields["changes"]
        else:
            self.fields["changes"].required = True


class CheckForm(forms.Form):
    """A tick for each criterion, and why not where there is none."""

    def __init__(self, *args: Any, criteria: list[CriterionLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for line in criteria:
            named = {"criterion": line.label.partition(":")[0]}
            self.fields[f"{line.criterion}_met"] = forms.BooleanField(
                label=line.label,
                required=False,
                initial=bool(line.is_met),
                help_text="; ".join(line.gaps),
            )
            self.fields[f"{line.criterion}_note"] = forms.CharField(
                label=_("%(criterion)s: what is missing") % named,
                required=False,
                max_length=300,
                initial=line.note,
            )

    def found(self) -> dict[str, Finding]:
        return {
            line.criterion: Finding(
                self.cleaned_data[f"{line.criterion}_met"],
                self.cleaned_data[f"{line.criterion}_note"],
            )
            for line in self.criteria
        }
