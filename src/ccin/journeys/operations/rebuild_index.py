"""The search index made anew from what every room holds now."""

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.discussion.models import Topic
from ccin.funding.operations.finding import index_funding
from ccin.funding.reads.found import KINDS as FUNDED
from ccin.kernel.progress import Tell, quietly
from ccin.library.models import Resource
from ccin.library.operations.indexing import reindex_library
from ccin.library.operations.indexing_questions import index_question
from ccin.library.reads.indexing import key_of
from ccin.members.operations.finding import index_members
from ccin.members.reads.found import KINDS
from ccin.search.operations import rebuild_words, remove_entry
from ccin.search.reads import entries_of, keys_held


def rebuild_index(*, by: Actor, tell: Tell = quietly) -> int:
    """Every room hands over its entries again, what no room knows goes, and all words are weighed
    and counted anew. What can be found stays so meanwhile; run twice, it changes nothing more."""
    by.must(Permission.INDEX_WRITE)
    reindex_library(by=by)
    for topic in Topic.objects.to_the_network().order_by("pk"):
        index_question(topic)
    index_members(by=by)
    index_funding(by=by)
    for key in sorted(keys_held() - _known()):
        remove_entry(key)
    return rebuild_words(by=by, tell=tell)


def _known() -> set[str]:
    resources = {key_of(each) for each in Resource.objects.order_by("pk")}
    questions = {
        f"discussion.topic:{pk}"
        for pk in Topic.objects.to_the_network().values_list("pk", flat=True)
    }
    return resources | questions | entries_of(KINDS | FUNDED).keys()
