"""What helps to answer each question, by the names of the sections."""

from django.utils.translation import gettext_lazy as _

HINTS = {
    "problem": _(
        "What was wrong, for whom, and how many? A reader elsewhere asks: is that our problem too?"
    ),
    "done": _("What you did, in order, so that somebody could begin the same on Monday."),
    "by_whom": _("Which team, which partners, which residents; who decided, who did the work."),
    "cost": _(
        "Money and time, to begin and each year, and where they came from. An estimate that says "
        "it is one helps more than nothing."
    ),
    "changed": _("What is different now, for whom. Numbers with their year, or what people say."),
    "known": _(
        "How you know it: what was counted, compared or asked, by whom. “We do not know yet” is an "
        "honest answer."
    ),
    "wrong": _("What did not work, or took longer. This is what readers thank you for most."),
    "again": _("What you would do the same way, and what not."),
    "about": _("What it is, whom it is for, and what it helps them to do."),
    "use": _("How to begin with it, what one needs, how long it takes."),
    "findings": _("What was found, the most important first."),
    "gaps": _("What nobody knows yet, and who might find out."),
}
