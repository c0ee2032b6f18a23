"""Choosing whom a letter is for, by check boxes."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ccin.members.states import MembershipClass, RepresentationRole, SubKind
from ccin.newsroom.reads.segment_words import UNANSWERED as NOT_ANSWERED
from ccin.newsroom.reads.segments import Choices
from ccin.newsroom.rules.segments import CODES, MAIN_CONTACT, MOST, Segment
from ccin.register.forms import NATIONS, REGIONS

ROLES = [(MAIN_CONTACT, _("Main contact, in whatever role")), *RepresentationRole.choices]
UNANSWERED = list(NOT_ANSWERED.items())
NO_CHOICE = _("Something you ticked is not there any more. Choose again.")
Several = forms.TypedMultipleChoiceField


def several(label: Any, choices: Any = (), hint: Any = "") -> Several:
    return Several(
        label=label,
        help_text=hint,
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": NO_CHOICE},
    )


class ChooseSegmentForm(forms.Form):
    """What is ticked under one heading: any of it will do. Under several: all must hold."""

    classes = several(
        _("Class"), MembershipClass.choices, _("Without a class: all members, but no supporters.")
    )
    roles = several(
        _("Role"), ROLES, _("What they are in that organisation. Without one: everybody.")
    )
    nations = several(_("Nation"), NATIONS, _("A nation or a region: either will do."))
    regions = several(_("Region of England"), REGIONS)
    sub_kinds = several(_("What kind of member"), SubKind.choices)
    unanswered = several(_("Who has not answered: those who …"), UNANSWERED)
    missed = several(
        _("Who did not get"),
        hint=_("They joined later, were left out, or it came back."),
    )
    groups = several(_("Who belongs to"))
    bodies = several(_("Who sits in"))
    themes = several(
        _("Theme"), hint=_("Their organisation published, adopted or asked something on it.")
    )
    organisations = forms.CharField(
        label=_("Only these organisations"),
        help_text=_("One name a line, as in the members’ list."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, choices: Choices, segment: Segment, version: int):
        self.members = choices.organisations
        chosen: dict[str, Any] = {**segment.as_json(), "version": version}
        called = dict(self.members)
        keys = segment.organisations
        chosen["organisations"] = "\n".join(called[key] for key in keys if key in called)
        super().__init__(data, initial=chosen)
        for name in ("themes", "groups", "bodies", "missed"):
            self._offer(name, getattr(choices, name))

    def _offer(self, name: str, choices: Iterable[tuple[int, str]]) -> None:
        field, found = self.fields[name], list(choices)
        assert isinstance(field, Several)
        field.coerce, field.choices = int, found
        if not found:
            del self.fields[name]

    def clean_organisations(self) -> list[int]:
        by_name = {name.casefold(): key for key, name in self.members}
        lines = [" ".join(line.split()) for line in self.cleaned_data["organisations"].splitlines()]
        asked = [line for line in lines if line]
        strange = [line for line in asked if line.casefold() not in by_name]
        if strange:
            raise ValidationError(
                _("Not in membership by this name: %(names)s. Write it as in the members’ list."),
                params={"names": ", ".join(strange[:5])},
            )
        if len(asked) > MOST:
            raise ValidationError(_("Name at most %(most)s of them."), params={"most": MOST})
        return [by_name[line.casefold()] for line in asked]

    def segment(self) -> Segment:
        given = self.cleaned_data
        names = (*CODES, "themes", "groups", "bodies", "organisations", "missed")
        return Segment(**{name: tuple(dict.fromkeys(given.get(name) or ())) for name in names})
