"""A segment as a sentence, and why somebody in it gets no letter."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ccin.newsroom.rules.segments import (
    ASSESSMENT,
    CONTACTS,
    MAIN_CONTACT,
    QUESTION,
    WELCOME,
    Segment,
)
from ccin.outbox.rules import mailings

ROLES: dict[str, Promise] = {
    MAIN_CONTACT: gettext_lazy("main contacts"),
    "leader": gettext_lazy("leaders"),
    "portfolio_holder": gettext_lazy("portfolio holders"),
    "group_leader": gettext_lazy("group leaders"),
    "chief_executive": gettext_lazy("chief executives"),
    "lead_officer": gettext_lazy("lead officers"),
    "policy_officer": gettext_lazy("policy officers"),
    "finance_contact": gettext_lazy("finance contacts"),
    "representative": gettext_lazy("representatives"),
}
CLASSES: dict[str, Promise] = {
    "full": gettext_lazy("full members"),
    "associate": gettext_lazy("associates"),
    "affiliate": gettext_lazy("affiliates"),
    "supporter": gettext_lazy("supporters"),
}
SUB_KINDS: dict[str, Promise] = {
    "principal_council": gettext_lazy("principal councils"),
    "combined_authority": gettext_lazy("combined authorities"),
    "pcc": gettext_lazy("Police and Crime Commissioners"),
    "parish": gettext_lazy("town, parish or community councils"),
    "minority_group": gettext_lazy("minority administrations"),
    "opposition_group": gettext_lazy("opposition groups"),
    "group": gettext_lazy("groups of councillors whose standing is not recorded"),
    "elected_authority": gettext_lazy("other elected authorities"),
}
UNANSWERED: dict[str, Promise] = {
    CONTACTS: gettext_lazy("have been asked to confirm their contacts and have not"),
    WELCOME: gettext_lazy("have not finished their welcome list"),
    ASSESSMENT: gettext_lazy("have not assessed themselves within a year"),
    QUESTION: gettext_lazy("have not answered a question put to them by name"),
}
LEFT_OUT: dict[str, Promise] = {
    mailings.NO_ADDRESS: gettext_lazy("No e-mail address is recorded."),
    mailings.SAME_ADDRESS: gettext_lazy(
        "Somebody before them on the list has the same address: one copy goes there."
    ),
    mailings.UNSUBSCRIBED: gettext_lazy("They unsubscribed from letters of this kind."),
    mailings.OBJECTS: gettext_lazy("They object to all e-mail that need not be sent."),
    mailings.GIVEN_UP: gettext_lazy(
        "Letters to the address came back for good. Correct the address first."
    ),
}


@dataclass(frozen=True, slots=True)
class Names:
    """Of the records that a segment names, by key."""

    themes: Mapping[int, str] = field(default_factory=dict)
    groups: Mapping[int, str] = field(default_factory=dict)
    bodies: Mapping[int, str] = field(default_factory=dict)
    organisations: Mapping[int, str] = field(default_factory=dict)
    missed: Mapping[int, str] = field(default_factory=dict)


def either(words: Iterable[object]) -> str:
    return _joined(words, _("%(first)s or %(last)s"))


def both(words: Iterable[object]) -> str:
    return _joined(words, _("%(first)s and %(last)s"))


def _joined(words: Iterable[object], pattern: str) -> str:
    *first, last = [str(each) for each in words] or [""]
    return pattern % {"first": ", ".join(first), "last": last} if first else last


def in_words(segment: Segment, names: Names) -> str:
    """“Policy officers of full members in Wales who have not …”; nothing where none is chosen."""
    if segment.is_empty:
        return ""
    parts = [_who(segment), *_where(segment, names), *_and_who(segment, names)]
    return capfirst(" ".join(parts))


def _who(segment: Segment) -> str:
    classes = [CLASSES[each] for each in segment.classes]
    members = both(classes) if classes else _("members")
    if not segment.roles:
        return _("all who stand for %(members)s") % {"members": members}
    roles = both(ROLES[each] for each in segment.roles)
    return _("%(roles)s of %(members)s") % {"roles": roles, "members": members}


def _where(segment: Segment, names: Names) -> Iterable[str]:
    if segment.sub_kinds:
        kinds = either(SUB_KINDS[each] for each in segment.sub_kinds)
        yield _("that are %(kinds)s") % {"kinds": kinds}
    if segment.organisations:
        found = _called(segment.organisations, names.organisations)
        yield _("by the name of %(names)s") % {"names": found}
    if segment.nations or segment.regions:
        yield _("in %(places)s") % {"places": either([*segment.nations, *segment.regions])}
    if segment.themes:
        found = _called(segment.themes, names.themes)
        yield _("that published, adopted or asked on %(themes)s") % {"themes": found}


def _and_who(segment: Segment, names: Names) -> Iterable[str]:
    conditions = []
    if segment.groups:
        found = _called(segment.groups, names.groups)
        conditions.append(_("belong to %(groups)s") % {"groups": found})
    if segment.bodies:
        found = _called(segment.bodies, names.bodies)
        conditions.append(_("sit in %(bodies)s") % {"bodies": found})
    if segment.unanswered:
        conditions.append(either(UNANSWERED[each] for each in segment.unanswered))
    if segment.missed:
        found = _called(segment.missed, names.missed, quoted=True)
        conditions.append(_("were not sent %(announcements)s") % {"announcements": found})
    if conditions:
        all_of_them = _(", and who ").join(conditions)
        pattern = _("who %(conditions)s") if segment.roles else _("and who %(conditions)s")
        yield pattern % {"conditions": all_of_them}


def _called(keys: Iterable[int], names: Mapping[int, str], *, quoted: bool = False) -> str:
    found = [names.get(key, _("something that is not there any more")) for key in keys]
    return either(f"“{name}”" if quoted else name for name in found)
