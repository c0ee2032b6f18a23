from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ccin.outbox.models import Letter, Telling
from ccin.outbox.states import LetterState
from tests.actors import ADMINISTRATOR, EDITOR, OFFICER
from tests.browser import OurClient
from tests.factories import LetterFactory, NoticeFactory

pytestmark = pytest.mark.django_db

LETTERS = reverse("outbox:letters")
QUERIES = 8  # session, account, roles, count, the page, those that are late, and what waits: two


def test_the_list_costs_the_same_queries_however_long_it_is(
    client: OurClient, django_assert_num_queries
) -> None:
    client.act_as(OFFICER)
    for letters in (1, 3):
        while Letter.objects.count() < letters:
            LetterFactory()
            Telling.objects.create(notice=NoticeFactory(), to_key="person:7")
        with django_assert_num_queries(QUERIES):
            response = client.get(LETTERS)
        assert len(response.context["page"]) == letters
        assert response.context["page"].paginator.object_list.ordered


def test_staff_find_the_letters_that_could_not_be_sent(client: OurClient) -> None:
    failed = LetterFactory(failed=True, to_name="Grace Hopper")
    LetterFactory(sent=True, to_name="Grace Hopper")
    client.act_as(OFFICER)

    response = client.get(LETTERS, {"state": "failed", "q": "hopper"})

    assert list(response.context["page"]) == [failed]
    assert "550 No such user" in response.content.decode()


def test_letters_that_wait_too_long_are_told_of(client: OurClient) -> None:
    LetterFactory(due_at=timezone.now() - timedelta(minutes=6))
    LetterFactory()
    LetterFactory(sent=True, due_at=timezone.now() - timedelta(days=1))
    client.act_as(OFFICER)

    assert "1 letter should have gone by now" in client.get(LETTERS).content.decode()


def test_a_filter_that_makes_no_sense_is_left_out(client: OurClient) -> None:
    letter = LetterFactory()
    client.act_as(OFFICER)

    response = client.get(LETTERS, {"state": "lost in the post", "q": "x" * 10_000})

    assert list(response.context["page"]) == [letter]


def test_a_search_that_finds_nothing_says_what_the_list_is_for(client: OurClient) -> None:
    client.act_as(OFFICER)

    response = client.get(LETTERS, {"q": "'; -- nothing"})

    assert "Letters appear here" in response.content.decode()


def test_staff_read_what_a_letter_says(client: OurClient) -> None:
    letter = LetterFactory(text="Hello **Ada**,\n\n<b>bold</b>\n")
    client.act_as(EDITOR)

    page = client.get(letter.get_absolute_url()).content.decode()

    assert "<p>Hello <strong>Ada</strong>,</p>" in page
    assert "&lt;b&gt;bold&lt;/b&gt;" in page
    assert '<pre class="ccin-call">Hello **Ada**' in page


def test_nobody_reads_a_code_that_lets_somebody_in(client: OurClient, settings) -> None:
    settings.DEMO = False
    letter = LetterFactory(secret=True, text="Your code is 123456")
    client.act_as(OFFICER)

    page = client.get(letter.get_absolute_url()).content.decode()

    assert "123456" not in page
    assert "shown to nobody" in page


def test_where_all_people_are_invented_codes_are_read_on_the_page(client: OurClient) -> None:
    letter = LetterFactory(secret=True, text="Your code is 123456")
    client.act_as(OFFICER)

    assert "123456" in client.get(letter.get_absolute_url()).content.decode()


def test_staff_send_a_letter_again(client: OurClient) -> None:
    letter = LetterFactory(failed=True)
    client.act_as(OFFICER)
    assert "Send it again" in client.get(letter.get_absolute_url()).content.decode()

    response = client.post(reverse("outbox:resend", args=[letter.pk]), follow=True)

    letter.refresh_from_db()
    assert letter.state == LetterState.WAITING
    assert "The letter will be sent again in a moment" in response.content.decode()


def test_a_code_is_not_offered_again_and_refused_with_a_reason(client: OurClient) -> None:
    letter = LetterFactory(failed=True, secret=True)
    client.act_as(OFFICER)

    assert "Send it again" not in client.get(letter.get_absolute_url()).content.decode()
    response = client.post(reverse("outbox:resend", args=[letter.pk]), follow=True)

    assert "Ask the person to sign in again" in response.content.decode()


def test_staff_see_what_waits_for_digests(client: OurClient) -> None:
    notice = NoticeFactory(section_title="Invented Circle")
    for key in ("person:7", "person:8"):
        Telling.objects.create(notice=notice, to_key=key)
    client.act_as(OFFICER)

    assert "Invented Circle: notices: 2; readers: 2" in client.get(LETTERS).content.decode()


def test_what_a_closed_group_says_is_read_in_letters_by_none_but_those_who_moderate(
    client: OurClient,
) -> None:
    at_once = LetterFactory(section="group:7", subject="We may merge", text="Hush.")
    repeating = [
        LetterFactory(kind=kind, text="We may merge, hush.")
        for kind in ("outbox.digest", "journeys.reply_refused")
    ]
    client.act_as(OFFICER)
    moderating = [client.get(each.get_absolute_url()) for each in [at_once, *repeating]]
    client.act_as(ADMINISTRATOR)

    pages = [client.get(each.get_absolute_url()) for each in repeating]

    assert all("ush." in each.content.decode() for each in moderating)
    assert client.get(at_once.get_absolute_url()).status_code == 404
    assert "We may merge" not in client.get(LETTERS).content.decode()
    assert all("closed groups" in each.content.decode() for each in pages)
    assert not any("hush" in each.content.decode() for each in pages)
