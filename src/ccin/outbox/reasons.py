"""The sentences behind the codes of letters that came back and of replies that were refused."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WHY: dict[str, Promise] = {
    "no_such_address": _("There is no such address: it may be mistyped, or the person has left."),
    "no_such_domain": _("There is no such domain, or nothing at it takes e-mail."),
    "closed": _("The mailbox was closed."),
    "full": _("The mailbox is full."),
    "too_large": _("The letter was larger than the mailbox takes."),
    "not_wanted": _(
        "The mail server refused the letter by its own rules, not because of the address. Their IT "
        "can say why; ours should check SPF, DKIM and DMARC."
    ),
    "server_away": _("Their mail server could not take the letter for the time being."),
    "unknown": _("The mail server returned the letter and gave no reason that is understood."),
}

# Why a message waits for staff.
ARRIVED: dict[str, Promise] = {
    "unknown_letter": _(
        "A mail server returned a letter, and it cannot be told which one. If an address in it is "
        "wrong, correct it on the person’s page."
    ),
    "has_left": _(
        "A mailbox answers that somebody works there no more. End what they stood for, and ask "
        "their organisation who follows them."
    ),
    "nobody": _("Whoever this address was made for is not known any more, or may not sign in."),
    "refused": _(
        "A reply that was not posted, soon after another one: its sender was told of the first. "
        "Tell them, if it is they who wrote it."
    ),
    "unknown_address": _("It was not sent to an address that stands in a letter of ours."),
    "other": _("It was sent to where mail servers return letters, but a person wrote it."),
}
