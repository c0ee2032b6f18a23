"""Codes of the history in words."""

from django import template

from ccin.governance.states import AppointmentEnd, MatterKind, Office, Outcome, Step

register = template.Library()

LABELS = {
    value: label
    for choices in (AppointmentEnd, MatterKind, Office, Outcome, Step)
    for value, label in choices.choices
}


@register.filter
def called(code: str) -> str:
    """The label of a code of this room, in the middle of a sentence; other texts as they are."""
    label = str(LABELS.get(code, code))
    return label[:1].lower() + label[1:]


@register.filter
def field(name: str) -> str:
    """`reports_to` as it is read: reports to."""
    return name.replace("_", " ")
