"""How far somebody has read the topics they opened since they signed in. It stands in their own
session, since opening a page changes no record."""

from datetime import datetime

from ccin.access.actor import ActorRequest
from ccin.discussion.reads.topic_pages import TopicPage

KEY = "topics_read"
AT_MOST = 100  # the latest


def seen_by(request: ActorRequest) -> dict[int, datetime]:
    kept = request.session.get(KEY, {}) if request.actor.is_signed_in else {}
    return {int(key): datetime.fromisoformat(until) for key, until in kept.items()}


def note_seen(request: ActorRequest, shown: TopicPage) -> None:
    """Up to the last reply on the page that was shown."""
    posts = list(shown.page.object_list)
    until = posts[-1].posted_at if posts else shown.topic.asked_at
    seen = seen_by(request)
    before = seen.pop(shown.topic.pk, None)
    if not shown.standing.belongs or (before and before >= until):
        return
    latest = [*seen.items(), (shown.topic.pk, until)][-AT_MOST:]
    request.session[KEY] = {str(key): moment.isoformat() for key, moment in latest}
