"""What is asked to change in a project, by the kind of change."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ccin.design.fields import DayField, SeveralField
from ccin.funding.models import Project
from ccin.funding.operations.changes import Asking
from ccin.funding.states import ChangeKind, ParticipantRole
from ccin.governance.forms.matters import MemberField
from ccin.kernel.clock import today
from ccin.members.models import Organisation


class AskChangeForm(forms.Form):
    """The words first; then the day, the lead or the partners, as the kind needs them."""

    words = forms.CharField(
        label=_("What should change, and why?"),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Say what should change, and why")},
    )
    new_ends_on = DayField(label=_("New end of the project"))
    new_lead = MemberField(
        label=_("Who is to lead?"),
        help_text=_("Its name, or a word of it."),
        max_length=200,
        error_messages={"required": _("Enter the name of the organisation")},
    )
    joining = SeveralField(
        label=_("Who joins?"), queryset=Organisation.objects.none(), required=False
    )
    leaving = SeveralField(
        label=_("Who leaves?"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any = None, *, project: Project, kind: str) -> None:
        super().__init__(data)
        self.kind = kind
        needed = {
            ChangeKind.TIME: {"new_ends_on"},
            ChangeKind.LEAD: {"new_lead"},
            ChangeKind.PARTNERS: {"joining", "leaving"},
        }
        for name in {"new_ends_on", "new_lead", "joining", "leaving"} - needed.get(
            ChangeKind(kind), set()
        ):
            del self.fields[name]
        if kind == ChangeKind.PARTNERS:
            self._offer(project)

    def _offer(self, project: Project) -> None:
        taking = project.participants.filter(
            left_on=None, role=ParticipantRole.PARTICIPANT, organisation__isnull=False
        )
        present = taking.order_by().values("organisation")
        members = Organisation.objects.members_on(today()).filter(fictional=project.fictional)
        others = members.exclude(pk=project.lead_id or 0).exclude(pk__in=present)
        leaving = Organisation.objects.filter(pk__in=present)
        for name, offered in (("joining", others), ("leaving", leaving)):
            field = self.fields[name]
            assert isinstance(field, SeveralField)
            field.queryset = offered.order_by("name")
        if not leaving.exists():
            del self.fields["leaving"]

    def asking(self) -> Asking:
        given = self.cleaned_data
        return Asking(
            self.kind,
            given["words"],
            new_ends_on=given.get("new_ends_on"),
            new_lead=given.get("new_lead"),
            joining=tuple(given.get("joining") or ()),
            leaving=tuple(given.get("leaving") or ()),
        )
