"""What somebody gets by e-mail, and what they chose of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.accounts.models import Account
from ccin.discussion.models import Group
from ccin.discussion.reads.group_pages import own_belongings
from ccin.governance.models import Body
from ccin.outbox import sections as known
from ccin.outbox.models import Digest
from ccin.outbox.reads.choices import choices_of, titles_of
from ccin.outbox.reads.reaching import objecting, unreachable
from ccin.outbox.rules.digests import NEVER, how_often, how_wanted
from ccin.outbox.rules.sections import DIGEST, Section
from ccin.outbox.states import ChoiceHow

LAST_DIGESTS = 5


@dataclass(frozen=True, slots=True)
class Wanted:
    """A section that somebody can have, and how they have it."""

    section: Section
    about: str  # what comes under it, in a sentence
    how: str
    is_letter: bool = False  # never in a digest: the Update

    @property
    def name(self) -> str:
        return self.section.key.replace(":", "_")


@dataclass(frozen=True, slots=True)
class LettersWanted:
    how_often: str
    has_chosen: bool
    sections: tuple[Wanted, ...]
    muted: tuple[tuple[str, str], ...]  # a conversation's key, and its title
    digests: tuple[Digest, ...]
    objects: bool
    is_unreachable: bool


def keys_of(account: Account) -> list[str]:
    """By what somebody is known to those who write to them."""
    own = [f"account:{account.pk}"]
    return [f"person:{account.person_id}", *own] if account.person_id else own


def letters_wanted(account: Account, actor: Actor) -> LettersWanted:
    """In at most eight queries, however much somebody belongs to."""
    keys = keys_of(account)
    chosen = choices_of(keys)
    emails = {account.email.lower()}
    if account.person:
        emails |= {account.person.email.lower()} - {""}
    muted = [
        key for (_key, key), how in chosen.items() if key.startswith("topic:") and how == NEVER
    ]
    titles = titles_of(muted)
    sent = Digest.objects.filter(to_key__in=keys).exclude(letter=None).select_related("letter")
    return LettersWanted(
        how_often=how_often(keys, chosen),
        has_chosen=any(section == DIGEST for _key, section in chosen),
        sections=tuple(_sections(actor, keys, chosen)),
        muted=tuple((key, titles.get(key, "")) for key in sorted(set(muted))),
        digests=tuple(sent[:LAST_DIGESTS]),
        objects=bool(objecting(emails)),
        is_unreachable=bool(unreachable(emails)),
    )


def _sections(
    actor: Actor, keys: list[str], chosen: Mapping[tuple[str, str], ChoiceHow]
) -> list[Wanted]:
    def wanted(section: Section, about: str, *, is_letter: bool = False) -> Wanted:
        return Wanted(section, about, how_wanted(keys, section.key, chosen), is_letter)

    group = _("What is written in this group.")
    body = _("What this body is asked, and what it decides.")
    found = [wanted(known.of_group(each.pk, each.name), group) for each in _groups_of(actor)]
    bodies = Body.objects.filter(pk__in=list(actor.body_roles)).order_by("name", "pk")
    found += [wanted(known.of_body(each.pk, each.name), body) for each in bodies]
    if actor.may_somewhere(Permission.TOPIC_READ):
        found.append(wanted(known.questions(), _("Questions that may concern you, and replies.")))
    found.append(wanted(known.library(), _("What is new in what you follow or maintain.")))
    if actor.organisation_roles:
        found.append(wanted(known.membership(), _("What happens around your membership.")))
    if actor.is_staff:
        found.append(wanted(known.work(), _("What waits for those who hold your role.")))
    staff = _("Letters of the network’s staff to many: events, chances, deadlines.")
    found.append(wanted(known.announcements(), staff, is_letter=True))
    found.append(wanted(known.update(), _("What happened in a month."), is_letter=True))
    return found


def _groups_of(actor: Actor) -> list[Group]:
    own = own_belongings(actor).select_related("group").order_by("group__name", "group")
    return [belonging.group for belonging in own]
