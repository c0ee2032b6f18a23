import json
import re
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from ccin.access.actor import Actor
from ccin.accounts.operations.roles import write_wagtail_groups
from ccin.website.models import ContentPage, NewsIndexPage, NewsPage, Picture
from ccin.website.operations import write_first_pages
from tests.actors import EDITOR, OFFICER, STAND_IN, WORKER
from tests.browser import OurClient

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def uploads_lie_apart(settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_an_editor_writes_news_keeps_it_as_a_draft_and_publishes_it(client: OurClient) -> None:
    write_first_pages(by=WORKER)
    sign_in(client, EDITOR)
    index = NewsIndexPage.objects.get()

    client.post(f"/cms/pages/add/website/newspage/{index.pk}/", a_story())
    story = NewsPage.objects.get()
    as_a_draft = client.get("/news/a-story/").status_code
    client.post(f"/cms/pages/{story.pk}/edit/", {**a_story(), "action-publish": "action-publish"})

    assert as_a_draft == 404
    assert "It happened." in client.get("/news/a-story/").content.decode()
    assert story.revisions.count() == 2


def test_a_preview_may_stand_in_a_frame_of_the_editor(client: OurClient) -> None:
    write_first_pages(by=WORKER)
    sign_in(client, EDITOR)
    index = NewsIndexPage.objects.get()
    preview = f"/cms/pages/add/website/newspage/{index.pk}/preview/"

    client.post(preview, a_story())
    shown = client.get(preview)

    assert "It happened." in shown.content.decode()
    assert shown["X-Frame-Options"] == "SAMEORIGIN"
    assert "Content-Security-Policy" not in shown
    assert "frame-ancestors 'none'" in client.get("/news/")["Content-Security-Policy"]


def test_those_who_hold_no_role_for_it_do_not_reach_the_editor(
    client: OurClient, new_client: type
) -> None:
    write_first_pages(by=WORKER)
    client.act_as(OFFICER)
    stand_in = new_client()
    sign_in(stand_in, STAND_IN)

    assert client.get("/cms/").status_code == 403
    assert stand_in.get("/cms/").status_code == 200


def test_the_editor_shows_the_ways_its_people_need(client: OurClient) -> None:
    write_first_pages(by=WORKER)
    sign_in(client, EDITOR)

    shown = client.get("/cms/").content.decode()

    assert "Old addresses" in shown
    assert "Back to the site" in shown
    assert "/cms/users/" not in shown
    assert "whats-new" not in shown


def test_a_picture_must_say_what_it_shows_and_whose_it_is(client: OurClient) -> None:
    sign_in(client, EDITOR)
    sent = {"title": "A square", "file": a_picture(), "collection": "1"}

    refused = client.post("/cms/images/add/", sent)
    client.post(
        "/cms/images/add/",
        {**sent, "file": a_picture(), "description": "A square", "credit": "Ours, CC0"},
    )

    assert refused.status_code == 200
    assert [picture.description for picture in Picture.objects.all()] == ["A square"]


# Wagtail leaves the temporary file of a picture it has cut to be closed by itself.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_picture_on_a_page_is_shown_with_its_words(client: OurClient) -> None:
    write_first_pages(by=WORKER)
    sign_in(client, EDITOR)
    client.post(
        "/cms/images/add/",
        {
            "title": "A square",
            "file": a_picture(),
            "collection": "1",
            "description": "A teal square",
            "credit": "Ours, CC0",
        },
    )
    picture = Picture.objects.get()
    page = ContentPage.objects.get(slug="cookies")
    shown_as = {"image": picture.pk, "alt_text": "A teal square", "decorative": False}
    page.body = json.dumps([{"type": "picture", "value": {"picture": shown_as, "caption": ""}}])
    page.save_revision().publish()

    shown = client.get("/cookies/").content.decode()
    address = re.findall(r'src="(/media/images/[^"]+)"', shown)[0]

    assert 'alt="A teal square"' in shown
    assert "Ours, CC0" in shown
    assert client.get("/media/images/nothing.png").status_code == 404
    drawn = client.get(address)
    assert (drawn["Content-Type"], drawn.status_code) == ("image/png", 200)
    assert b"".join(drawn.streaming_content)[:4] == b"\x89PNG"


def test_no_page_can_be_made_private(client: OurClient) -> None:
    write_first_pages(by=WORKER)

    for page in Page.objects.filter(depth__gt=1).specific():
        assert page.private_page_options == []


def test_a_copy_is_a_page_of_its_own() -> None:
    write_first_pages(by=WORKER)
    cookies = ContentPage.objects.get(slug="cookies")

    copied = cookies.copy(update_attrs={"slug": "biscuits", "title": "Biscuits"})

    assert (copied.file_name, copied.file_digest) == ("", "")


def sign_in(client: OurClient, actor: Actor) -> None:
    write_wagtail_groups(client.act_as(actor), by=WORKER)


def a_story() -> dict[str, object]:
    return dict(
        nested_form_data(
            {
                "title": "A story",
                "slug": "a-story",
                "date": "2026-11-20",
                "reviewed_on": "2026-11-20",
                "summary": "What happened.",
                "seo_title": "",
                "body": streamfield([("text", rich_text("<p>It happened.</p>"))]),
                "sources": streamfield([]),
                "comments": {
                    "TOTAL_FORMS": "0",
                    "INITIAL_FORMS": "0",
                    "MIN_NUM_FORMS": "0",
                    "MAX_NUM_FORMS": "",
                },
            }
        )
    )


def a_picture() -> SimpleUploadedFile:
    held = BytesIO()
    Image.new("RGB", (8, 8), "teal").save(held, "PNG")
    return SimpleUploadedFile("square.png", held.getvalue(), "image/png")
