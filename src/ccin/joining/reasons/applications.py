"""What an application still lacks, in words."""

from django.utils.translation import gettext_lazy as _

FIELDS = {
    "name": _("the name"),
    "applicant_name": _("your name"),
    "applicant_job_title": _("your job title or office"),
    "standing": _("how the group stands on its council"),
    "intention": _("what the group intends"),
    "decision_on": _("the day on which it was decided to join"),
    "decision_by": _("who decided"),
    "decision_reference": _("the minute reference"),
    "population": _("population"),
    "budget": _("controllable budget"),
    "work": _("what your organisation does"),
    "why": _("why you want to join"),
}
LACKS = {
    "field_empty": _("Still to say: %(about)s"),
    "figure_unlikely": _(
        "Far from the register’s figure: %(about)s. Correct it, or say why it differs"
    ),
    "principle_unanswered": _("Not answered: %(about)s"),
    "sentence_missing": _("No sentence yet that shows it: %(about)s"),
    "role_unnamed": _("Still to name: %(about)s"),
    "main_contact_unknown": _("Choose one main contact"),
    "unfinished": _("Something you typed cannot be used yet; open the page to see what"),
}


def lack_in_words(lack: str, about: str) -> str:
    return str(LACKS[lack]) % {"about": FIELDS.get(about, about)}
