"""Reminding leads of what their projects wait for, until it is done."""

from django.db import transaction

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.funding.models import Project
from ccin.funding.notices import projects as notices
from ccin.funding.operations.projects import lock, parties
from ccin.funding.reads.asked import asked_of_lead
from ccin.funding.rules.projects import may_remind
from ccin.kernel.clock import today


@transaction.atomic
def remind_of_project(project: Project, *, by: Actor) -> bool:
    """At most every four weeks, and only while something is asked of the lead; whether it was."""
    lock(project)
    by.must(Permission.PROJECT_KEEP)
    asked = asked_of_lead(project) if may_remind(project.reminded_on, today()) else []
    if not asked:
        return False
    project.reminded_on = today()
    project.save(update_fields=["reminded_on"])
    record(by, "funding.project_reminded", project, concerning=parties(project))
    notices.project_reminded(project, asked)
    return True
