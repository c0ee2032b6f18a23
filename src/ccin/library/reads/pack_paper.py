"""A pack as one PDF: its cover, its foreword, what it holds by page, and each study whole."""

from collections import OrderedDict
from collections.abc import Hashable, Sequence
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from ccin.design import pdf
from ccin.design.prose import blocks
from ccin.files.states import ScanState
from ccin.library.models import Pack
from ccin.library.reads.packs import Study, studies_of

BELOW_A_SECTION = 4  # a study's title is a heading of level 2, its sections of level 3
MOST_PAPERS = 4  # kept in memory: setting sixty studies takes a moment
_papers: OrderedDict[Hashable, bytes] = OrderedDict()


def paper_of(pack: Pack) -> bytes:
    """Set anew whenever anything in it has changed: what is no longer for everybody drops out with
    the next request."""
    studies = tuple(studies_of(pack))
    versions = tuple(study.resource.version for study in studies)
    place = (pack.pk, pack.version, settings.DEMO, get_language(), studies, versions)
    paper = _papers.pop(place, None)
    if paper is None:
        paper = pdf.render("library/pack.typ", as_paper(pack, studies))
    _papers[place] = paper
    for oldest in list(_papers)[:-MOST_PAPERS]:
        _papers.pop(oldest, None)
    return paper


def cover_of(pack: Pack) -> bytes:
    """Nothing where there is none, where a scanner found it harmful, or where it is lost."""
    upload = pack.cover
    if upload is None or upload.scan == ScanState.INFECTED:
        return b""
    try:
        with upload.file.open("rb") as file:
            return bytes(file.read())
    except FileNotFoundError:
        return b""


def as_paper(pack: Pack, studies: Sequence[Study]) -> dict[str, Any]:
    number = len(studies)
    one, many = "%(number)d study from the network", "%(number)d studies from the network"
    return {
        "title": pack.title,
        "made_on": date_format(pack.published_on, "j F Y") if pack.published_on else "",
        "is_draft": not pack.is_published,
        "fictional": any(study.resource.fictional for study in studies),
        "cover": list(cover_of(pack)),
        "cover_words": pack.cover_words,
        "opening": ngettext(one, many, number) % {"number": number},
        "foreword": blocks(pack.foreword, 3),
        "foreword_by": pack.foreword_by,
        "studies": [_study(study) for study in studies],
        "words": {
            "draft": _("A draft: this pack is not published yet."),
            "fictional": _("Some of these studies are invented, to show what a pack looks like."),
            "foreword": _("Foreword"),
            "contents": _("Contents"),
            "principles": _("Principles it puts into practice"),
            "more": _("More about it"),
        },
    }


def _study(study: Study) -> dict[str, Any]:
    resource = study.resource
    facts = [
        (_("Year of the work: %s"), resource.year),
        (_("How it is known what changed: %s"), study.evidence),
        (_("Contact: %s"), resource.contact_line),
        (_("Published: %s"), date_format(study.released_on, "j F Y")),
    ]
    return {
        "title": study.title,
        "language": resource.language,
        "by": _("%s (fictional)") % study.by if resource.fictional and study.by else study.by,
        "summary": study.summary,
        "sections": [
            [heading, blocks(words, BELOW_A_SECTION)] for heading, words in study.sections
        ],
        "principles": study.principles,
        "facts": [words % value for words, value in facts if value],
        "address": f"{settings.SITE_ADDRESS}{resource.get_absolute_url()}",
    }
