import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccin.outbox.addresses import bounce_address, read_address, reply_address, stop_address
from ccin.outbox.models import Letter
from ccin.outbox.rules.addresses import Sealed, local_part, read_local_part

SECRET = "a secret of this site"
words = st.from_regex(r"[a-z0-9_-]{1,10}(:[a-z0-9_-]{1,8})?", fullmatch=True)
keys = st.from_regex(r"(person|account):[0-9]{1,9}", fullmatch=True)


@pytest.fixture
def domain(settings) -> str:
    settings.INBOUND_DOMAIN = "in.network.example"
    settings.SECRET_KEY = SECRET
    return "in.network.example"


@given(words, keys, st.sampled_from(["reply", "stop"]))
def test_an_address_says_what_was_put_into_it(about: str, to_key: str, purpose: str) -> None:
    sealed = Sealed(purpose, about, to_key)

    local = local_part(sealed, SECRET)

    assert len(local) <= 64
    assert read_local_part(local, [SECRET]) == sealed
    assert read_local_part(local.upper(), [SECRET]) == sealed


def test_the_longest_numbers_a_database_gives_fit() -> None:
    local = local_part(Sealed("reply", "topic:9999999999", "account:9999999999"), SECRET)

    assert 0 < len(local) <= 64


@pytest.mark.parametrize(
    "sealed",
    [
        Sealed("stop", "a-section-of-more-characters-than-an-address-holds", "person:7"),
        Sealed("reply", "topic 12", "person:7"),
        Sealed("reply", "topic:12\nBcc", "person:7"),
        Sealed("reply", "", "person:7"),
        Sealed("reply", "topic:12", "nobody"),
    ],
)
def test_what_does_not_fit_an_address_gets_none(sealed: Sealed) -> None:
    assert local_part(sealed, SECRET) == ""


@pytest.mark.parametrize(
    "change",
    [
        lambda local: local.replace("topic.12", "topic.13"),
        lambda local: local.replace("person.7", "person.8"),
        lambda local: local.replace("reply+", "stop+"),
        lambda local: local.replace("reply+", "other+"),
        lambda local: local[:-1],
        lambda local: local.rpartition(".")[0],
        lambda local: f"{local}é",
        lambda local: local.replace("+", "-"),
        lambda local: "",
    ],
)
def test_an_address_that_somebody_changed_is_nobody_s(change) -> None:
    local = local_part(Sealed("reply", "topic:12", "person:7"), SECRET)

    assert read_local_part(change(local), [SECRET]) is None


def test_what_is_signed_but_says_nothing_about_anything_is_nobody_s() -> None:
    from ccin.outbox.rules import addresses  # noqa: PLC0415 - to sign what we never make

    signed = f"reply+person.7.{addresses._signature('reply', 'person.7', SECRET)}"

    assert read_local_part(signed, [SECRET]) is None


def test_a_reply_and_a_message_to_stop_find_their_way_back(domain: str) -> None:
    reply, stop = reply_address("topic:12", "person:7"), stop_address("person:7", "group:3")

    assert reply.startswith("reply+topic.12.person.7.")
    assert reply.endswith(f"@{domain}")
    assert read_address(reply) == Sealed("reply", "topic:12", "person:7")
    assert read_address(stop) == Sealed("stop", "group:3", "person:7")


def test_a_letter_s_return_address_names_the_letter(domain: str) -> None:
    assert read_address(bounce_address(Letter(pk=31))) == Sealed("bounce", "31")


def test_an_address_at_another_domain_is_not_ours(domain: str) -> None:
    local = reply_address("topic:12", "person:7").rpartition("@")[0]

    assert read_address(f"{local}@elsewhere.example") is None
    assert read_address("no address at all") is None


def test_an_address_that_an_older_secret_signed_still_reads(domain: str, settings) -> None:
    reply = reply_address("topic:12", "person:7")
    settings.SECRET_KEY = "the next secret"
    settings.SECRET_KEY_FALLBACKS = []
    assert read_address(reply) is None

    settings.SECRET_KEY_FALLBACKS = [SECRET]

    assert read_address(reply) == Sealed("reply", "topic:12", "person:7")
    assert reply_address("topic:12", "person:7") != reply


def test_nothing_is_promised_where_nothing_comes_in(settings) -> None:
    settings.INBOUND_DOMAIN = ""

    assert reply_address("topic:12", "person:7") == ""
    assert stop_address("person:7", "library") == ""
    assert bounce_address(Letter(pk=31)) == ""
    assert read_address("reply+topic.12.person.7.aaaaaaaaaaaaaaaa@") is None


def test_whoever_has_no_key_has_no_address(domain: str) -> None:
    assert reply_address("topic:12", "") == ""
    assert stop_address("", "library") == ""
