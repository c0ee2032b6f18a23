import re
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.blocks import StructBlockValidationError
from wagtail.models import Page, Site

from ccin.audit.models import Entry
from ccin.kernel.clock import LONDON
from ccin.website.addresses import unknown_names
from ccin.website.blocks import BodyBlock, CallToActionBlock
from ccin.website.imports import PAGE_LINK, as_html, first_addresses, first_pages, with_links
from ccin.website.models import ContentPage, HomePage, OldAddress
from ccin.website.operations import publish_scheduled, write_first_pages
from ccin.website.tasks import publish
from tests.actors import EDITOR, OFFICER, WORKER
from tests.browser import OurClient, account_of
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db

NOTE = re.compile(r'<a href="#source-(\d+)">\[(\d+)\]</a>')


def test_every_first_page_names_only_pages_and_blocks_that_there_are() -> None:
    pages = first_pages()
    names = {page.name for page in pages}
    blocks = set(BodyBlock().child_blocks)

    linked = {name for page in pages for name in PAGE_LINK.findall(str([page.fields, page.body]))}
    used = {block["type"] for page in pages for block in page.body}

    assert linked - names == set()
    assert used - blocks == set()


def test_a_page_numbers_its_sources_as_its_text_names_them() -> None:
    for page in first_pages():
        noted = [int(number) for number, _ in NOTE.findall(str(page.body))]
        assert list(dict.fromkeys(noted)) == list(range(1, len(page.sources) + 1)), page.name


def test_an_unknown_source_stops_the_reading(tmp_path: Path) -> None:
    write(tmp_path, "about", 'kind = "content"\n[[body]]\ntext = "So it is.[^hearsay]"')

    with pytest.raises(ValueError, match="no source called hearsay"):
        first_pages(tmp_path)


def test_pages_that_hang_on_each_other_stop_the_reading(tmp_path: Path) -> None:
    write(tmp_path, "egg", 'kind = "content"\nparent = "hen"')
    write(tmp_path, "hen", 'kind = "content"\nparent = "egg"')

    with pytest.raises(ValueError, match="egg, hen"):
        first_pages(tmp_path)


def test_html_in_the_words_of_a_page_is_shown_and_not_obeyed() -> None:
    assert as_html("<b>Bold</b> *words*") == "<p>&lt;b&gt;Bold&lt;/b&gt; <em>words</em></p>"


def test_a_link_to_a_page_that_staff_replaced_goes_by_its_address() -> None:
    linked = with_links('<a href="page:join">Join</a> <a href="page:news">News</a>', {"news": 7})

    assert linked == '<a href="/join/">Join</a> <a linktype="page" id="7">News</a>'


def test_the_first_pages_make_the_site() -> None:
    written = write_first_pages(by=WORKER)

    home = HomePage.objects.get()
    assert set(written.new) == {page.name for page in first_pages()}
    assert written.renewed == written.left_alone == []
    assert Site.objects.get().root_page_id == home.pk
    assert Page.objects.filter(depth=2).count() == 1
    assert not Page.objects.filter(live=False).exists()
    assert Entry.objects.get().event == "website.first_pages_written"


def test_every_first_page_opens_with_its_words_and_its_day_of_review(client: OurClient) -> None:
    write_first_pages(by=WORKER)

    for page in Page.objects.filter(depth__gt=2).specific():
        shown = client.get(page.url)
        words = shown.content.decode()
        assert shown.status_code == 200, page.url
        assert words.count("<h1") == 1, page.url
        assert f"Last reviewed {page.reviewed_on:%-d %B %Y}" in words, page.url
        assert "page:" not in words, page.url


def test_writing_them_again_changes_nothing() -> None:
    write_first_pages(by=WORKER)

    again = write_first_pages(by=WORKER)

    assert (again.new, again.renewed, again.left_alone) == ([], [], [])
    assert Entry.objects.count() == 1


def test_a_page_whose_file_changed_is_written_anew_and_one_that_a_person_edited_is_not() -> None:
    write_first_pages(by=WORKER)
    ContentPage.objects.filter(slug__in=["about", "cookies"]).update(file_digest="earlier")
    about = ContentPage.objects.get(slug="about")
    about.summary = "In an editor’s own words."
    about.save_revision(user=account_of(EDITOR)).publish()

    again = write_first_pages(by=WORKER)

    about.refresh_from_db()
    assert (again.renewed, again.left_alone) == (["cookies"], ["about"])
    assert about.summary == "In an editor’s own words."


def test_a_page_that_staff_moved_stays_where_they_put_it() -> None:
    write_first_pages(by=WORKER)
    cookies = ContentPage.objects.get(slug="cookies")
    cookies.move(ContentPage.objects.get(slug="privacy"), pos="last-child")

    again = write_first_pages(by=WORKER)

    assert again.new == []
    assert ContentPage.objects.get(slug="cookies").url_path.endswith("/privacy/cookies/")


def test_an_address_that_staff_use_for_a_page_of_their_own_stays_theirs() -> None:
    write_first_pages(by=WORKER)
    ContentPage.objects.filter(slug="cookies").update(file_name="", title="Ours")

    again = write_first_pages(by=WORKER)

    assert (again.new, again.left_alone) == ([], ["cookies"])
    assert ContentPage.objects.get(slug="cookies").title == "Ours"


def test_only_those_who_publish_write_the_first_pages() -> None:
    with pytest.raises(PermissionDenied):
        write_first_pages(by=OFFICER)

    assert not HomePage.objects.exists()
    assert not Entry.objects.exists()


def test_a_first_old_address_stays_as_staff_changed_it() -> None:
    write_first_pages(by=WORKER)
    OldAddress.objects.filter(path="/how-can-i-join/").update(target="/about/")

    write_first_pages(by=WORKER)

    assert OldAddress.objects.get(path="/how-can-i-join/").target == "/about/"
    assert OldAddress.objects.count() == len(first_addresses())


def test_a_page_comes_and_goes_at_its_moment(client: OurClient) -> None:
    write_first_pages(by=WORKER)
    page = ContentPage.objects.get(slug="cookies")
    page.unpublish()
    page.go_live_at = datetime(2027, 3, 1, 9, tzinfo=LONDON)
    page.expire_at = datetime(2027, 3, 2, 9, tzinfo=LONDON)
    page.save_revision().publish()

    seen = {}
    for hour in (-1, 1, 25):
        moment = datetime(2027, 3, 1, 9, tzinfo=LONDON) + timedelta(hours=hour)
        with time_machine.travel(moment, tick=False):
            done = publish_scheduled(by=WORKER)
            seen[hour] = (done, client.get("/cookies/").status_code)

    assert seen == {-1: ((0, 0), 404), 1: ((1, 0), 200), 25: ((0, 1), 404)}


def test_the_worker_says_what_it_published() -> None:
    assert publish(WORKER, lambda *told: None) == "Pages that appeared: 0, that went: 0"


def test_only_those_who_edit_are_offered_to(client: OurClient, new_client: type) -> None:
    write_first_pages(by=WORKER)
    editor = new_client()
    editor.act_as(EDITOR)

    assert "Edit this page" in editor.get("/about/").content.decode()
    assert "Edit this page" not in client.get("/about/").content.decode()


def test_a_page_cannot_have_been_reviewed_tomorrow() -> None:
    page = ContentPage(title="A", slug="a", summary="B", reviewed_on=date.max)

    with pytest.raises(ValidationError, match="cannot be in the future"):
        page.clean()


@pytest.mark.parametrize(
    ("opening", "unknown"),
    [
        ("{full} councils and {members} members", []),
        ("{councils} councils", ["councils"]),
        ("{full.__class__}", ["full.__class__"]),
        ("A lone { brace", ["…"]),
        ("{}", [""]),
    ],
)
def test_the_opening_names_only_figures_that_there_are(opening: str, unknown: list[str]) -> None:
    assert unknown_names(opening, known=HomePage.PLACEHOLDERS) == unknown


def test_a_home_page_that_names_no_figure_is_refused() -> None:
    page = HomePage(title="A", slug="a", summary="B", opening="{councils} councils")

    with pytest.raises(ValidationError, match="no figure called"):
        page.clean()


@pytest.mark.parametrize("address", ["", "javascript:alert(1)", "http://elsewhere.example/"])
def test_a_call_to_action_leads_somewhere_safe(address: str) -> None:
    block = CallToActionBlock()
    value = block.to_python({"label": "Go", "page": None, "text": "", "address": address})

    with pytest.raises(StructBlockValidationError):
        block.clean(value)


def test_programs_find_the_files_they_look_for(client: OurClient) -> None:
    write_first_pages(by=WORKER)
    member = MembershipFactory().organisation

    robots = client.get("/robots.txt").content.decode()
    sitemap = client.get("/sitemap.xml").content.decode()
    security = client.get("/.well-known/security.txt").content.decode()

    assert "Sitemap: http://testserver/sitemap.xml" in robots
    assert "<loc>http://testserver/</loc>" in sitemap
    assert "<loc>http://testserver/about/governance/</loc>" in sitemap
    assert f"<loc>http://testserver{member.get_absolute_url()}</loc>" in sitemap
    assert "Contact: http://testserver/contact/enquiry/\nExpires: " in security
    assert client.get("/humans.txt").status_code == 200


def write(folder: Path, name: str, text: str) -> None:
    (folder / "pages").mkdir(exist_ok=True)
    (folder / "sources.toml").touch()
    fields = f'title = "{name}"\nreviewed_on = 2026-11-23\n'
    (folder / "pages" / f"{name}.toml").write_text(fields + text)
