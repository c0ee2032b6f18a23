"""Looking after questions that nobody has replied to, and after how they are found."""

from ccin.access.actor import Actor
from ccin.kernel.progress import Tell
from ccin.library.models import QuestionSubject
from ccin.library.operations.asking import look_after
from ccin.library.operations.indexing_questions import index_due_questions
from ccin.library.reads.asking import to_be_looked_after


def look_after_questions(by: Actor, tell: Tell) -> str:
    steps = [look_after(topic, by=by) for topic in to_be_looked_after()]
    asked, handed = steps.count("asked"), steps.count("handed")
    if not asked and not handed:
        return ""
    return f"Questions put to the next ones: {asked}, given to staff: {handed}"


def index(by: Actor, tell: Tell) -> str:
    done = index_due_questions(by=by, tell=tell)
    return f"Questions told to the search: {done}" if done else ""


def is_any_to_index() -> bool:
    return QuestionSubject.objects.filter(index_due=True).exists()
