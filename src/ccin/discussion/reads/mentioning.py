"""What somebody is told after they wrote: who is told of it by name, and who cannot be."""

from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.discussion.models import Post, Topic
from ccin.discussion.reads.mentions import named_in, not_told
from ccin.discussion.rules.mentions import folded, named_in_vain
from ccin.members.models import Person


def told_by(topic: Topic, post: Post | None, actor: Actor) -> list[str]:
    assert topic.group is not None
    words = post.words if post else f"{topic.title}\n{topic.words}"
    named = named_in(words, topic.group)
    people = dict(Person.objects.filter(pk__in=named.keys).values_list("pk", "name"))
    told = sorted(name for key, name in people.items() if key != actor.person)
    unheard = not_told(words, topic.group, actor)
    known = {folded(name) for name in [*people.values(), *named.unclear, *unheard]}
    said = []
    if told:
        said.append(_("Told by name: %(names)s") % {"names": ", ".join(told)})
    for name in sorted(named.unclear):
        said.append(
            _(
                "More than one person is called %(name)s, so nobody is told. Add the organisation "
                "in brackets: @%(name)s (Anytown Council)"
            )
            % {"name": name}
        )
    for name in unheard:
        said.append(_("%(name)s was not told: they cannot read this group.") % {"name": name})
    for name in named_in_vain(words, known):
        said.append(
            _(
                "Nobody called “%(name)s” may read this, so nobody is told. Is the name whole, and "
                "do they belong to the group?"
            )
            % {"name": name}
        )
    return said
