"""The dated fact sheet for a council's motion to join: the same words as a page and as a PDF."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ccin.members.reads.figures import Figures
from ccin.members.reads.figures import figures as figures_on
from ccin.members.rules.eligibility import Answer
from ccin.register.models import Authority
from ccin.website.reads.figures import Shown, short, shown_figures, why_they_differ
from ccin.website.reads.join import Check, check


@dataclass(frozen=True, slots=True)
class FactSheet:
    on: date
    live: Figures
    shown: list[Shown]
    asked: Check | None  # the council for which it is made, if one was named

    @property
    def authority(self) -> Authority | None:
        return self.asked.authority if self.asked else None

    @property
    def may_join(self) -> bool:
        return self.asked is not None and self.asked.answer is Answer.MAY_JOIN

    @property
    def day(self) -> str:
        return date_format(self.on, "j F Y")

    @property
    def title(self) -> str:
        if self.authority:
            return _("Fact sheet for %(council)s") % {"council": self.authority.name}
        return _("Fact sheet for a council’s motion to join")

    @property
    def opening(self) -> str:
        return _(
            "%(network)s brings together councils that share power and responsibility with their "
            "residents, and tell each other what works. It began in 2012, has been a Special "
            "Interest Group of the Local Government Association since 2014, and is open to "
            "councils of every political control. The figures are as at %(day)s."
        ) % {"network": settings.NETWORK_NAME, "day": self.day}

    @property
    def brings(self) -> list[str]:
        return [
            _("What other councils have tried, told by the people who tried it."),
            _("Tools, guides and approaches that members make together."),
            _("Conferences and events, a network of officers, and the ear of political leaders."),
            _("A part in Policy Labs and Prototypes: funded work that members lead together."),
            _("A common voice towards government, and a stage for what the council does well."),
        ]

    @property
    def asks(self) -> list[str]:
        return [
            _("A commitment to the co-operative values and the network’s ten principles, with a "
              "self-assessment against them."),
            _("A yearly fee. For a full member the network works it out from two figures that the "
              "council gives, population and controllable budget; invoices go out in September."),
            _("What the council learns, shared with the others; and a named representative (a "
              "proposal: the network has published no rule on it)."),
        ]  # fmt: skip

    @property
    def governance(self) -> list[str]:
        return [
            _("The Executive Oversight Committee runs the network for all members: six to eight "
              "full members, one seat each for the accountable body, the associates and the "
              "affiliates, and one without a vote for the Values and Principles Board."),
            _("The Values and Principles Board looks at every application to join and recommends; "
              "the Committee decides."),
            _("The network has no legal personality of its own: an accountable body, Oldham "
              "Council by the minutes of March 2021, holds its budget and contracts."),
            _("Sources: terms of reference of the Committee and of the Board, adopted by the "
              "annual general meeting on 16 February 2022."),
        ]  # fmt: skip

    @property
    def resolution(self) -> list[str]:
        """A model in our own words; brackets are for the council to fill in."""
        values = {
            "network": settings.NETWORK_NAME,
            "day": self.day,
            "members": _members(self.live),
            "citizens": short(self.live.citizens),
            "people_year": self.live.citizens.year,
            "budget": short(self.live.budget),
            "budget_year": self.live.budget.year,
            "as_a": self.asked.class_in_words if self.asked and self.may_join else _("a member"),
        }
        return [
            sentence % values
            for sentence in (
                _("This council notes that %(network)s had %(members)s on %(day)s, and that its "
                  "full member councils serve %(citizens)s people (%(people_year)s) and spend "
                  "%(budget)s a year (%(budget_year)s)."),
                _("It shares the co-operative values and supports the network’s ten principles, "
                  "by which a council does things with its residents rather than to them."),
                _("It resolves to apply to join as %(as_a)s."),
                _("It asks [the chief executive], with [the leader], to give the network the "
                  "figures it needs, to agree the fee within the approved budget and to apply."),
                _("It names [councillor] as its representative and [officer] as lead officer."),
                _("It asks for a report to [committee] within a year of joining: what membership "
                  "cost, what it brought, and whether to go on."),
            )
        ]  # fmt: skip

    @property
    def differences(self) -> list[str]:
        """Where another number is in print."""
        return [
            _("%(name)s: %(live)s here, %(published)s in %(source)s (%(as_at)s).")
            % {
                "name": one.figure.name,
                "live": one.differs.live,
                "published": one.differs.published,
                "source": one.differs.snapshot.source,
                "as_at": one.differs.snapshot.as_at_text,
            }
            for one in self.shown
            if one.differs
        ]

    @property
    def why_different(self) -> list[str]:
        return why_they_differ(self.shown)

    @property
    def check_at(self) -> str:
        return f"{settings.SITE_ADDRESS.rstrip('/')}/figures/?on={self.on:%Y-%m-%d}"

    @property
    def members_by_class(self) -> list[tuple[str, str]]:
        """The members by name, for the back of the sheet."""
        return [
            (figure.name, ", ".join(line.name for line in self.live.in_class(figure.key)))
            for figure in (self.live.full, self.live.associate, self.live.affiliate)
        ]


def _members(live: Figures) -> str:
    counted = (
        ngettext("%d full member", "%d full members", live.full.value) % live.full.value,
        ngettext("%d associate", "%d associates", live.associate.value) % live.associate.value,
        ngettext("%d affiliate", "%d affiliates", live.affiliate.value) % live.affiliate.value,
    )
    return _("%s, %s and %s") % counted


def fact_sheet(on: date, *, authority: str = "") -> FactSheet:
    live = figures_on(on)
    asked = check({"authority": authority}, on=on) if authority else None
    return FactSheet(on, live, shown_figures(live), asked if asked and asked.authority else None)


def as_paper(sheet: FactSheet) -> Mapping[str, Any]:
    """What the Typst template shows."""
    return {
        "title": sheet.title,
        "made_on": sheet.day,
        "opening": sheet.opening,
        "figures": [[one.short, one.figure.name] for one in sheet.shown if one.key != "supporters"],
        "computed": [
            [one.figure.name, one.exact, one.figure.year, one.figure.definition, one.figure.source]
            for one in sheet.shown
        ],
        "reasons": sheet.asked.reasons if sheet.asked else [],
        "measures": [
            [
                str(one.get_kind_display()),
                _amount(one.kind, one.value),
                one.year,
                f"{one.definition}. {one.source}",
            ]
            for one in (sheet.asked.measures if sheet.asked else ())
        ],
        "alike": [near.member.name for near in (sheet.asked.alike if sheet.asked else ())],
        "brings": sheet.brings,
        "asks": sheet.asks,
        "governance": sheet.governance,
        "resolution": sheet.resolution,
        "differences": sheet.differences,
        "why_different": sheet.why_different,
        "check_at": sheet.check_at,
        "members": sheet.members_by_class,
        "words": _words(),
    }


def _amount(kind: str, value: int) -> str:
    return f"{value:,}" if kind == "population" else f"£{value:,}"


def _words() -> dict[str, str]:
    """The headings of the paper, so that they are translated like everything else."""
    return {
        "may": _("Which class is open, and why"),
        "yours": _("The two figures that decide the fee"),
        "alike": _("Members most like it"),
        "brings": _("What membership brings"),
        "asks": _("What it asks"),
        "governance": _("How it is governed"),
        "resolution": _("A model resolution"),
        "model": _("In our own words, for the council to change. Brackets are to be filled in."),
        "computed": _("How the figures were computed"),
        "figure": _("Figure"),
        "value": _("Value"),
        "year": _("Year"),
        "definition": _("Definition and source"),
        "differs": _("Where other numbers are in print"),
        "why": _("Why they differ"),
        "check": _("Check these figures, and the list behind each, at"),
        "members": _("Members on that day"),
    }
