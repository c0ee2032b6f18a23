"""Makes applications to join up to a number, and prints what to measure as whom: `python
bench/applications.py 500`. Never on real data.
"""

import json
import os
import sys
from datetime import timedelta
from itertools import cycle, islice

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ccin.project.settings")
django.setup()

from django.urls import reverse  # noqa: E402 - after the set-up
from django.utils import timezone  # noqa: E402 - the same

from ccin.access.permissions import Role  # noqa: E402 - the same
from ccin.accounts.models import Account, RoleHeld  # noqa: E402 - the same
from ccin.governance.models import Matter, Procedure  # noqa: E402 - the same
from ccin.governance.reads.procedures import running  # noqa: E402 - the same
from ccin.governance.states import FOR_DECISION, SeatRole  # noqa: E402 - the same
from ccin.joining.models import Application  # noqa: E402 - the same
from ccin.joining.states import (  # noqa: E402 - the same
    OPEN_APPLICATIONS,
    UNDER_CONSIDERATION,
    ApplicationState,
)
from ccin.kernel.clock import today  # noqa: E402 - the same
from ccin.members.states import MembershipClass  # noqa: E402 - the same


def make_applications(wanted: int) -> None:
    """In every state in turn; those under consideration each with a matter before its bodies."""
    began = timezone.now() - timedelta(days=20)
    missing = max(0, wanted - Application.objects.count())
    states = islice(cycle(ApplicationState), missing)
    made = Application.objects.bulk_create(
        Application(
            name=f"Measured Applicant {number}",
            body_key=f"name:measured {number}",
            membership_class=MembershipClass.AFFILIATE,
            state=state,
            started_at=began,
            changed_at=began + timedelta(minutes=number),
            closed_at=None if state in OPEN_APPLICATIONS else timezone.now(),
            fictional=True,
        )
        for number, state in enumerate(states)
    )
    bring([each for each in made if each.state == UNDER_CONSIDERATION])


def bring(applications: list[Application]) -> None:
    """As those of the demonstration are brought: by the same powers, half before each body."""
    route = a_matter()
    matters = Matter.objects.bulk_create(
        Matter(
            kind=route.kind,
            title=each.name,
            url_name="joining:application",
            url_key=str(each.pk),
            recommended_under=route.recommended_under,
            decided_under=route.decided_under,
            state=("for_recommendation", "for_decision")[number % 2],
            opened_at=each.changed_at,
            waits_since=each.changed_at,
        )
        for number, each in enumerate(applications)
    )
    for application, matter in zip(applications, matters, strict=True):
        application.matter = matter
    Application.objects.bulk_update(applications, ["matter"])


def a_matter() -> Matter:
    """One of the demonstration's own on which a body has spoken and another decides."""
    spoken = Matter.objects.filter(state=FOR_DECISION, recommendations__isnull=False)
    return spoken.filter(url_name="joining:application").order_by("pk")[0]


def voter_in(procedure: Procedure) -> Account:
    """Somebody whose ballot it is."""
    votes = procedure.votes.filter(left_at=None, appointment__seat__role=SeatRole.VOTING)
    people = votes.values("appointment__person")
    return Account.objects.filter(person__in=people).order_by("pk")[0]


def to_measure() -> list[tuple[str, str, int]]:
    """What each page is called, its address, and the account that asks for it."""
    procedure = running()[0]
    officers = RoleHeld.objects.current_on(today()).filter(role=Role.MEMBERSHIP_OFFICER)
    officer = officers.order_by("pk")[0].account_id
    application = Application.objects.get(matter=a_matter())
    voter = voter_in(procedure).pk
    return [
        ("pipeline, board", reverse("joining:applications"), officer),
        ("pipeline, table", reverse("joining:applications_table"), officer),
        ("application page", application.get_absolute_url(), officer),
        ("body's page", reverse("governance:body", args=[procedure.body.slug]), officer),
        ("voting page", reverse("governance:procedure", args=[procedure.pk]), voter),
        ("desk of a body's member", reverse("desk:home"), voter),
    ]


if __name__ == "__main__":
    make_applications(int(sys.argv[1]))
    print(json.dumps(to_measure()))
