"""The mail check, on what a domain may publish."""

import pytest

from ccin.project.mail import check_dkim, check_dmarc, check_domain, check_spf, check_way_back


@pytest.mark.parametrize(
    ("texts", "good"),
    [
        ([], False),
        (["google-site-verification=abc"], False),
        (["v=spf1 include:mail.example -all"], True),
        (["V=SPF1 mx ~all"], True),
        (["v=spf1 +all"], False),
        (["v=spf1 mx -all", "v=spf1 a -all"], False),
        (["v=spf10 mx -all"], False),
    ],
)
def test_spf(texts, good) -> None:
    assert check_spf(texts).good is good


@pytest.mark.parametrize(
    ("texts", "selector", "good"),
    [
        ([], "", False),
        ([], "mail", False),
        (["v=DKIM1; k=rsa; p=MIGfMA0"], "mail", True),
        (["v=DKIM1; k=rsa; p="], "mail", False),
    ],
)
def test_dkim(texts, selector, good) -> None:
    assert check_dkim(texts, selector).good is good


@pytest.mark.parametrize(
    ("texts", "good"),
    [
        ([], False),
        (["v=DMARC1; p=none; rua=mailto:reports@network.example"], True),
        (["v=DMARC1;p=reject"], True),
        (["v=DMARC1; p=maybe"], False),
        (["v=DMARC1"], False),
    ],
)
def test_dmarc(texts, good) -> None:
    assert check_dmarc(texts).good is good


def test_without_a_mail_server_no_bounce_comes_back() -> None:
    assert not check_way_back([], "network.example").good
    assert check_way_back(["10 mail.network.example."], "network.example").good


def test_each_record_is_looked_up_where_it_belongs() -> None:
    asked = []

    def lookup(name: str, kind: str) -> list[str]:
        asked.append((name, kind))
        return []

    findings = check_domain("network.example", selector="s1", lookup=lookup)

    assert [finding.about for finding in findings] == ["SPF", "DKIM", "DMARC", "Bounces"]
    assert asked == [
        ("network.example", "TXT"),
        ("s1._domainkey.network.example", "TXT"),
        ("_dmarc.network.example", "TXT"),
        ("network.example", "MX"),
    ]
