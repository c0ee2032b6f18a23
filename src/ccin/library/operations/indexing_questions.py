"""What of a question can be found, and by whom: its own words and what is shown of the replies."""

from django.urls import reverse

from ccin.design.prose import plain
from ccin.discussion.models import Topic
from ccin.discussion.states import ANSWERED, REMOVED
from ccin.library.models import QuestionSubject
from ccin.members.states import MEMBER_CLASSES
from ccin.search.operations import remove_entry, write_entry
from ccin.search.rules import Entry

KIND = "question"
# Supporters hold a class too, but questions are for members and staff.
AUDIENCE = frozenset({"staff", *(f"class:{each}" for each in MEMBER_CLASSES)})
SUMMARY = 300


def index_question(topic: Topic) -> None:
    """Part of the operation that changed it. What was removed is found by nobody."""
    key = f"discussion.topic:{topic.pk}"
    if topic.state == REMOVED:
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
                *(("theme", theme.name) for theme in themes),
                ("year", str(topic.asked_at.year)),
                ("answered", "yes" if topic.state == ANSWERED else "no"),
            ),
            dated_on=topic.asked_at.date(),
            fictional=topic.fictional,
        )
    )
