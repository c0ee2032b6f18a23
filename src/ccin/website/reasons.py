"""Words for what the pages compute."""

from django.utils.translation import gettext_lazy as _

AS_A = {
    "full": _("a full member"),
    "associate": _("an associate"),
    "affiliate": _("an affiliate"),
    "supporter": _("a supporter"),
}
CLASS_WORDS = {
    "full": _("Full"),
    "associate": _("Associate"),
    "affiliate": _("Affiliate"),
    "supporter": _("Supporter"),
}
# Whom an answer is about where nobody gave a name.
BODIES = {
    "cooperative": _("A co-operative or mutual"),
    "ngo": _("A charity or other non-profit body"),
    "company": _("A company"),
    "devolved_administration": _("A devolved administration"),
    "overseas_authority": _("A council or regional government abroad"),
    "person": _("A person"),
    "authority": _("A council"),
    "group": _("A group of councillors"),
    "parish": _("A parish"),
}
