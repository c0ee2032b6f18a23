"""The notices that say what is new in somebody's saved searches."""

from django.conf import settings
from django.utils.translation import gettext as _

from ccin.accounts.models import Account
from ccin.accounts.reads.recipients import recipient_of
from ccin.library.reads.searches import News, standing_tokens
from ccin.outbox import sections
from ccin.outbox.operations.telling import tell


def search_has_news(account: Account, news: list[News]) -> None:
    """One a find, with its title only: what it says is read on the site, by whoever may. It is
    told no more when the find is removed before the digest goes."""
    audience = standing_tokens(account)
    found = {hit.key: (hit, each) for each in reversed(news) for hit in each.hits}
    for hit, each in found.values():
        tell(
            "library.search_has_news",
            to=[recipient_of(account)],
            section=sections.library(),
            title=_("New in the library: %(title)s") % {"title": hit.title},
            address=f"{settings.SITE_ADDRESS}{hit.url}",
            audience=audience,
            about=hit.key.partition(".")[2],
            search=each.search,
            all_of_it=f"{settings.SITE_ADDRESS}{each.address}",
        )
