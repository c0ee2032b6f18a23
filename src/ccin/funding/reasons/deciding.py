"""Sentences for what the rules of granting answer."""

from django.utils.translation import gettext as _

from ccin.kernel.money import show


def why_not(
    problem: str,
    *,
    amount: int,
    ask: int | None,
    cap: int | None,
    left: int | None,
    budget: int | None,
) -> str:
    words = {
        "nothing_asked": _("The bid does not say how much it asks for, so nothing is granted."),
        "nothing": _("Enter what is granted. To grant nothing, refuse the bid."),
        "more_than_asked": _(
            "%(amount)s is more than the %(ask)s that the bid asks for. Grant that or less."
        ),
        "above_cap": _(
            "%(amount)s is more than the %(cap)s that this round pays for one project. Grant that "
            "or less."
        ),
        "above_left": _(
            "%(amount)s is more than the %(left)s left of the %(budget)s of this strand. Grant "
            "less, or say for which reason the body goes beyond its budget."
        ),
    }
    return words[problem] % {
        "amount": _pounds(amount),
        "ask": _pounds(ask),
        "cap": _pounds(cap),
        "left": _pounds(left),
        "budget": _pounds(budget),
    }


def _pounds(pence: int | None) -> str:
    return "" if pence is None else show(pence, whole=True)
