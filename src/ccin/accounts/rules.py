"""Which organisation a work address suggests (a person confirms), and what a device is called."""

from collections.abc import Iterable
from urllib.parse import urlsplit

# Anybody may have an address here, so it suggests no organisation.
ANYBODYS = frozenset(
    {
        "aol.com",
        "btinternet.com",
        "gmail.com",
        "googlemail.com",
        "hotmail.co.uk",
        "hotmail.com",
        "icloud.com",
        "live.co.uk",
        "live.com",
        "me.com",
        "outlook.com",
        "proton.me",
        "protonmail.com",
        "sky.com",
        "yahoo.co.uk",
        "yahoo.com",
    }
)


def domain_of_address(email: str) -> str:
    """The domain behind the sign, or nothing where it belongs to a public mail service."""
    domain = email.rpartition("@")[2].strip().lower().rstrip(".")
    return "" if domain in ANYBODYS or "." not in domain else domain


def domain_of_website(address: str) -> str:
    """`https://www.fallowmere.gov.uk/contact` and `www.fallowmere.gov.uk` are fallowmere.gov.uk."""
    written = address.strip().lower()
    try:
        host = urlsplit(written if "//" in written else f"//{written}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def suggests(email: str, websites: Iterable[str], colleagues: Iterable[str]) -> bool:
    """Whether the address is of the organisation's own domain, or of one a colleague's is of."""
    domain = domain_of_address(email)
    known = {domain_of_website(each) for each in websites}
    known |= {domain_of_address(each) for each in colleagues}
    return domain != "" and domain in known


# Addresses that Microsoft keeps for every tenant at once: whoever signs in there may be anybody's.
SHARED_TENANTS = frozenset({"common", "consumers", "organizations"})


def is_one_tenant(issuer: str) -> bool:
    """Whether an address of an identity provider stands for one organisation alone."""
    return not SHARED_TENANTS & set(urlsplit(issuer.lower()).path.split("/"))


# In this order, since most browsers also claim to be others.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


def device_in_words(agent: str) -> str:
    """`Firefox, Windows`, from what a browser says of itself; nothing, if it says nothing known."""
    browser = next((name for sign, name in BROWSERS if sign in agent), "")
    system = next((name for sign, name in SYSTEMS if sign in agent), "")
    return ", ".join(filter(None, (browser, system)))
