"""A bid as those who write it, those who judge it and everybody else may see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.accounts.models import Account
from ccin.accounts.reads.actors import main_contacts_of
from ccin.funding.models import Bid, BidFile, BidPartner, Submission
from ccin.funding.models.bids import IN_IT
from ccin.funding.reads.bid_facts import Said, findings_for, is_told, said
from ccin.funding.states import PartnerState
from ccin.governance.models import Matter
from ccin.texts.models import Version

__all__ = ["findings_for", "said_of", "submission_shown", "writers_of"]


@dataclass(frozen=True, slots=True)
class Shown:
    """A bid as it was handed in last, or the parts of it that everybody may read. Partners are as
    they stand now: one that confirmed after it was handed in is counted."""

    number: int
    content: Mapping[str, Any]
    submitted_at: Any
    partners: list[BidPartner]
    files: list[BidFile]
    is_whole: bool

    @property
    def answers(self) -> list[tuple[str, str, bool]]:
        every = self.content["answers"]
        return [tuple(each) for each in every if each[1] and (self.is_whole or each[2])]

    @property
    def starts_on(self) -> date | None:
        return _day(self.content["starts_on"])

    @property
    def ends_on(self) -> date | None:
        return _day(self.content["ends_on"])

    @property
    def cost(self) -> int:
        return sum(amount for _words, amount in self.content["costs"])


def submission_shown(bid: Bid, actor: Actor) -> Shown | None:
    """What was handed in last. Whoever is neither of its writers, nor on staff, nor in a body that
    considers it reads the public answers and the public files alone."""
    last = bid.submissions.order_by("-number").first()
    return None if last is None else shown(last, is_whole=reads_whole(bid, actor))


def shown(submission: Submission, *, is_whole: bool) -> Shown:
    bid = submission.bid
    files = BidFile.objects.filter(bid=bid, pk__in=submission.content["files"])
    partners = bid.partners.filter(state__in=IN_IT if is_whole else [PartnerState.CONFIRMED])
    return Shown(
        number=submission.number,
        content=submission.content,
        submitted_at=submission.submitted_at,
        partners=list(partners.select_related("organisation")),
        files=list((files if is_whole else files.filter(is_public=True)).select_related("upload")),
        is_whole=is_whole,
    )


def reads_whole(bid: Bid, actor: Actor) -> bool:
    """Staff, its writers, and those whom its matter is open to; nobody whom an interest keeps
    out, even once the public reads the rest."""
    if actor.may(Permission.BID_READ_ANY) or is_of_it(bid, actor):
        return True
    if bid.matter_id is None:
        return False
    return Matter.objects.visible_to(actor).filter(pk=bid.matter_id).exists()


def is_of_it(bid: Bid, actor: Actor) -> bool:
    """Whether it is a bid of the actor's own organisation, as lead or as partner."""
    return Bid.objects.written_by(actor).filter(pk=bid.pk).exists()


def may_write(bid: Bid, actor: Actor) -> bool:
    """The people of its lead, and of partners that confirmed."""
    if actor.may(Permission.BID_WRITE, organisation=bid.lead_id):
        return True
    mine = actor.organisations_where(Permission.BID_WRITE)
    confirmed = bid.partners.filter(state=PartnerState.CONFIRMED, organisation__in=mine)
    return bool(mine) and confirmed.exists()


def must_write(bid: Bid, actor: Actor) -> None:
    if not may_write(bid, actor):
        raise PermissionDenied(Permission.BID_WRITE)


def said_of(bid: Bid) -> list[Said]:
    """What is missing and which rule is met, warned of or broken, in words."""
    return said(each for each in findings_for(bid) if is_told(each))


def content_of(bid: Bid) -> dict[str, Any]:
    """What a submission keeps. `keys` are those of records that it names, so that a bid which was
    opened again can go back to it."""
    answers = bid.answers.select_related("question", "text").order_by("question__position", "pk")
    principles = list(bid.principles.select_related("principle").order_by("principle__position"))
    partners = bid.partners.filter(state__in=IN_IT).select_related("organisation")
    contributions = list(bid.contributions.all())
    return {
        "title": bid.title,
        "summary": bid.summary,
        "kind": bid.strand.kind,
        "language": bid.language,
        "lead": [bid.lead_id, bid.lead.name],
        "partners": [[p.organisation_id, p.organisation.name, p.state, p.part] for p in partners],
        "theme": bid.theme.name if bid.theme else "",
        "follows": bid.follows.title if bid.follows else "",
        "ask": bid.ask,
        "starts_on": bid.starts_on.isoformat() if bid.starts_on else None,
        "ends_on": bid.ends_on.isoformat() if bid.ends_on else None,
        "answers": [[a.question.words, a.text.words, a.question.is_public] for a in answers],
        "principles": [[each.principle.name, each.sentence] for each in principles],
        "costs": [[each.words, each.amount] for each in bid.costs.all()],
        "contributions": [
            [each.kind, each.source, each.reference, each.amount, each.is_confirmed]
            for each in contributions
        ],
        "files": list(bid.files.filter(removed_on=None).values_list("pk", flat=True)),
        "keys": {
            "theme": bid.theme_id,
            "follows": bid.follows_id,
            "principles": [each.principle_id for each in principles],
            "contributors": [each.organisation_id for each in contributions],
        },
    }


def writers_of(bid: Bid) -> QuerySet[Account]:
    """The accounts that began or wrote it and are still in use, and the lead's main contacts."""
    texts = bid.answers.order_by().values("text")
    authors = Version.objects.filter(text__in=texts, author__startswith="account:").order_by()
    keys = {author.partition(":")[2] for author in authors.values_list("author", flat=True)}
    accounts = {int(key) for key in keys if key.isdecimal()}
    accounts |= {each.pk for each in main_contacts_of(bid.lead_id)}
    if bid.started_by_id:
        accounts.add(bid.started_by_id)
    return Account.objects.filter(pk__in=accounts, is_active=True).order_by("pk")


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
