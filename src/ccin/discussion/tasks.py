"""What the worker does for groups: telling them what is new, and taking people in by their post."""

from ccin.access.actor import Actor
from ccin.discussion.operations.groups import welcome_by_post
from ccin.discussion.operations.telling import tell_of_what_is_new
from ccin.discussion.reads.telling import groups_with_roles
from ccin.kernel.progress import Tell


def tell_groups(by: Actor, tell: Tell) -> str:
    told = tell_of_what_is_new(by=by)
    return f"Topics and replies told to their groups: {told}" if told else ""


def take_people_in(by: Actor, tell: Tell) -> str:
    taken = sum(welcome_by_post(group, by=by) for group in groups_with_roles())
    return f"People taken into groups by their post: {taken}" if taken else ""
