"""Codes of the history in words."""

from django import template

from ccin.members.states import (
    EndReason,
    MembershipClass,
    OrganisationKind,
    RepresentationEnd,
    RepresentationRole,
    SubKind,
)

register = template.Library()

LABELS = {
    value: label
    for choices in (
        OrganisationKind,
        MembershipClass,
        SubKind,
        EndReason,
        RepresentationRole,
        RepresentationEnd,
    )
    for value, label in choices.choices
}


@register.filter
def called(code: str) -> str:
    """The label of a code of this room, in the middle of a sentence; other texts as they are."""
    if code not in LABELS:
        return code
    label = str(LABELS[code])
    return label[:1].lower() + label[1:]


@register.filter
def field(name: str) -> str:
    """`sub_kind` as it is read: sub kind."""
    return name.replace("_", " ")
