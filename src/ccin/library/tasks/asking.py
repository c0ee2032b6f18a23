"""Looking after questions that nobody has replied to."""

from ccin.access.actor import Actor
from ccin.kernel.progress import Tell
from ccin.library.operations.asking import look_after
from ccin.library.reads.asking import to_be_looked_after


def look_after_questions(by: Actor, tell: Tell) -> str:
    steps = [look_after(topic, by=by) for topic in to_be_looked_after()]
    asked, handed = steps.count("asked"), steps.count("handed")
    if not asked and not handed:
        return ""
    return f"Questions put to the next ones: {asked}, given to staff: {handed}"
