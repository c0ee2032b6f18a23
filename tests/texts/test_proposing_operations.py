"""Proposals for a paragraph: made, taken up with credit, declined, withdrawn, renewed."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.kernel.errors import Refused
from ccin.texts.models import Comment, Proposal, Text
from ccin.texts.operations.proposing import (
    MOST_OPEN,
    Change,
    accept_proposal,
    comment_on,
    decline_proposal,
    propose,
    renew_proposal,
    settle_comment,
    withdraw_proposal,
)
from ccin.texts.states import ACCEPTED, DECLINED, OPEN, WITHDRAWN
from tests.actors import EDITOR, OFFICER
from tests.factories import TextFactory

AUTHOR = Actor("account:11", "Nia Author")
OLD, NEW = "The council listened.", "The council listened and wrote it down."


@pytest.mark.django_db
def test_an_accepted_proposal_is_the_next_version_credited_to_its_author() -> None:
    text = TextFactory()
    proposal = propose(text, Change(OLD, NEW, "So that it is kept"), by=AUTHOR)

    version = accept_proposal(proposal, answer="Thank you", by=EDITOR)

    text.refresh_from_db()
    assert text.words == f"Residents asked for it.\n\n{NEW}"
    assert (text.version, version.number, version.words) == (2, 2, text.words)
    assert (version.author, version.author_name) == ("account:11", "Nia Author")
    assert (proposal.state, proposal.answer) == (ACCEPTED, "Thank you")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("before", "after", "left"),
    [
        (OLD, "", "Residents asked for it."),
        ("", "And now?", f"Residents asked for it.\n\n{OLD}\n\nAnd now?"),
    ],
)
def test_a_paragraph_is_left_out_or_added(before: str, after: str, left: str) -> None:
    text = TextFactory()

    accept_proposal(propose(text, Change(before, after), by=AUTHOR), by=EDITOR)

    text.refresh_from_db()
    assert text.words == left


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "says"),
    [
        (Change("", " \n "), "Enter the words"),
        (Change(OLD, f" {OLD}\r\n"), "the words that stand there now"),
        (Change("Never said.", "Said."), "changed this paragraph meanwhile"),
        (Change(OLD, "x" * 10_001), "too long"),
    ],
)
def test_what_changes_nothing_or_fits_nowhere_is_refused(change: Change, says: str) -> None:
    text = TextFactory()

    with pytest.raises(Refused, match=says):
        propose(text, change, by=AUTHOR)

    assert not Proposal.objects.exists()


@pytest.mark.django_db
def test_nobody_floods_a_text_with_proposals() -> None:
    text = TextFactory()
    for number in range(MOST_OPEN):
        propose(text, Change("", f"Number {number}."), by=AUTHOR)

    with pytest.raises(Refused, match="many proposals"):
        propose(text, Change("", "One more."), by=AUTHOR)
    propose(text, Change("", "Of somebody else."), by=OFFICER)

    assert text.proposals.count() == MOST_OPEN + 1


@pytest.mark.django_db
def test_a_paragraph_that_changed_takes_no_proposal_until_it_is_renewed() -> None:
    text = TextFactory()
    first = propose(text, Change(OLD, NEW), by=AUTHOR)
    second = propose(text, Change(OLD, "Nobody listened."), by=OFFICER)
    accept_proposal(second, by=EDITOR)

    with pytest.raises(Refused, match="has changed since"):
        accept_proposal(first, by=EDITOR)
    renewed = renew_proposal(first, Change("Nobody listened.", NEW), by=AUTHOR)
    accept_proposal(renewed, by=EDITOR)

    text.refresh_from_db()
    assert text.words.endswith(NEW)
    assert first.state == WITHDRAWN


@pytest.mark.django_db
def test_while_somebody_writes_nothing_is_accepted() -> None:
    until = timezone.now() + timedelta(minutes=10)
    text = TextFactory(holder="account:12", holder_name="Wyn Writer", held_until=until)
    proposal = propose(text, Change(OLD, NEW), by=AUTHOR)

    with pytest.raises(Refused, match="Wyn Writer"):
        accept_proposal(proposal, by=EDITOR)
    Text.objects.update(held_until=timezone.now() - timedelta(minutes=1))
    accept_proposal(proposal, by=EDITOR)

    assert proposal.state == ACCEPTED


@pytest.mark.django_db
def test_whoever_holds_the_pen_accepts() -> None:
    until = timezone.now() + timedelta(minutes=10)
    text = TextFactory(holder=EDITOR.key, holder_name=EDITOR.name, held_until=until)

    proposal = propose(text, Change(OLD, NEW), by=AUTHOR)
    accept_proposal(proposal, by=EDITOR)

    assert proposal.state == ACCEPTED


@pytest.mark.django_db
def test_declining_needs_an_answer() -> None:
    proposal = propose(TextFactory(), Change(OLD, NEW), by=AUTHOR)

    with pytest.raises(Refused, match="Say why"):
        decline_proposal(proposal, answer="  ", by=EDITOR)
    decline_proposal(proposal, answer="It says so above.", by=EDITOR)

    assert (proposal.state, proposal.answer) == (DECLINED, "It says so above.")


@pytest.mark.django_db
def test_only_its_author_withdraws_it() -> None:
    proposal = propose(TextFactory(), Change(OLD, NEW), by=AUTHOR)

    with pytest.raises(PermissionDenied):
        withdraw_proposal(proposal, by=EDITOR)
    proposal.refresh_from_db()
    assert proposal.state == OPEN

    withdraw_proposal(proposal, by=AUTHOR)
    assert proposal.state == WITHDRAWN


@pytest.mark.django_db
def test_what_is_answered_stays_answered() -> None:
    proposal = propose(TextFactory(), Change(OLD, NEW), by=AUTHOR)
    withdraw_proposal(proposal, by=AUTHOR)

    with pytest.raises(Refused, match="answered already"):
        accept_proposal(proposal, by=EDITOR)
    with pytest.raises(Refused, match="answered already"):
        decline_proposal(proposal, answer="No.", by=EDITOR)
    with pytest.raises(Refused, match="answered already"):
        withdraw_proposal(proposal, by=AUTHOR)


@pytest.mark.django_db
def test_a_comment_is_about_a_paragraph_the_whole_or_a_proposal() -> None:
    text = TextFactory()
    proposal = propose(text, Change(OLD, NEW), by=AUTHOR)

    comment_on(text, OLD, " Who? ", by=AUTHOR)
    comment_on(text, "", "Good.", by=AUTHOR)
    comment_on(text, "", "Agreed.", proposal=proposal, by=EDITOR)

    assert [(each.about, each.words, each.proposal) for each in Comment.objects.all()] == [
        (OLD, "Who?", None),
        ("", "Good.", None),
        ("", "Agreed.", proposal),
    ]


@pytest.mark.django_db
def test_a_comment_says_something_about_what_is_there() -> None:
    text = TextFactory()

    with pytest.raises(Refused, match="Enter your comment"):
        comment_on(text, OLD, " ", by=AUTHOR)
    with pytest.raises(Refused, match="changed this paragraph"):
        comment_on(text, "Never said.", "Who?", by=AUTHOR)


@pytest.mark.django_db
def test_a_comment_is_settled_once() -> None:
    comment = comment_on(TextFactory(), "", "Good.", by=AUTHOR)

    settle_comment(comment, by=EDITOR)
    first = comment.settled_at
    settle_comment(comment, by=EDITOR)

    assert first is not None
    assert comment.settled_at == first


def at_once(acts: list[Callable[[], object]]) -> list[str]:
    def one(act: Callable[[], object]) -> str:
        try:
            act()
        except Refused as refusal:
            return str(refusal)[:20]
        else:
            return "done"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as together:
        return sorted(together.map(one, acts))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_accept_for_one_paragraph_one_is_told_that_it_has_changed() -> None:
    text = TextFactory()
    keys = [
        propose(text, Change(OLD, words), by=AUTHOR).pk for words in ("It heard.", "It nodded.")
    ]

    told = at_once(
        [lambda key=key: accept_proposal(Proposal.objects.get(pk=key), by=EDITOR) for key in keys]
    )

    assert told == ["The paragraph has ch", "done"]
    assert Text.objects.get().version == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_who_accept_the_same_proposal_one_is_told_that_it_is_answered() -> None:
    key = propose(TextFactory(), Change(OLD, NEW), by=AUTHOR).pk

    told = at_once([lambda: accept_proposal(Proposal.objects.get(pk=key), by=EDITOR)] * 2)

    assert told == ["This proposal has be", "done"]
