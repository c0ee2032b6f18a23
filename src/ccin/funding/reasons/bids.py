"""The rules of a round in words: what is missing, what is met, and what to do about the others."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ccin.kernel.clock import LONDON
from ccin.kernel.money import show
from ccin.members.states import MembershipClass, SubKind

Values = Mapping[str, Any]

MET, WARNED, BROKEN, MISSING = "met", "warned", "broken", "missing"  # as the rules say it


def in_words(rule: str, level: str, values: Values) -> str:
    return WORDS[rule](level, values)


def amount(pence: int) -> str:
    return show(pence, whole=True)


def moment(when: datetime) -> str:
    """To the second, since a bid may be late by one."""
    return date_format(when.astimezone(LONDON), "j F Y, H:i:s")


def too_late(closes_at: datetime, now: datetime) -> str:
    return _(
        "Bids closed at %(closes)s, and it is %(now)s by our clock. What you wrote is kept; if you "
        "handed your bid in before, what you handed in last stands."
    ) % {"closes": moment(closes_at), "now": moment(now)}


def not_open(opens_at: datetime | None) -> str:
    if opens_at is None:
        return _("This round is not open for bids.")
    return _("This round opens for bids at %(opens)s.") % {"opens": moment(opens_at)}


def standing_in_words(standing: str) -> str:
    """`associate:parish` as “Associate (Town, parish or community council)”."""
    membership_class, _colon, kind = standing.partition(":")
    if not membership_class:
        return _("not a member today")
    label = str(MembershipClass(membership_class).label)
    return f"{label} ({SubKind(kind).label})" if kind else label


def _lead_class(level: str, values: Values) -> str:
    may = ", ".join(standing_in_words(each) for each in values["may"])
    if level == MET:
        return _("The lead may lead it: %(may)s.") % {"may": may}
    return _(
        "In this round it may be led by: %(may)s. The lead is: %(standing)s. Ask a partner who may "
        "to lead it, and begin the bid from there; you can take part as a partner."
    ) % {"may": may, "standing": standing_in_words(values["is"])}


def _one_lead(level: str, values: Values) -> str:
    most = ngettext("at most %d project", "at most %d projects", values["most"]) % values["most"]
    if level == MET:
        return _("A member leads %(most)s at a time, and the lead keeps to that.") % {"most": most}
    if level == WARNED:
        return _(
            "A member leads %(most)s at a time. What the lead leads now is planned to end before "
            "this begins; say in the bid what happens if it takes longer."
        ) % {"most": most}
    return _(
        "A member leads %(most)s at a time, and the lead has that already. Let it begin after the "
        "other one ends, or ask a partner to lead this one."
    ) % {"most": most}


def _summary(level: str, values: Values) -> str:
    if level == MET:
        return _("It says in a sentence or two what it is about.")
    return _("Say in one or two sentences what it is about.")


def _theme(level: str, values: Values) -> str:
    return {
        MET: _("It belongs to a theme of the round."),
        MISSING: _("Choose the theme of the round that it belongs to."),
    }.get(level, _("Its theme is none of this round. Choose one of the round’s."))


def _days(level: str, values: Values) -> str:
    if level == BROKEN:
        return _("It ends before it begins. Put the days right.")
    return _("Say when it is planned to begin and to end.")


def _length(level: str, values: Values) -> str:
    given = {"months": values["months"], "latest": _day(values["latest"])}
    if level == MET:
        return _("It takes no longer than %(months)s months.") % given
    return _("It may take %(months)s months, so that it ends on %(latest)s at the latest.") % given


def _answer(level: str, values: Values) -> str:
    return _("Answer: %(question)s") % values


def _answer_length(level: str, values: Values) -> str:
    return _("%(question)s Your answer has %(words)s words; shorten it to %(limit)s.") % values


def _principles(level: str, values: Values) -> str:
    if level == MET:
        return _("It says which principles it lives by.")
    return _("Say of at least one principle, in a sentence, how the project lives by it.")


def _partners(level: str, values: Values) -> str:
    if level == MET:
        return _("%(confirmed)s other members take part; %(recommended)s are recommended.") % values
    return (
        _(
            "%(recommended)s other members are recommended, and %(confirmed)s confirmed so far. "
            "You can hand it in all the same."
        )
        % values
    )


def _partners_waiting(level: str, values: Values) -> str:
    names = ", ".join(values["names"])
    return _("Not confirmed, and not counted until they are: %(names)s.") % {"names": names}


def _ask(level: str, values: Values) -> str:
    return _("Say how much you ask for.")


def _cap(level: str, values: Values) -> str:
    given = {"ask": amount(values["ask"]), "cap": amount(values["cap"])}
    if level == MET:
        return _("You ask for no more than %(cap)s.") % given
    return _("You ask for %(ask)s; one project gets %(cap)s at most. Ask for less.") % given


def _minimum(level: str, values: Values) -> str:
    given = {"ask": amount(values["ask"]), "minimum": amount(values["minimum"])}
    if level == MET:
        return _("You ask for no less than %(minimum)s.") % given
    return _("You ask for %(ask)s; in this round one project gets %(minimum)s at least.") % given


def _costs(level: str, values: Values) -> str:
    return _("Say what it costs, a line for each thing.")


def _adds_up(level: str, values: Values) -> str:
    given = {"cost": amount(values["cost"]), "paid": amount(values["paid"])}
    given["gap"] = amount(abs(values["gap"]))
    if level == MET:
        return _("The budget adds up: it costs %(cost)s, and that is paid for.") % given
    if values["gap"] > 0:
        return (
            _(
                "It costs %(cost)s, but what you ask for and what others give comes to %(paid)s. "
                "%(gap)s are missing: lower the costs, or say who pays."
            )
            % given
        )
    return (
        _(
            "It costs %(cost)s, but what you ask for and what others give comes to %(paid)s. That "
            "is %(gap)s too much: ask for less, or add what it is spent on."
        )
        % given
    )


def _counted_twice(level: str, values: Values) -> str:
    return _("%(gift)s is counted twice. Take one of the two lines out.") % {"gift": _gift(values)}


def _counted_elsewhere(level: str, values: Values) -> str:
    return _(
        "%(gift)s is counted in another bid of this round too. Make sure that yours has it."
    ) % {"gift": _gift(values)}


def _not_promised(level: str, values: Values) -> str:
    return _("Not promised in writing yet, of what others give: %(amount)s.") % {
        "amount": amount(values["amount"])
    }


def _gift(values: Values) -> str:
    named = (
        f"{values['source']} ({values['reference']})" if values["reference"] else values["source"]
    )
    return f"{named}, {amount(values['amount'])}"


def _day(day: date) -> str:
    return date_format(day, "j F Y")


WORDS: dict[str, Callable[[str, Values], str]] = {
    "lead_class": _lead_class,
    "one_lead": _one_lead,
    "summary": _summary,
    "theme": _theme,
    "days": _days,
    "length": _length,
    "answer": _answer,
    "answer_length": _answer_length,
    "principles": _principles,
    "partners": _partners,
    "partners_waiting": _partners_waiting,
    "ask": _ask,
    "cap": _cap,
    "minimum": _minimum,
    "costs": _costs,
    "adds_up": _adds_up,
    "counted_twice": _counted_twice,
    "counted_elsewhere": _counted_elsewhere,
    "not_promised": _not_promised,
}
