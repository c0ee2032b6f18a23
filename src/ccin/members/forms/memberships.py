"""Memberships: begun, changed, ended, corrected."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ccin.design.fields import DayField
from ccin.kernel.clock import today
from ccin.members.models import Membership, Organisation
from ccin.members.operations import ControlChange, MembershipCorrection, MembershipDetails
from ccin.members.rules.classes import SUB_KINDS, class_fits
from ccin.members.states import REASONS_TO_END, EndReason, MembershipClass, SubKind


def classes_open_to(kind: str) -> list[tuple[str, str]]:
    """The classes, each with its sub-kind, that a body of this kind can hold."""
    return [
        (f"{one}:{sub_kind}", _class_in_words(one, sub_kind))
        for one in MembershipClass.values
        for sub_kind in SUB_KINDS[one] or [""]
        if class_fits(one, sub_kind, kind)
    ]


def _class_in_words(membership_class: str, sub_kind: str) -> str:
    words = str(MembershipClass(membership_class).label)
    return f"{words}: {SubKind(sub_kind).label}" if sub_kind else words


class MembershipForm(forms.Form):
    """A membership that begins, or the class that takes the place of another."""

    held = forms.ChoiceField(
        label=_("Class"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the class")},
    )
    starts_on = DayField(label=_("First day"), initial=today)
    is_about = forms.BooleanField(
        label=_("The exact day is not known"),
        required=False,
    )
    decision = forms.CharField(
        label=_("Number of the network’s decision"), max_length=40, required=False
    )
    source = forms.CharField(label=_("Where this is recorded"), max_length=300, required=False)

    def __init__(self, data: Any = None, *, organisation: Organisation) -> None:
        super().__init__(data)
        choices = self.fields["held"]
        assert isinstance(choices, forms.ChoiceField)
        choices.choices = classes_open_to(organisation.kind)

    def details(self) -> MembershipDetails:
        given = self.cleaned_data
        membership_class, sub_kind = given["held"].split(":")
        return MembershipDetails(
            membership_class=membership_class,
            sub_kind=sub_kind,
            starts_on=given["starts_on"],
            starts_on_is_known=not given["is_about"],
            decision=given["decision"],
            source=given["source"],
        )


class EndMembershipForm(forms.Form):
    ends_on = DayField(label=_("Last day of membership"), initial=today)
    reason = forms.ChoiceField(
        label=_("Why it ends"),
        widget=forms.RadioSelect,
        choices=[(reason.value, reason.label) for reason in REASONS_TO_END],
        error_messages={"required": _("Choose why the membership ends")},
    )
    note = forms.CharField(
        label=_("Note"),
        help_text=_("For example, what they said. Not shown to the public."),
        max_length=300,
        required=False,
    )


class CorrectMembershipForm(MembershipForm):
    """What was recorded wrongly. A class change or a leaver is not a correction."""

    ends_on = DayField(label=_("Last day, if it has ended"), required=False)
    end_reason = forms.ChoiceField(
        label=_("Why it ended"),
        required=False,
        choices=[("", _("It goes on")), *EndReason.choices],
    )
    end_note = forms.CharField(label=_("Note on the end"), max_length=300, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, membership: Membership) -> None:
        super().__init__(data, organisation=membership.organisation)
        now = MembershipCorrection.of(membership)
        self.initial = {
            **{name: getattr(now, name) for name in MembershipCorrection.__slots__},
            "held": f"{now.membership_class}:{now.sub_kind}",
            "is_about": not now.starts_on_is_known,
            "version": membership.version,
        }

    def correction(self) -> MembershipCorrection:
        given, begun = self.cleaned_data, self.details()
        return MembershipCorrection(
            membership_class=begun.membership_class,
            sub_kind=begun.sub_kind,
            starts_on=begun.starts_on,
            starts_on_is_known=begun.starts_on_is_known,
            ends_on=given["ends_on"],
            end_reason=given["end_reason"],
            end_note=given["end_note"],
            decision=begun.decision,
            source=begun.source,
        )


class ControlChangedForm(forms.Form):
    """The group's choice comes from the groups recorded on this council."""

    group = forms.ModelChoiceField(
        label=_("Group of councillors"),
        queryset=Organisation.objects.none(),
        help_text=_("If the group is not listed, add it as an organisation first."),
        error_messages={"required": _("Choose the group")},
    )
    outcome = forms.ChoiceField(
        label=_("What happened"),
        widget=forms.RadioSelect,
        choices=[
            (
                "lost",
                _("The group lost control: the council leaves, the group goes on as associate"),
            ),
            ("won", _("The group won control: the council joins in full, the group’s place ends")),
        ],
        error_messages={"required": _("Choose what happened")},
    )
    happened_on = DayField(label=_("First day under the new control"), initial=today)
    sub_kind = forms.ChoiceField(
        label=_("If it lost control, the group is now"),
        choices=[
            (SubKind.OPPOSITION_GROUP.value, SubKind.OPPOSITION_GROUP.label),
            (SubKind.MINORITY_GROUP.value, SubKind.MINORITY_GROUP.label),
        ],
    )
    decision = forms.CharField(
        label=_("Number of the network’s decision"), max_length=40, required=False
    )
    source = forms.CharField(label=_("Where this is recorded"), max_length=300, required=False)

    def __init__(self, data: Any = None, *, council: Organisation) -> None:
        super().__init__(data)
        group = self.fields["group"]
        assert isinstance(group, forms.ModelChoiceField)
        group.queryset = Organisation.objects.kept().filter(
            principal_council=council.authority_id,
            principal_council__isnull=False,
            kind="party_group",
        )

    def change(self) -> ControlChange:
        given = self.cleaned_data
        return ControlChange(
            happened_on=given["happened_on"],
            group_has_control=given["outcome"] == "won",
            sub_kind=given["sub_kind"],
            decision=given["decision"],
            source=given["source"],
        )
