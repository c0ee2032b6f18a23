"""The answers of a bid, written together: one holds the pen, nobody's words are overwritten."""

from django.db import transaction

from ccin.access.actor import Actor
from ccin.audit.operations import record
from ccin.funding.models import Answer
from ccin.funding.operations.bids import lock_to_write, touch
from ccin.funding.rules.pasted import plain_words
from ccin.kernel.errors import Refused, Stale
from ccin.texts.operations.writing import let_go, save_text, take_lease


@transaction.atomic
def save_answer(answer: Answer, words: str, *, version: int, by: Actor) -> None:
    """Save it as the next version, and keep the pen. Whatever a word processor left around the
    words is taken off; where the round closed meanwhile the words are given back."""
    words = plain_words(words)
    try:
        lock_to_write(answer.bid, by=by)
    except Refused as refusal:
        raise Stale(str(refusal), sent={"words": words}) from None
    if not save_text(answer.text, words, version=version, by=by):
        return
    touch(answer.bid)
    answer.bid.save(update_fields=["changed_at", "version"])
    number = answer.text.version
    record(by, "funding.bid_answer_saved", answer.bid, answer=answer.pk, version=number)


@transaction.atomic
def take_pen(answer: Answer, *, by: Actor) -> None:
    lock_to_write(answer.bid, by=by)
    take_lease(answer.text, by=by)
    record(by, "funding.bid_pen_taken", answer.bid, answer=answer.pk)


@transaction.atomic
def put_pen_down(answer: Answer, *, by: Actor) -> None:
    lock_to_write(answer.bid, by=by)
    let_go(answer.text, by=by)
    record(by, "funding.bid_pen_put_down", answer.bid, answer=answer.pk)
