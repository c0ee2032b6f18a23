"""What a synthesis cites: chosen, put in order, each with what is taken from it."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.audit.operations import record
from ccin.kernel.errors import Refused
from ccin.library.models import Citation, Resource
from ccin.library.operations.resources import lock_to_write
from ccin.library.reads.reading import readable_by
from ccin.library.rules.order import step
from ccin.library.states.resources import ResourceKind

MOST_CITED = 100
LONGEST = 400


@transaction.atomic
def cite(synthesis: Resource, works: Iterable[Resource], *, by: Actor) -> int:
    """At the end, in the order given; what is cited already stays where it is. Only what whoever
    cites may read."""
    lock_to_write(synthesis, by=by)
    if synthesis.kind != ResourceKind.SYNTHESIS:
        raise Refused(_("Only a synthesis cites other works."))
    held = set(synthesis.citations.values_list("cited_id", flat=True))
    wanted = [each for each in dict.fromkeys(works) if each.pk not in held]
    keys = [each.pk for each in wanted]
    readable = set(readable_by(by).filter(pk__in=keys).values_list("pk", flat=True))
    if synthesis.pk in keys or not readable.issuperset(keys):
        raise Refused(_("Choose only other works that are published and that you may read."))
    if len(held) + len(wanted) > MOST_CITED:
        raise Refused(
            _("A synthesis cites at most %(most)s works. Make two of it.") % {"most": MOST_CITED}
        )
    last = synthesis.citations.order_by("-position").values_list("position", flat=True).first()
    begin = 0 if last is None else last + 1
    Citation.objects.bulk_create(
        Citation(synthesis=synthesis, cited=each, position=begin + number)
        for number, each in enumerate(wanted)
    )
    record(by, "library.works_cited", synthesis, concerning=wanted, number=len(wanted))
    return len(wanted)


@transaction.atomic
def say_what_is_learned(citation: Citation, words: str, *, by: Actor) -> None:
    lock_to_write(citation.synthesis, by=by)
    citation.refresh_from_db()
    words = " ".join(words.replace("\x00", "").split())
    if len(words) > LONGEST:
        raise Refused(_("Say it in %(most)s characters or fewer.") % {"most": LONGEST})
    if words == citation.learned:
        return
    citation.learned = words
    citation.save(update_fields=["learned"])
    record(by, "library.learning_said", citation.synthesis, concerning=[citation.cited])


@transaction.atomic
def move_citation(citation: Citation, *, up: bool, by: Actor) -> None:
    """One place up or down; at the end of the list nothing moves."""
    synthesis = citation.synthesis
    lock_to_write(synthesis, by=by)
    found = list(synthesis.citations.order_by("position", "pk"))
    if not step(found, citation, up=up):
        return
    for position, each in enumerate(found):
        each.position = position
    Citation.objects.bulk_update(found, ["position"])
    record(by, "library.citation_moved", synthesis, concerning=[citation.cited], up=up)


@transaction.atomic
def cite_no_more(citation: Citation, *, by: Actor) -> None:
    """Left out twice is as good as once."""
    lock_to_write(citation.synthesis, by=by)
    gone, _kinds = citation.synthesis.citations.filter(pk=citation.pk).delete()
    if gone:
        record(by, "library.citation_left_out", citation.synthesis, concerning=[citation.cited])
