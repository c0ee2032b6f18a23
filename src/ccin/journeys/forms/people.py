"""Handing over after an election: who stays, who left, who does what."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ccin.accounts.operations.invitations import Invitee
from ccin.design.fields import DayField
from ccin.journeys.operations.hand_over import LEFT, STAYS, HandingOver
from ccin.kernel.clock import today
from ccin.members.models import Representation
from ccin.members.states import RepresentationEnd, RepresentationRole

INVITED = "invited"
REASONS = [
    (reason.value, reason.label) for reason in RepresentationEnd if reason.value != "corrected"
]


def yesterday() -> date:
    return today() - timedelta(days=1)


def _fate(one: Representation) -> forms.ChoiceField:
    roles = [
        (role.value, _("Becomes: %(role)s") % {"role": role.label})
        for role in RepresentationRole
        if role != one.role
    ]
    return forms.ChoiceField(
        label=f"{one.person}, {one.get_role_display()}",
        choices=[(STAYS, _("Stays")), (LEFT, _("Has left")), *roles],
        initial=STAYS,
    )


class HandOverForm(forms.Form):
    """One question for each person, above those that are asked once."""

    main_contact = forms.ChoiceField(
        label=_("Who is the main contact from now on"),
        help_text=_("They keep the public page and the list of people."),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the main contact")},
    )
    last_day = DayField(
        label=_("Last day of those who left or changed their role"),
        help_text=_("Such as the day of the election. Their rights end now."),
        initial=yesterday,
    )
    reason = forms.ChoiceField(label=_("Why"), choices=REASONS, initial=RepresentationEnd.ELECTION)
    name = forms.CharField(
        label=_("Name of a colleague to invite"),
        help_text=_("Such as the new leader. They get a letter with a link."),
        max_length=120,
        required=False,
    )
    email = forms.EmailField(label=_("Their e-mail address"), required=False)
    role = forms.ChoiceField(
        label=_("Their role"),
        choices=[("", _("Choose")), *RepresentationRole.choices],
        required=False,
    )

    def __init__(self, data: Any = None, *, standings: list[Representation]) -> None:
        super().__init__(data)
        self.standings = standings
        for one in standings:
            self.fields[f"fate_{one.pk}"] = _fate(one)
        self.order_fields([f"fate_{one.pk}" for one in standings])
        contact = self.fields["main_contact"]
        assert isinstance(contact, forms.ChoiceField)
        contact.choices = [
            *((str(one.pk), str(one.person)) for one in standings),
            (INVITED, _("The colleague whom I invite below")),
        ]
        contact.initial = next((str(one.pk) for one in standings if one.is_primary), "")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        wanted = given.get("main_contact") == INVITED or any(
            given.get(name) for name in ("name", "email", "role")
        )
        for name, words in (
            ("name", _("Enter the name of the colleague you invite")),
            ("email", _("Enter the e-mail address of the colleague you invite")),
            ("role", _("Choose the role of the colleague you invite")),
        ):
            if wanted and not given.get(name) and name not in self.errors:
                self.add_error(name, words)
        return given

    def handing(self) -> HandingOver:
        given = self.cleaned_data
        leads = given["main_contact"] == INVITED
        invitee = (
            Invitee(given["name"], given["email"], given["role"], is_primary=leads)
            if given["email"]
            else None
        )
        return HandingOver(
            fates={one.pk: given[f"fate_{one.pk}"] for one in self.standings},
            main_contact=None if leads else int(given["main_contact"]),
            last_day=given["last_day"],
            reason=given["reason"],
            invitee=invitee,
        )
