"""What a resource is, who may read it, how good its evidence is, and how it becomes public."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ccin.access.permissions import Permission
from ccin.kernel.lifecycle import Lifecycle, Move


class ResourceKind(TextChoices):
    CASE_STUDY = "case_study", _("Case study")
    TOOL = "tool", _("Tool")
    GUIDE = "guide", _("Guide")
    REPORT = "report", _("Report")
    PRESENTATION = "presentation", _("Presentation")
    WEBINAR = "webinar", _("Webinar")
    VIDEO = "video", _("Video")
    NEWSLETTER = "newsletter", _("Newsletter")
    SYNTHESIS = "synthesis", _("Synthesis")


class Visibility(TextChoices):
    PUBLIC = "public", _("Everyone")
    MEMBERS = "members", _("Members")
    CLASS = "class", _("One class of member")
    BODY = "body", _("One body of the network")


class EvidenceLevel(TextChoices):
    """How it is known that something changed: the network's proposal, weakest first."""

    NOT_STATED = "", _("Not stated")
    TOLD = "1_told", _("Told: people involved say so")
    COUNTED = "2_counted", _("Counted: numbers were kept")
    COMPARED = "3_compared", _("Compared: with before, or with places that did not")
    EVALUATED = "4_evaluated", _("Evaluated: by somebody independent")


class Licence(TextChoices):
    OGL = "ogl-3", _("Open Government Licence 3.0")
    CC_BY = "cc-by-4", _("Creative Commons Attribution 4.0")
    OWNER = "owner", _("All rights with its owner; ask before using it")


class PartnerRole(TextChoices):
    PARTNER = "partner", _("With")
    WORKING_WITH = "working_with", _("Working with")  # the council an affiliate worked with
    MAINTAINER = "maintainer", _("Maintained by")  # whose people accept changes to a tool


class ResourceState(TextChoices):
    DRAFT = "draft", _("Being written")
    SUBMITTED = "submitted", _("With the editor")
    PUBLISHED = "published", _("Published")
    ARCHIVED = "archived", _("Archived")
    TAKEN_DOWN = "taken_down", _("Taken down")
    DISCARDED = "discarded", _("Given up")


DRAFT, SUBMITTED, PUBLISHED, ARCHIVED, TAKEN_DOWN, DISCARDED = ResourceState
READABLE = frozenset({PUBLISHED, ARCHIVED})  # an archived one is read with a word that it is old

RESOURCE = Lifecycle(
    name="resource",
    start=DRAFT,
    moves={
        "write": Move(frozenset({DRAFT}), DRAFT, needs=Permission.RESOURCE_WRITE),
        # What is written on a published resource shows with its next release.
        "revise": Move(frozenset({PUBLISHED}), PUBLISHED, needs=Permission.RESOURCE_WRITE),
        "submit": Move(frozenset({DRAFT}), SUBMITTED, needs=Permission.RESOURCE_WRITE),
        "offer_changes": Move(frozenset({PUBLISHED}), PUBLISHED, needs=Permission.RESOURCE_WRITE),
        "return": Move(frozenset({SUBMITTED}), DRAFT, needs=Permission.RESOURCE_PUBLISH),
        "edit": Move(frozenset({SUBMITTED}), SUBMITTED, needs=Permission.RESOURCE_PUBLISH),
        "publish": Move(
            frozenset({DRAFT, SUBMITTED, PUBLISHED, ARCHIVED}),
            PUBLISHED,
            needs=Permission.RESOURCE_PUBLISH,
        ),
        "review": Move(frozenset({PUBLISHED}), PUBLISHED, needs=Permission.RESOURCE_WRITE),
        "archive": Move(frozenset({PUBLISHED}), ARCHIVED, needs=Permission.RESOURCE_PUBLISH),
        "take_down": Move(
            frozenset({PUBLISHED, ARCHIVED}), TAKEN_DOWN, needs=Permission.RESOURCE_TAKE_DOWN
        ),
        "discard": Move(frozenset({DRAFT, SUBMITTED}), DISCARDED, needs=Permission.RESOURCE_WRITE),
    },
)


class SectionName(TextChoices):
    """What a busy officer asks of a case study."""

    PROBLEM = "problem", _("What was the problem?")
    DONE = "done", _("What was done?")
    BY_WHOM = "by_whom", _("Who did it?")
    COST = "cost", _("What did it cost?")
    CHANGED = "changed", _("What changed?")
    KNOWN = "known", _("How is that known?")
    WRONG = "wrong", _("What went wrong?")
    AGAIN = "again", _("What would you do again, and what not?")
    ABOUT = "about", _("What is it?")
    USE = "use", _("How is it used?")
    FINDINGS = "findings", _("What was found?")
    GAPS = "gaps", _("What is not known yet?")


S = SectionName
_CASE_STUDY = (S.PROBLEM, S.DONE, S.BY_WHOM, S.COST, S.CHANGED, S.KNOWN, S.WRONG, S.AGAIN)
SECTIONS: dict[str, tuple[SectionName, ...]] = {
    ResourceKind.CASE_STUDY: _CASE_STUDY,
    ResourceKind.TOOL: (S.ABOUT, S.USE),
    ResourceKind.GUIDE: (S.ABOUT, S.USE),
    ResourceKind.REPORT: (S.ABOUT, S.FINDINGS),
    ResourceKind.PRESENTATION: (S.ABOUT,),
    ResourceKind.WEBINAR: (S.ABOUT,),
    ResourceKind.VIDEO: (S.ABOUT,),
    ResourceKind.NEWSLETTER: (S.ABOUT,),
    ResourceKind.SYNTHESIS: (S.ABOUT, S.FINDINGS, S.GAPS),
}


class ReadState(TextChoices):
    """Whether the words of a file could be read for the search."""

    WAITING = "waiting", _("To be read")
    READ = "read", _("Read")
    READ_IN_PART = "in_part", _("Read in part: it is very long")
    NO_WORDS = "no_words", _("It holds pictures of words only")
    UNREADABLE = "unreadable", _("Its words cannot be read")


class Criterion(TextChoices):
    """What an editor checks before publishing a case study."""

    COMPLETE = "complete", _("Complete: every section says something of its own")
    PLAIN = "plain", _("Plain: somebody outside the council understands it")
    IMPLEMENTED = "implemented", _("Implemented: it was done, not only planned")
    EVIDENCE = "evidence", _("Evidence: what changed, and how that is known")
    CONTACT = "contact", _("Contact: somebody to ring")
