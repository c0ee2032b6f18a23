"""What fictional members are sent and what comes back: two issues of the Members' Update in the
archive and one on its way, announcements, requests about data, addresses that fail, and the digests
of last Tuesday. By what people call; what lies in the past is brought forward with its days."""

import tomllib
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from django.utils import timezone

from ccin.access.actor import Actor
from ccin.accounts.reads.standings import standings
from ccin.demo.library import EDITOR, sent_file, somebody
from ccin.discussion.models import Topic
from ccin.discussion.operations.listening import listen
from ccin.journeys.operations.arrivals import take_in
from ccin.journeys.operations.data_requests import (
    Asked,
    ByPost,
    ask_the_person,
    record_data_request,
)
from ccin.kernel.clock import LONDON, today
from ccin.newsroom.models import Announcement, Issue
from ccin.newsroom.operations.announcements import (
    Wording,
    audience_stamp,
    begin_announcement,
    choose_segment,
    send_announcement,
    write_announcement,
)
from ccin.newsroom.operations.bringing_forward import (
    begin_earlier_issue,
    date_announcement,
    date_issue,
)
from ccin.newsroom.operations.issues import (
    IssueWords,
    change_issue,
    send_issue,
    start_issue,
)
from ccin.newsroom.operations.items import ItemWords, add_item
from ccin.newsroom.reads.issues import stamp_of
from ccin.newsroom.reads.segments import audience_of, segment_of
from ccin.newsroom.rules.segments import Segment
from ccin.outbox.operations.bringing_forward import date_digests, date_notices
from ccin.outbox.operations.choices import choose
from ccin.outbox.operations.digests import send_digests
from ccin.outbox.operations.mailings import write_due
from ccin.outbox.operations.reaching import note_bounce
from ccin.outbox.rules.sections import DIGEST
from ccin.outbox.states import ChoiceHow

FACTS = Path(__file__).resolve().parent / "facts" / "newsroom.toml"
SENT_ON = 24  # of its month, or the working day before
TUESDAY = 1


def write_to_members(*, by: Actor) -> None:
    told = tomllib.loads(FACTS.read_text(encoding="utf-8"))
    for issue in told["issue"]:
        _send_earlier_issue(issue, told["signed_by"], by=by)
    _begin_this_months(told["draft"])
    _announce(told["announcement"], by=by)
    _prepare(told["announcement_draft"])
    for request in told["request"]:
        _ask_about_data(request, by=by)
    _choose(told)
    _send_last_digests(told["told_last_week"]["kinds"], by=by)
    for each in told["not_reached"]:
        note_bounce(each["email"], each["answer"], by=by)
    _arrive(told["arrival"], by=by)


def _send_earlier_issue(told: dict[str, Any], signed_by: str, *, by: Actor) -> None:
    editor = somebody(EDITOR)
    month = _months_ago(told["months_ago"])
    last = Issue.objects.published().first()
    until = _sent_on(month)
    since = last.until if last else until - timedelta(days=30)
    issue = begin_earlier_issue(month, since, until, by=editor)
    _word(issue, told["letter"], signed_by)
    for item in told["item"]:
        add_item(issue, _item(item), by=editor)
    send_issue(issue, seen=stamp_of(issue), by=editor)
    write_due(by=by)
    date_issue(issue, _at(until, 10), by=by)


def _months_ago(number: int) -> date:
    day = today().replace(day=1)
    for _month in range(number):
        day = (day - timedelta(days=1)).replace(day=1)
    return day


def _sent_on(month: date) -> date:
    day = month.replace(day=SENT_ON)
    return day - timedelta(days=max(day.weekday() - 4, 0))


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON)


def _word(issue: Issue, letter: str, signed_by: str) -> None:
    words = IssueWords(issue.title, letter.strip(), signed_by, issue.since)
    change_issue(issue, words, version=issue.version, by=somebody(EDITOR))


def _item(told: dict[str, Any]) -> ItemWords:
    return ItemWords(
        told["kind"],
        told["heading"],
        told["words"].strip(),
        picture_words=told.get("picture_words", ""),
    )


def _begin_this_months(told: dict[str, Any]) -> None:
    """Nobody has signed it yet."""
    issue = start_issue(by=somebody(EDITOR))
    _word(issue, told["letter"], "")
    add_item(issue, _item(told["item"]), picture=sent_file(told["picture"]), by=somebody(EDITOR))


def _announce(told: dict[str, Any], *, by: Actor) -> None:
    made = _prepare(told)
    audience = audience_of(segment_of(made), section=made.section)
    stamp = audience_stamp(audience)
    send_announcement(made, stamp=stamp, version=made.version, by=somebody(EDITOR))
    write_due(by=by)
    date_announcement(made, _at(today() - timedelta(days=told["days_ago"]), 11), by=by)


def _prepare(told: dict[str, Any]) -> Announcement:
    editor = somebody(EDITOR)
    made = begin_announcement(by=editor)
    segment = Segment(classes=tuple(told.get("classes", ())), roles=tuple(told["roles"]))
    choose_segment(made, segment, version=made.version, by=editor)
    words = Wording(told["subject"], told["words"].strip())
    write_announcement(made, words, version=made.version, by=editor)
    return made


def _ask_about_data(told: dict[str, Any], *, by: Actor) -> None:
    asked = Asked(told["kind"], told["words"], told["name"], told["email"])
    came = ByPost(told["came_by"], today() - timedelta(days=told["days_ago"]))
    request = record_data_request(asked, came, by=by)
    if "asked" in told:
        ask_the_person(request, asked=told["asked"], by=by)


def _choose(told: dict[str, Any]) -> None:
    for how in (ChoiceHow.DAILY, ChoiceHow.WEEKLY):
        for email in told["choices"][how]:
            by = somebody(email)
            key = f"person:{by.person}"
            choose(key, DIGEST, how, wording=str(how.label), source="page", by=by)
    topic = Topic.objects.get(title=told["muted"]["topic"], fictional=True)
    by = somebody(told["muted"]["by"])
    listen(topic, wanted=False, wording="Mute this topic", by=by)


def _send_last_digests(kinds: list[str], *, by: Actor) -> None:
    """What is of today waits for the worker, as anywhere."""
    days_since = (today().weekday() - TUESDAY) % 7 or 7
    tuesday = today() - timedelta(days=days_since)
    date_notices(kinds, _at(tuesday - timedelta(days=1), 15, 20), by=by)
    went_at = _at(tuesday, 7, 30)
    send_digests(standings, at=went_at, by=by)
    date_digests(tuesday, went_at, by=by)


def _arrive(told: dict[str, Any], *, by: Actor) -> None:
    """To an address that no letter gave anybody: staff see to it."""
    message = EmailMessage()
    message["From"], message["To"] = told["from"], "office@ccin.example"
    message["Subject"] = told["subject"]
    message["Date"] = timezone.localtime() - timedelta(hours=2)
    message["Message-ID"] = "<spring-gathering@fallowmere.example>"
    message.set_content(told["words"].strip())
    take_in(message.as_bytes(), by=by)
