"""The mail check: what a sender's domain must publish so that councils' filters let letters in."""

from collections.abc import Callable
from dataclasses import dataclass

import dns.exception
import dns.resolver

# Texts found at a name and record type; empty where there are none. `OSError` when nobody answers.
Lookup = Callable[[str, str], list[str]]


@dataclass(frozen=True, slots=True)
class Finding:
    good: bool
    about: str
    says: str


def look_up(name: str, kind: str) -> list[str]:
    """Ask the domain name system, as the machine is set up to ask it."""
    try:
        answer = dns.resolver.resolve(name, kind, lifetime=5)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
    except dns.exception.DNSException as silence:
        raise OSError(f"The domain name system did not answer about {name}.") from silence
    return [record.to_text().replace('" "', "").strip('"') for record in answer]


def check_domain(domain: str, *, selector: str, lookup: Lookup) -> list[Finding]:
    """SPF (RFC 7208), DKIM (RFC 6376), DMARC (RFC 7489) and a way back for bounces (MX)."""
    return [
        check_spf(lookup(domain, "TXT")),
        check_dkim(lookup(f"{selector}._domainkey.{domain}", "TXT") if selector else [], selector),
        check_dmarc(lookup(f"_dmarc.{domain}", "TXT")),
        check_way_back(lookup(domain, "MX"), domain),
    ]


def check_spf(texts: list[str]) -> Finding:
    found = [text for text in texts if text.lower().split(" ")[0] == "v=spf1"]
    if not found:
        return Finding(False, "SPF", "There is no SPF record: publish which servers may send.")
    if len(found) > 1:
        return Finding(False, "SPF", "There are several SPF records: receivers refuse them all.")
    if found[0].rstrip().lower().endswith("+all"):
        return Finding(False, "SPF", "The SPF record lets anyone send (+all): end it in -all.")
    return Finding(True, "SPF", found[0])


def check_dkim(texts: list[str], selector: str) -> Finding:
    if not selector:
        return Finding(False, "DKIM", "No selector was given: ask whoever runs the mail server.")
    keys = [text for text in texts if "p=" in text]
    if not keys:
        return Finding(False, "DKIM", f"There is no key under the selector “{selector}”.")
    if any(part.strip() == "p=" for part in keys[0].split(";")):
        return Finding(False, "DKIM", f"The key under “{selector}” has been withdrawn.")
    return Finding(True, "DKIM", f"There is a key under “{selector}”.")


def check_dmarc(texts: list[str]) -> Finding:
    found = [text for text in texts if text.lower().startswith("v=dmarc1")]
    if not found:
        return Finding(False, "DMARC", "There is no DMARC record: start with v=DMARC1; p=none.")
    parts = {key.strip().lower(): value.strip() for key, _, value in _pairs(found[0])}
    policy = parts.get("p", "")
    if policy not in {"none", "quarantine", "reject"}:
        return Finding(False, "DMARC", f"The DMARC policy “{policy}” is not one there is.")
    return Finding(True, "DMARC", f"The policy is “{policy}”.")


def check_way_back(servers: list[str], domain: str) -> Finding:
    if not servers:
        says = f"{domain} has no mail server, so no bounce can come back: publish an MX record."
        return Finding(False, "Bounces", says)
    return Finding(True, "Bounces", f"They come back to {', '.join(sorted(servers))}")


def _pairs(text: str) -> list[tuple[str, str, str]]:
    return [part.partition("=") for part in text.split(";")]
