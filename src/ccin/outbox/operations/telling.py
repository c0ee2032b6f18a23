"""Telling people what happened: held for their digest, or at once where they chose so."""

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.outbox.addresses import reply_address
from ccin.outbox.models import Letter, Notice, Telling
from ccin.outbox.operations.writing import Recipient, is_address, plain_words
from ccin.outbox.reads.choices import choices_of
from ccin.outbox.reads.reaching import objecting, unreachable
from ccin.outbox.rules.digests import shortened
from ccin.outbox.rules.envelopes import one_line, subject_line
from ccin.outbox.rules.sections import DIGEST, Section
from ccin.outbox.states import GATHERED, KEPT, SENDING, SENT, ChoiceHow


@transaction.atomic
def tell(  # noqa: PLR0913 - a notice is said in one call, each part by its name
    kind: str,
    *,
    to: Iterable[Recipient],
    section: Section,
    title: str,
    audience: Iterable[str],
    address: str = "",
    thread: str = "",
    personal: bool = False,
    about: str = "",
    reply_about: str = "",
    **context: object,
) -> Notice | None:
    """Hold a notice for the digests of these people, in the caller's transaction.

    `kind` is `room.thing_happened`; the words are `<room>/notices/thing_happened.md`, in Markdown,
    without greeting, and say themselves who did it. On the day of the digest only those are told
    who hold one of the `audience` tokens (those of the search, and `group:7`); `thread` is the
    conversation that they may mute, `about` (`post:9`) by what the notice is taken back,
    `reply_about` (`topic:12`) what they may reply to by mail. Nobody to tell: no notice.
    """
    room, name = kind.split(".")
    said = {"section": section, "title": title, "address": address, **context}
    notice = Notice(
        kind=kind,
        section=section.key,
        section_title=one_line(section.title, what="section")[:200],
        thread=thread,
        title=subject_line(title),
        text=plain_words(f"{room}/notices/{name}.md", said),
        address=one_line(address, what="address"),
        reply_about=reply_about,
        about=about,
        audience=sorted(audience),
        personal=personal,
        written_at=timezone.now(),
    )
    return _give_out(notice, _each_once(to), at_once_allowed=section.at_once_allowed)


def _each_once(to: Iterable[Recipient]) -> dict[str, Recipient]:
    recipients = {each.key: each for each in to}
    if "" in recipients:
        raise ValueError("whoever gets a digest is known by a key")
    return recipients


def _give_out(
    notice: Notice, recipients: Mapping[str, Recipient], *, at_once_allowed: bool
) -> Notice | None:
    if not notice.audience:
        raise ValueError("a notice says who may read it")
    chosen = choices_of(recipients, [notice.section, notice.thread, DIGEST])
    at_once, held = [], []
    for key in recipients:
        how = chosen.get((key, notice.section), ChoiceHow.DIGEST)
        if ChoiceHow.NEVER in {how, chosen.get((key, notice.thread))}:
            continue
        if how == ChoiceHow.AT_ONCE and at_once_allowed:
            at_once.append(key)
        elif chosen.get((key, DIGEST)) != ChoiceHow.NEVER:
            held.append(key)
    unwritten = _write_at_once(notice, [recipients[key] for key in at_once])
    held += [key for key in unwritten if chosen.get((key, DIGEST)) != ChoiceHow.NEVER]
    if not held:
        return None
    notice.save()
    tellings = [Telling(notice=notice, to_key=key) for key in held]
    Telling.objects.bulk_create(tellings, batch_size=1000)
    return notice


def _write_at_once(notice: Notice, to: Sequence[Recipient]) -> list[str]:
    """Letters to those who can be written to; the keys of the others, who wait for a digest, which
    knows what to do about them."""
    emails = [each.email for each in to]
    beyond = unreachable(emails) | objecting(emails) if to else set()
    reached = [
        each for each in to if is_address(each.email) and each.email.strip().lower() not in beyond
    ]
    Letter.objects.bulk_create([_letter(notice, each) for each in reached], batch_size=500)
    return [each.key for each in to if each not in reached]


def _letter(notice: Notice, to: Recipient) -> Letter:
    """The same words as a letter of its own, for those who chose to have them at once."""
    return Letter(
        kind=notice.kind,
        to_key=to.key,
        to_name=one_line(to.name, what="recipient"),
        to_email=to.email,
        subject=notice.title,
        text=plain_words("outbox/letters/told_at_once.md", _said(notice, to)),
        section=notice.section,
        reply_about=notice.reply_about,
        about=notice.about,
        due_at=notice.written_at,
    )


def _said(notice: Notice, to: Recipient) -> dict[str, object]:
    reply = reply_address(notice.reply_about, to.key) if notice.reply_about else ""
    return {"to": to, "notice": notice, "reply": reply}


@transaction.atomic
def take_back_notices(about: str) -> int:
    """A part of an operation that has permitted: what repeats something that was removed or
    changed is told to nobody any more, and no copy of its words stays with us. How many."""
    if not about:
        return 0
    notices = list(Notice.objects.filter(about=about).select_for_update().order_by("pk"))
    tellings = Telling.objects.filter(notice__in=notices).select_for_update().order_by("pk")
    list(tellings.values_list("pk", flat=True))  # a digest that is being gathered is waited for
    taken = _take_out_of_letters(notices) + _take_back_letters(about)
    Telling.objects.filter(notice__in=notices).exclude(state=GATHERED).delete()
    told = Exists(Telling.objects.filter(notice=OuterRef("pk")))
    known = Notice.objects.filter(pk__in=[each.pk for each in notices]).order_by()
    known.filter(told).update(title=Notice.PERSONAL["title"], text=Notice.PERSONAL["text"])
    known.exclude(told).delete()
    return len(notices) + taken


@transaction.atomic
def narrow_notices(section: str, audience: Iterable[str]) -> int:
    """A part of an operation that has permitted: fewer may read a section from now on. What waits
    for a digest and was for all its readers is for these; what was for one person stays so."""
    waiting = Exists(Telling.objects.held().filter(notice=OuterRef("pk")))
    found = Notice.objects.filter(waiting, section=section).select_for_update().order_by("pk")
    notices = [each for each in found if section in each.audience]
    for notice in notices:
        notice.audience = sorted(audience)
    return Notice.objects.bulk_update(notices, ["audience"], batch_size=200)


def _take_out_of_letters(notices: Sequence[Notice]) -> int:
    """From the digests that hold them: those that went are copies of ours, the others go without
    these words."""
    gathered = Telling.objects.filter(notice__in=[each.pk for each in notices], state=GATHERED)
    found = Letter.objects.filter(pk__in=gathered.values("digest__letter"))
    letters = list(found.select_for_update().order_by("pk"))
    for letter in letters:
        for notice in notices:
            words, _is_cut = shortened(notice.text.strip())
            heading, gap = f"### {notice.title}\n", _("This was taken back or changed since.")
            letter.text = letter.text.replace(f"\n\n{words}\n", f"\n\n{gap}\n")
            letter.text = letter.text.replace(heading, "### …\n")
    Letter.objects.bulk_update(letters, ["text"], batch_size=100)
    return len(letters)


def _take_back_letters(about: str) -> int:
    """Of those that told of it at once, what went is emptied, what did not is deleted."""
    letters = Letter.objects.filter(about=about).order_by()
    emptied = letters.filter(state__in=[SENDING, SENT, KEPT]).update(
        subject=Letter.PERSONAL["subject"], text=Letter.PERSONAL["text"]
    )
    deleted, _kinds = letters.exclude(state__in=[SENDING, SENT, KEPT]).delete()
    return emptied + deleted
