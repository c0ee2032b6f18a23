"""The letter that says what is new in somebody's saved searches."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import ngettext

from ccin.accounts.models import Account
from ccin.library.reads.searches import News
from ccin.outbox.operations.writing import Recipient, write


def search_has_news(account: Account, news: list[News]) -> None:
    """Titles only: what they say is read on the site, by whoever may."""
    number = len({hit.key for each in news for hit in each.hits})
    one, many = (
        "%(number)d new find in your saved searches",
        ("%(number)d new finds in your saved searches"),
    )
    write(
        "library.search_has_news",
        to=Recipient(account.email, account.name, f"account:{account.pk}"),
        subject=ngettext(one, many, number) % {"number": number},
        news=news,
        site=settings.SITE_ADDRESS,
        address=f"{settings.SITE_ADDRESS}{reverse('library:searches')}",
    )
