"""The classes of records in words: what they are, why they are kept so long, what is never let go;
and why a reply by e-mail was not posted, with what to do instead."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CLASSES = {
    "sessions": (
        _("Sign-ins that are over"),
        _("They let nobody in any more; storage limitation, UK GDPR Art. 5(1)(e)."),
    ),
    "links": (_("Links to sign in with"), _("Long enough to look into a misuse.")),
    "last_letters": (
        _("Letters that told somebody they were erased"),
        _("Long enough to be delivered and read."),
    ),
    "notices": (_("What happened, told in digests"), _("Those it was for have read it by then.")),
    "digests": (_("On which days a digest went"), _("So that nobody gets two.")),
    "arrivals": (
        _("E-mails that came in"),
        _("So that one that comes twice is known, and staff can look after what went wrong."),
    ),
    "invitations": (_("Invitations that are over"), _("So that it is seen who was asked.")),
    "lists": (
        _("Lists brought into the library"),
        _("So that a mistake in a list can be followed to where it came from."),
    ),
    "letters": (
        _("Letters that went, or could not go"),
        _("To show what somebody was told while it can still matter."),
    ),
    "addressees": (_("To whom a letter to many went"), _("As for the letters themselves.")),
    "reaches": (
        _("Addresses that letters did not reach"),
        _("As for letters. That somebody objects stays, as a code without an address."),
    ),
    "enquiries": (_("Enquiries that are closed"), _("So that a second question finds the first.")),
    "applications": (
        _("Applications that were refused, withdrawn or lapsed"),
        _("So that one who applies again, or disagrees, is answered from the record."),
    ),
    "uses": (_("Uses of the library, counted"), _("To compare two years.")),
    "requests": (
        _("Requests about data that are closed"),
        _("To show the Commissioner that they were answered in time."),
    ),
    "people": (
        _("People who stand for nobody any more"),
        _("They may come back after the next election; after that nobody needs to reach them."),
    ),
    "accounts": (
        _("Accounts of nobody we have a record of, unused"),
        _("Whoever began an application and never came back needs no account."),
    ),
}

FATES = {
    "deleted": _("deleted"),
    "emptied": _("emptied: only keys and dates stay"),
    "erased": _("erased, as if they had asked for it"),
}

NEVER = (
    (
        _("Decisions, recommendations, votes and who took part"),
        _("Councils have to show who decided what, in which role; legal claims, Art. 17(3)."),
    ),
    (
        _("The history, by key"),
        _("Its seals show that nothing was changed. What names somebody in it is erased apart."),
    ),
    (
        _("Memberships, and the dates of posts and seats"),
        _("The network’s own record. Who it was goes with the person."),
    ),
    (
        _("Choices about e-mail, with what was read"),
        _("The evidence of consent, for as long as letters rest on it (PECR)."),
    ),
    (
        _("That an address objects"),
        _("An objection to direct marketing is absolute; kept as a code, Art. 21(3)."),
    ),
    (
        _("What was published in the library"),
        _("It is its organisation’s work. Whoever asks is taken out of it by name."),
    ),
    (_("Files that somebody downloads of their own data"), _("None is kept here at all.")),
)

NOT_POSTED: dict[str, Promise] = {
    "too_large": _(
        "The message was larger than 25 MB, so only its subject was read. Send it again without "
        "the files, and add those on the page."
    ),
    "not_your_address": _(
        "It came from %(sender)s, which is not an address we know for you. If it was you, reply "
        "from the address that this letter came to, or on the page. If it was not you, somebody "
        "has one of your letters: you need do nothing, and nothing was posted in your name."
    ),
    "digest": _(
        "A digest cannot be answered as a whole: each conversation in it has an address of its "
        "own. Use the reply link below the conversation that you mean, or reply on its page."
    ),
    "cannot": _("What that letter was about cannot be replied to by e-mail."),
    "nothing_left": _(
        "Nothing was left when the quoted letter and the signature were taken away. Write your "
        "reply above what you quote, or on the page."
    ),
    "too_long": _("A reply has at most 10,000 characters. Shorten it, or post it in parts."),
    "not_yours": _(
        "You cannot read that conversation any more: it was removed, or you or your organisation "
        "no longer belong where it is held. If that is a mistake, write to us."
    ),
    "sign_in": _(
        "Staff and office-holders sign in with a second step, which an e-mail cannot show. Reply "
        "on the page."
    ),
    "said_already": _("The very same words of yours stand in that conversation already."),
    "no_organisation": _(
        "Only people whose organisation is in membership reply. If yours is, write to us: our "
        "record of whom you stand for is out of date."
    ),
    "removed": _("The conversation has been removed."),
    "not_allowed": _("You may read that conversation, but not write in it."),
    "too_late": _("The conversation has moved on: it takes no more replies."),
}
