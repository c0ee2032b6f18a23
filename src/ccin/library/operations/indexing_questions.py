"""What of a question can be found, and by whom: its own words and what is shown of the replies."""

from django.db import transaction
from django.urls import reverse

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.design.prose import plain
from ccin.discussion.models import Topic
from ccin.discussion.states import REMOVED
from ccin.kernel.progress import Tell
from ccin.library.models import QuestionSubject
from ccin.library.reads.asking import AUDIENCE
from ccin.library.reasons.finding import OTHER_KINDS
from ccin.search.operations import remove_entry, write_entry
from ccin.search.rules import Entry

KIND = "question"
SUMMARY = 300


def index_question(topic: Topic) -> None:
    """Part of the operation that changed it. What was removed is found by nobody, and
    what a group talks about is not the library's."""
    key = f"discussion.topic:{topic.pk}"
    if topic.state == REMOVED or topic.group_id:
        remove_entry(key)
        return
    subject = QuestionSubject.objects.filter(topic=topic).first()
    themes = subject.themes.prefetch_related("synonyms") if subject else []
    posts = [plain(post.words) for post in topic.posts.shown()]
    answer = topic.answer
    write_entry(
        Entry(
            key=key,
            kind=KIND,
            title=topic.title,
            url=reverse("library:question", args=[topic.pk]),
            audience=AUDIENCE,
            summary=plain(answer.words if answer else topic.words)[:SUMMARY],
            body="\n\n".join([plain(topic.words), *posts]),
            also=" ".join(one.words for theme in themes for one in theme.synonyms.all()),
            facets=(
                ("kind", str(OTHER_KINDS[KIND])),
                *(("theme", theme.name) for theme in themes),
                ("year", str(topic.asked_at.year)),
            ),
            dated_on=topic.asked_at.date(),
            fictional=topic.fictional,
        )
    )


def index_due_questions(*, by: Actor, tell: Tell) -> int:
    """Those of which a theme changed; one at a time, so that nobody waits for all of them."""
    by.must(Permission.INDEX_WRITE)
    done = 0
    while _index_one():
        done += 1
        tell(done)
    return done


@transaction.atomic
def _index_one() -> bool:
    due = QuestionSubject.objects.filter(index_due=True).select_for_update(of=("self",))
    subject = due.select_related("topic").order_by("pk").first()
    if subject is None:
        return False
    subject.index_due = False
    subject.save(update_fields=["index_due"])
    index_question(subject.topic)
    return True
