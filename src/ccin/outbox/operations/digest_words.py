"""A digest in words: its subject says what is in it, its text holds it."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ccin.outbox.addresses import reply_address
from ccin.outbox.operations.writing import plain_words
from ccin.outbox.rules.digests import DAILY, WEEKLY, Contents, Conversation, Standing
from ccin.outbox.stopping import stop_link

IN_SUBJECT = 3
GAPS = re.compile(r"\n{3,}")
# Where a reader's own links come into words that are the same for all; for private use in Unicode.
REPLY, MUTE = "\ue000", "\ue001"

# Conversations that were put into words already, for others of one batch who read the same.
Worded = dict[tuple[Conversation, bool, bool, bool], str]


def subject_of(contents: Contents) -> str:
    """“1 for you; 3 new in the Policy Officer Group”; of a single conversation, what it is about:
    a reader sees at once whether it is worth opening."""
    about = [*contents.personal, *(each for part in contents.parts for each in part.conversations)]
    if len(about) == 1:
        return _("%(title)s – %(section)s") % {
            "title": about[0].title,
            "section": about[0].section_title,
        }
    pieces = [
        ngettext("%(count)d new in %(title)s", "%(count)d new in %(title)s", part.count)
        % {"count": part.count, "title": part.title}
        for part in contents.parts
    ]
    if contents.for_you and contents.parts:
        pieces.insert(0, ngettext("%d for you", "%d for you", contents.for_you) % contents.for_you)
    elif contents.for_you:
        pieces = [_for_you_alone(contents)]
    said = "; ".join(pieces[:IN_SUBJECT])
    return _("%(said)s; and more") % {"said": said} if len(pieces) > IN_SUBJECT else said


def _for_you_alone(contents: Contents) -> str:
    """The section where there is one only, else what comes first."""
    count = contents.for_you
    if len(contents.sections) > 1:
        first = contents.personal[0].title
        return _("%(count)d for you: %(title)s, and more") % {"count": count, "title": first}
    said = ngettext("%(count)d for you in %(title)s", "%(count)d for you in %(title)s", count)
    return said % {"count": count, "title": contents.sections[0][1]}


def digest_text(contents: Contents, reader: Standing, how_often: str, worded: Worded) -> str:
    shown = {part.section for part in contents.parts}
    others = [(key, title) for key, title in contents.sections if key not in shown]
    context: dict[str, object] = {
        "name": reader.name,
        "personal": [_words_of(each, reader.key, worded, named=True) for each in contents.personal],
        "others": [{"title": title, "stop": stop_link(reader.key, key)} for key, title in others],
        "parts": [
            {
                "title": part.title,
                "conversations": [
                    _words_of(each, reader.key, worded) for each in part.conversations
                ],
                "stop": stop_link(reader.key, part.section),
            }
            for part in contents.parts
        ],
        "how_often": _how_often(how_often),
    }
    return GAPS.sub("\n\n", plain_words("outbox/letters/digest.md", context))


def _words_of(about: Conversation, key: str, worded: Worded, *, named: bool = False) -> str:
    """Put into words once for all who read the same, since that is most of a digest's cost; `named`
    says its section too. What is this reader's own is put in afterwards."""
    reply = reply_address(about.reply_about, key) if about.reply_about else ""
    mute = stop_link(key, about.thread) if about.thread else ""
    same = (about, named, bool(reply), bool(mute))
    if same not in worded:
        context: dict[str, object] = {
            "about": about,
            "section": about.section_title if named else "",
            "reply": REPLY if reply else "",
            "mute": MUTE if mute else "",
        }
        worded[same] = plain_words("outbox/letters/conversation.md", context)
    return worded[same].replace(REPLY, reply).replace(MUTE, mute)


def _how_often(chosen: str) -> str:
    if chosen == DAILY:
        return _("You chose to get this on each working day on which there is something new.")
    if chosen == WEEKLY:
        return _("You chose to get this once a week.")
    return _(
        "You get this once a week, and on the next working day when something concerns you by name."
    )
