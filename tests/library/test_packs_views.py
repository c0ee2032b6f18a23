"""Packs as everyone reads them, on the page and on paper, and how staff put them together."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from ccin.library.models import Pack, Resource
from ccin.library.operations.packs import set_cover
from ccin.library.states.packs import DRAFT, PUBLISHED
from ccin.library.states.resources import ResourceState, Visibility
from tests.actors import EDITOR, OFFICER
from tests.browser import OurClient
from tests.factories import PackFactory, ResourceFactory, ThemeFactory
from tests.library.test_packs_operations import a_picture, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor() -> OurClient:
    return OurClient()


@pytest.fixture
def editor() -> OurClient:
    browser = OurClient()
    browser.act_as(EDITOR)
    return browser


def read(response: object) -> str:
    reader = PdfReader(BytesIO(response.content))  # type: ignore[attr-defined]
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_everyone_reads_a_published_pack(visitor: OurClient) -> None:
    pack = PackFactory(
        published=True, holding=2, foreword="Dear *reader*.", foreword_by="Ada Byron, Chair"
    )

    assert pack.title in visitor.get(reverse("library:packs")).content.decode()
    page = visitor.get(pack.get_absolute_url()).content.decode()

    assert "Dear <em>reader</em>." in page
    assert "Ada Byron, Chair" in page
    for title in titles(pack):
        assert title in page


def test_nobody_outside_sees_a_draft(visitor: OurClient, editor: OurClient) -> None:
    pack = PackFactory(holding=1)
    set_cover(pack, a_picture(), words="Hands", by=EDITOR)
    officer = OurClient()
    officer.act_as(OFFICER)

    for name in ("pack", "pack_pdf", "pack_cover"):
        url = reverse(f"library:{name}", args=[pack.slug])
        assert visitor.get(url).status_code == 404
        assert officer.get(url).status_code == 404
        assert editor.get(url).status_code == 200
    assert pack.title not in visitor.get(reverse("library:packs")).content.decode()
    assert "not published yet" in read(editor.get(reverse("library:pack_pdf", args=[pack.slug])))


@pytest.mark.parametrize(
    "change",
    [
        {"state": ResourceState.TAKEN_DOWN, "taken_down_because": "They asked"},
        {"visibility": Visibility.MEMBERS},
        {"visibility": Visibility.CLASS, "visible_class": "full"},
        {"state": ResourceState.DRAFT},
    ],
    ids=["taken down", "members", "class", "draft"],
)
def test_what_is_not_for_everyone_any_more_drops_out_at_once(
    visitor: OurClient, change: dict[str, str]
) -> None:
    pack = PackFactory(published=True, holding=2)
    stays, goes = titles(pack)
    paper = reverse("library:pack_pdf", args=[pack.slug])
    assert goes in read(visitor.get(paper))

    Resource.objects.filter(title=goes).update(**change)

    page, printed = visitor.get(pack.get_absolute_url()), read(visitor.get(paper))
    assert stays in page.content.decode()
    assert stays in printed
    assert goes not in page.content.decode()
    assert goes not in printed


def test_the_paper_is_tagged_titled_and_lists_its_studies_by_page(visitor: OurClient) -> None:
    pack = PackFactory(published=True, holding=3, foreword="Read.", foreword_by="Ada Byron")
    set_back = Pack.objects.filter(pk=pack.pk)
    set_back.update(state=DRAFT)
    pack.refresh_from_db()
    set_cover(pack, a_picture("JPEG"), words="Two hands", by=EDITOR)
    set_back.update(state=PUBLISHED)

    response = visitor.get(reverse("library:pack_pdf", args=[pack.slug]))

    reader = PdfReader(BytesIO(response.content))
    assert response["Content-Type"] == "application/pdf"
    assert reader.root_object["/Lang"] == "en-GB"
    assert reader.metadata is not None
    assert reader.metadata.title == pack.title
    assert b"pdfuaid:part" in reader.root_object["/Metadata"].get_object().get_data()
    listed = " ".join(reader.pages[1].extract_text().split())
    for number, title in enumerate(titles(pack)):
        assert title in listed
        assert title in reader.pages[number + 2].extract_text().replace("\n", " ")


def test_hostile_words_stay_words_on_page_and_paper(visitor: OurClient) -> None:
    pack = PackFactory(
        published=True,
        foreword="<script>alert(1)</script> #panic() [x](javascript:alert(1)) ![y](http://e.example/t.png)",
        foreword_by='#read("/etc/passwd")',
        holding=1,
    )

    page = visitor.get(pack.get_absolute_url()).content.decode()
    printed = read(visitor.get(reverse("library:pack_pdf", args=[pack.slug])))

    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert "e.example/t.png" not in page
    assert "#panic()" in printed
    assert '#read("/etc/passwd")' in printed


def test_the_page_asks_the_same_of_the_database_however_long_the_pack() -> None:
    counts = []
    for number in (1, 3):
        pack = PackFactory(published=True, holding=number)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            OurClient().get(pack.get_absolute_url())
        counts.append(len(queries))

    assert counts == [3, 3]


def test_the_list_asks_the_same_of_the_database_however_long_it_is() -> None:
    counts = []
    for number in (1, 2):
        PackFactory.create_batch(number, published=True)
        with CaptureQueriesContext(connection) as queries:
            OurClient().get(reverse("library:packs"))
        counts.append(len(queries))

    assert counts == [2, 2]


def test_an_editor_makes_a_pack_from_its_title_to_its_page(editor: OurClient) -> None:
    theme = ThemeFactory(slug="repair")
    wanted = ResourceFactory(published=True, title="Repair cafés")
    wanted.themes.add(theme)
    ResourceFactory(published=True, title="Another thing")

    begun = editor.post(reverse("library:manage_packs"), {"title": "Pack 2026"})
    pack = Pack.objects.get()
    choose = reverse("library:choose_for_pack", args=[pack.pk])
    found = editor.get(f"{choose}?theme=repair&q=repair").content.decode()
    editor.post(choose, {"chosen": [wanted.pk]})
    words = {"title": "Pack 2026", "foreword": "Read.", "foreword_by": "Ada", "version": 2}
    editor.post(reverse("library:change_pack", args=[pack.pk]), words)
    cover = {"picture": a_picture(), "words": "Two hands"}
    editor.post(reverse("library:cover_pack", args=[pack.pk]), cover)
    shown = editor.get(reverse("library:work_pack", args=[pack.pk])).content.decode()
    done = editor.post(reverse("library:publish_pack", args=[pack.pk]))

    pack.refresh_from_db()
    assert begun["Location"] == reverse("library:work_pack", args=[pack.pk])
    assert "Repair cafés" in found
    assert "Another thing" not in found
    assert "Two hands" in shown
    assert (pack.state, pack.foreword_by) == (PUBLISHED, "Ada")
    assert done["Location"] == pack.get_absolute_url()
    page = editor.get(pack.get_absolute_url()).content.decode()
    assert 'alt="Two hands"' in page


def test_an_editor_orders_and_takes_out(editor: OurClient) -> None:
    pack = PackFactory(holding=3)
    one, two, three = pack.items.order_by("position")
    a, b, c = titles(pack)

    editor.post(reverse("library:move_in_pack", args=[pack.pk, three.pk]), {"to": "up"})
    editor.post(reverse("library:move_in_pack", args=[pack.pk, one.pk]), {"to": "down"})
    editor.post(reverse("library:take_out_of_pack", args=[pack.pk, two.pk]))

    assert titles(pack) == [c, a]
    assert b not in titles(pack)


def test_wrong_input_is_said_on_the_page(editor: OurClient) -> None:
    pack = PackFactory(holding=1)
    choose = reverse("library:choose_for_pack", args=[pack.pk])

    nothing = editor.post(choose, {}).content.decode()
    hidden = editor.post(choose, {"chosen": [ResourceFactory().pk]}).content.decode()
    odd = editor.get(f"{choose}?kind=nonsense&theme=none&page=x&q=%3Cscript%3E")
    words = {"title": "T", "foreword": "Read.", "foreword_by": "", "version": 1}
    alone = editor.post(reverse("library:change_pack", args=[pack.pk]), words).content.decode()
    empty = editor.post(reverse("library:manage_packs"), {"title": " "}).content.decode()

    assert "Tick what you would add" in nothing
    assert "not there any more" in hidden
    assert odd.status_code == 200
    assert "A foreword needs its words" in alone
    assert "Enter a title" in empty


def test_what_dropped_out_is_shown_to_staff(editor: OurClient) -> None:
    pack = PackFactory(published=True, holding=1)
    Resource.objects.update(visibility=Visibility.MEMBERS)

    work = editor.get(reverse("library:work_pack", args=[pack.pk])).content.decode()
    page = editor.get(pack.get_absolute_url()).content.decode()

    assert "Left out" in work
    assert "Nothing of this pack is for everyone any more" in page


def test_a_published_pack_is_opened_before_it_is_changed(editor: OurClient) -> None:
    pack = PackFactory(published=True, holding=1)

    assert editor.get(reverse("library:choose_for_pack", args=[pack.pk])).status_code == 409
    editor.post(reverse("library:reopen_pack", args=[pack.pk]))
    assert editor.get(reverse("library:choose_for_pack", args=[pack.pk])).status_code == 200
    assert OurClient().get(pack.get_absolute_url()).status_code == 404


def test_a_cover_is_removed(editor: OurClient) -> None:
    pack = PackFactory(holding=1)
    set_cover(pack, a_picture(), words="Hands", by=EDITOR)

    editor.post(reverse("library:uncover_pack", args=[pack.pk]))

    assert editor.get(reverse("library:pack_cover", args=[pack.slug])).status_code == 404


def test_a_number_that_no_database_holds_is_nothing_to_choose(editor: OurClient) -> None:
    pack = PackFactory()

    page = editor.post(reverse("library:choose_for_pack", args=[pack.pk]), {"chosen": "9" * 30})

    assert page.status_code == 200
    assert "is not there any more" in page.content.decode()
