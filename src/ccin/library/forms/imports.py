"""What the pages take in on which a list is brought into the library."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ccin.library.models import Import
from ccin.library.operations.import_plan import Wishes
from ccin.library.operations.imports import Choices
from ccin.library.reads.naming import LEAVE_OUT, choices_of
from ccin.library.states.resources import ResourceKind, Visibility

ASKED = 60  # names on one page
WHOLE = frozenset({"kind", "themes", "principles"})  # columns whose every meaning is offered
PUBLISH, DRAFTS = "publish", "drafts"


class SendListForm(forms.Form):
    file = forms.FileField(
        label=_("The list"),
        help_text=_(
            "CSV, XLSX, JSON lines or a WordPress export, up to 60 MB. Nothing is brought in yet: "
            "you are shown first what it would change."
        ),
        error_messages={"required": _("Choose a file"), "empty": _("The file is empty")},
    )
    list_name = forms.CharField(
        label=_("What the list is called"),
        help_text=_(
            "Shown as the source. Call a later version of the same list the same, so that its rows "
            "are known again. Empty: the name of the file."
        ),
        max_length=100,
        required=False,
    )
    how = forms.ChoiceField(
        label=_("How is it to come in?"),
        choices=[
            (PUBLISH, _("Published, each with its own date")),
            (DRAFTS, _("As drafts, for an editor to look at")),
        ],
        widget=forms.RadioSelect,
        initial=PUBLISH,
        error_messages={"required": _("Choose how it is to come in")},
    )
    visibility = forms.ChoiceField(
        label=_("Who may read what says nothing of it?"),
        choices=[
            (Visibility.PUBLIC.value, _("Everyone")),
            (Visibility.MEMBERS.value, _("Members")),
        ],
        widget=forms.RadioSelect,
        initial=Visibility.PUBLIC,
        error_messages={"required": _("Choose who may read it")},
    )
    kind = forms.ChoiceField(
        label=_("What is a row that does not say what it is?"),
        choices=ResourceKind.choices,
        initial=ResourceKind.REPORT,
    )

    def wishes(self) -> Wishes:
        given = self.cleaned_data
        return Wishes(
            list_name=given["list_name"],
            publish=given["how"] == PUBLISH,
            kind=given["kind"],
            visibility=given["visibility"],
        )


class BeginImportForm(forms.Form):
    """One question for each name that is not known, and how the list is to come in."""

    how = forms.ChoiceField(
        label=_("How is it to come in?"),
        # Declared above as a choice; its type says only that it is a field.
        choices=SendListForm.base_fields["how"].choices,  # type: ignore[attr-defined]
        widget=forms.RadioSelect,
    )
    leave_out_faulty = forms.BooleanField(
        label=_("Leave out the rows with faults and bring in the rest"), required=False
    )

    def __init__(self, *args: Any, brought: Import, **kwargs: Any) -> None:
        first = {"how": PUBLISH if brought.publish else DRAFTS}
        super().__init__(*args, **{**kwargs, "initial": first})
        if not brought.found.get("problem_count"):
            del self.fields["leave_out_faulty"]
        self.asked: dict[str, tuple[str, str]] = {}
        every = {column: choices_of(column) for column in WHOLE}
        for number, one in enumerate(brought.found.get("unknown", [])[:ASKED]):
            name = f"name_{number}"
            self.asked[name] = (one["column"], one["name"])
            self.fields[name] = _question(one, every)

    def choices(self) -> Choices:
        chosen: dict[str, dict[str, str]] = {}
        for name, (column, called) in self.asked.items():
            chosen.setdefault(column, {})[called] = self.cleaned_data[name]
        return Choices(
            publish=self.cleaned_data["how"] == PUBLISH,
            leave_out_faulty=bool(self.cleaned_data.get("leave_out_faulty")),
            chosen=chosen,
        )


def _question(one: dict[str, Any], every: dict[str, list[tuple[str, str]]]) -> forms.ChoiceField:
    column = one["column"]
    near = [(key, label) for key, label in one["suggestions"]]
    known = {key for key, _label in near}
    rest = [each for each in every.get(column, []) if each[0] not in known]
    empty = ("", _("What was chosen for all")) if column == "kind" else ("", _("Nothing"))
    leave_out = [(LEAVE_OUT, _("Leave these rows out"))] if column == "kind" else []
    words = {
        "kind": _("What is a “%(name)s”? %(rows)d rows"),
        "owner": _("Which organisation is “%(name)s”? %(rows)d rows"),
        "themes": _("Which theme is “%(name)s”? %(rows)d rows"),
        "principles": _("Which principle is “%(name)s”? %(rows)d rows"),
    }
    return forms.ChoiceField(
        label=words[column] % {"name": one["name"], "rows": one["rows"]},
        choices=[empty, *near, *leave_out, *rest],
        required=False,
    )
