"""The words for how a project stands, in which ways it slips and what it still lacks."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def status_in_words(status: str) -> str:
    return {
        "agreed": _("Agreement offered"),
        "in_delivery": _("In delivery"),
        "extended": _("In delivery, extended"),
        "report_due": _("Final report due"),
        "report_overdue": _("Final report overdue"),
        "reported": _("Final report received"),
        "accepted": _("Final report accepted"),
        "published": _("Published, to be turned into something others can use"),
        "closed": _("Closed"),
        "terminated": _("Ended early"),
        "past": _("Past project"),
    }[status]


def slip_in_words(slip: str, days: int, count: int = 1) -> str:
    values = {"days": days, "count": count}
    if slip == "moved":
        return (
            ngettext(
                "Its end has moved by %(days)d day since it was agreed",
                "Its end has moved by %(days)d days since it was agreed",
                days,
            )
            % values
        )
    if slip == "late_milestones":
        return (
            ngettext(
                "%(count)d milestone is late, for %(days)d days",
                "%(count)d milestones are late, the first for %(days)d days",
                count,
            )
            % values
        )
    if slip == "report_overdue":
        return (
            ngettext(
                "Its final report is overdue by %(days)d day",
                "Its final report is overdue by %(days)d days",
                days,
            )
            % values
        )
    return _("Nothing was said of how it goes for %(days)d days") % values


def lack_in_words(lack: str) -> str:
    return {
        "agreement": _("The lead has not accepted the agreement yet."),
        "report": _("The final report has not been handed in."),
        "acceptance": _("The final report has not been accepted."),
        "publication": _("The final report has not been published in the library."),
        "for_others": _(
            "Nothing that others can use has come of it yet: link a case study, a tool or a "
            "webinar that everybody can read in the library."
        ),
    }[lack]
