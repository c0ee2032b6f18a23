import pytest

from ccin.accounts.rules import domain_of_address, domain_of_website, suggests


@pytest.mark.parametrize(
    ("email", "domain"),
    [
        ("Officer@Fallowmere.gov.example", "fallowmere.gov.example"),
        ("somebody@gmail.com", ""),
        ("nobody", ""),
        ("", ""),
    ],
)
def test_an_address_of_a_public_service_has_no_domain_of_its_own(email: str, domain: str) -> None:
    assert domain_of_address(email) == domain


@pytest.mark.parametrize(
    ("website", "domain"),
    [
        ("https://www.Fallowmere.gov.example/contact?x=1", "fallowmere.gov.example"),
        ("www.fallowmere.gov.example", "fallowmere.gov.example"),
        ("http://[broken", ""),
        ("", ""),
    ],
)
def test_a_website_has_a_domain_however_it_is_written(website: str, domain: str) -> None:
    assert domain_of_website(website) == domain


def test_the_domain_is_the_whole_domain_and_nothing_like_it() -> None:
    sites = ["https://www.fallowmere.gov.example/"]

    assert suggests("a@fallowmere.gov.example", sites, [])
    assert suggests("a@housing.example", [], ["b@housing.example"])
    assert not suggests("a@notfallowmere.gov.example", sites, [])
    assert not suggests("a@fallowmere.gov.example.evil.example", sites, [])
    assert not suggests("a@gmail.com", [], ["b@gmail.com"])
    assert not suggests("a@other.example", ["", "not a site"], [""])
