"""Doors of the newsroom: the Members' Update. A row as in `tests/architecture/doors.py`."""

from ccin.access.permissions import P
from ccin.newsroom.models import Issue
from ccin.newsroom.operations.issue_letters import stop_issue
from ccin.newsroom.operations.issues import send_issue
from ccin.newsroom.reads.issues import stamp_of
from tests.actors import EDITOR
from tests.architecture.door import OPEN, At, Door
from tests.factories import IssueFactory, ItemFactory, MembershipFactory, RepresentationFactory
from tests.newsroom.pictures import with_a_picture


def a_draft() -> At:
    return At({"pk": IssueFactory(ready=True, holding=1).pk})


def an_item_of_a_draft() -> At:
    item = ItemFactory()
    return At({"pk": item.issue_id, "item": item.pk})


def an_issue() -> At:
    return At({"month": IssueFactory(sent=True).slug})


def an_item() -> At:
    item = ItemFactory(issue__sent=True)
    return At({"month": item.issue.slug, "slug": item.slug})


def an_item_with_a_picture() -> At:
    item = with_a_picture(ItemFactory(issue__sent=True))
    return At({"month": item.issue.slug, "slug": item.slug})


def one_that_went() -> At:
    issue = IssueFactory(ready=True, holding=1)
    RepresentationFactory(organisation=MembershipFactory().organisation)
    send_issue(issue, seen=stamp_of(issue), by=EDITOR)
    return At({"pk": issue.pk})


def one_that_was_stopped() -> At:
    at = one_that_went()
    stop_issue(Issue.objects.get(**at.kwargs), "A slip", by=EDITOR)
    return at


ROWS: dict[str, Door] = {
    "newsroom:updates": Door(OPEN),
    "newsroom:updates_feed": Door(OPEN),
    "newsroom:issue": Door(OPEN, at=an_issue),
    "newsroom:item": Door(OPEN, at=an_item),
    "newsroom:item_picture": Door(OPEN, at=an_item_with_a_picture),
    "newsroom:write_updates": Door(P.UPDATE_WRITE),
    "newsroom:start_issue": Door(post=P.UPDATE_WRITE),
    "newsroom:work_issue": Door(P.UPDATE_WRITE, at=a_draft),
    "newsroom:gather_issue": Door(post=P.UPDATE_WRITE, at=a_draft),
    "newsroom:change_issue": Door(P.UPDATE_WRITE, P.UPDATE_WRITE, at=a_draft),
    "newsroom:preview_issue": Door(P.UPDATE_WRITE, at=a_draft),
    "newsroom:issue_letter": Door(P.UPDATE_WRITE, at=a_draft),
    "newsroom:send_issue": Door(P.MAILING_SEND, P.MAILING_SEND, at=a_draft),
    "newsroom:discard_issue": Door(post=P.UPDATE_WRITE, at=a_draft),
    "newsroom:try_issue": Door(post=P.MAILING_SEND, at=a_draft),
    "newsroom:issue_people": Door(P.MAILING_SEND, at=one_that_went),
    "newsroom:stop_issue": Door(
        P.MAILING_SEND, P.MAILING_SEND, at=one_that_went, data=lambda: {"because": "Wrong"}
    ),
    "newsroom:go_on_with_issue": Door(post=P.MAILING_SEND, at=one_that_was_stopped),
    "newsroom:resend_issue": Door(post=P.LETTER_RESEND, at=one_that_went),
    "newsroom:add_item": Door(P.UPDATE_WRITE, P.UPDATE_WRITE, at=a_draft),
    "newsroom:change_item": Door(P.UPDATE_WRITE, P.UPDATE_WRITE, at=an_item_of_a_draft),
    "newsroom:include_item": Door(post=P.UPDATE_WRITE, at=an_item_of_a_draft),
    "newsroom:move_item": Door(post=P.UPDATE_WRITE, at=an_item_of_a_draft),
    "newsroom:remove_item": Door(post=P.UPDATE_WRITE, at=an_item_of_a_draft),
}
