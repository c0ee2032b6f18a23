"""`{% load history %}{% history record %}`: what happened to it, for those who may read that."""

from datetime import date
from typing import Any

from django import template
from django.db import models
from django.template import Context
from django.utils.formats import date_format

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.reads.history import history_of

register = template.Library()

SHOWN = 30  # the page of all entries has the rest


@register.inclusion_tag("audit/history_of_record.html", takes_context=True)
def history(context: Context, record: models.Model) -> dict[str, Any]:
    actor: Actor | None = context.get("actor")
    if actor is None or not actor.may(Permission.HISTORY_READ):
        return {"may_read": False}
    found = history_of(record, limit=SHOWN + 1, actor=actor)
    return {
        "may_read": True,
        "lines": found[:SHOWN],
        "has_more": len(found) > SHOWN,
        "kind": record._meta.label,
        "key": record.pk,
    }


@register.filter
def day(text: object) -> str:
    """`2026-11-23`, as entries keep it, as 23 November 2026; what is no day as it is."""
    try:
        return date_format(date.fromisoformat(str(text)), "j F Y")
    except ValueError:
        return str(text)
