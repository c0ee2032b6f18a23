"""The items of an issue: choosing, ordering, wording, news of one's own with a picture."""

from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from ccin.audit.models import Entry
from ccin.files.models import Upload
from ccin.kernel.errors import Refused, Stale
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.newsroom.models import Item
from ccin.newsroom.operations import items as operations
from ccin.newsroom.operations.items import (
    ItemWords,
    add_item,
    change_item,
    correct_item,
    include_item,
    move_item,
    remove_item,
)
from ccin.newsroom.reads.issues import social_of
from tests.actors import ADMINISTRATOR, EDITOR
from tests.factories import IssueFactory, ItemFactory
from tests.newsroom.pictures import a_picture, with_a_picture

pytestmark = pytest.mark.django_db
WORDS = ItemWords("story", "A repair café", "Volunteers mend.", "/library/x/")


def headings(item: Item) -> list[str]:
    return [each.heading for each in item.issue.items.order_by("position", "pk")]


def test_news_of_the_staff_s_own_stand_with_their_kind_at_an_address_of_their_own() -> None:
    issue = IssueFactory()
    ItemFactory(issue=issue, kind="joiner", heading="Welcome")

    first = add_item(issue, WORDS, by=EDITOR)
    second = add_item(issue, WORDS, by=EDITOR)

    assert (first.slug, second.slug) == ("a-repair-cafe", "a-repair-cafe-2")
    assert headings(first) == ["A repair café", "A repair café", "Welcome"]
    assert second.issue.items.get(pk=second.pk).address == "/library/x/"
    with pytest.raises(Refused, match="heading"):
        add_item(issue, ItemWords("story", " ", ""), by=EDITOR)


def test_an_issue_holds_only_so_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "MOST_ITEMS", 1)
    issue = IssueFactory(holding=1)

    with pytest.raises(Refused, match="full"):
        add_item(issue, WORDS, by=EDITOR)


def test_a_picture_needs_words_and_keeps_nothing_of_where_it_was_taken() -> None:
    issue = IssueFactory()
    described = ItemWords("story", "A repair café", "", picture_words=" Two  people ")

    with pytest.raises(Refused, match="what the picture shows"):
        add_item(issue, WORDS, picture=a_picture(), by=EDITOR)
    with pytest.raises(Refused):
        add_item(issue, described, picture=SimpleUploadedFile("x.png", b"no picture"), by=EDITOR)
    item = add_item(issue, described, picture=a_picture((2400, 1200)), by=EDITOR)

    assert item.picture is not None
    assert item.picture_words == "Two people"
    assert Upload.objects.count() == 1
    with item.picture.file.open("rb") as file, Image.open(BytesIO(file.read())) as kept:
        assert (kept.format, kept.size) == ("JPEG", (1600, 800))


def test_a_changed_heading_changes_the_address_until_it_is_sent() -> None:
    item = ItemFactory(heading="Old", slug="old")
    words = ItemWords("deadline", "New", "Words.", social="Our own #words")

    change_item(item, words, version=1, by=EDITOR)

    item.refresh_from_db()
    assert (item.slug, item.kind, item.social, item.version) == (
        "new",
        "deadline",
        "Our own #words",
        2,
    )
    with pytest.raises(Stale):
        change_item(item, words, version=1, by=EDITOR)


def test_a_picture_stays_until_its_words_are_emptied() -> None:
    item = with_a_picture(ItemFactory())
    kept = item.picture

    change_item(item, ItemWords("story", "H", "W", picture_words="Two"), version=1, by=EDITOR)
    assert (item.picture, item.picture_words) == (kept, "Two")
    change_item(item, ItemWords("story", "H", "W"), version=2, by=EDITOR)

    item.refresh_from_db()
    assert (item.picture, item.picture_words) == (None, "")


def test_an_item_is_left_out_and_put_in_with_one_tap() -> None:
    item = ItemFactory()

    include_item(item, is_included=False, by=EDITOR)
    include_item(item, is_included=False, by=EDITOR)
    assert not Item.objects.get(pk=item.pk).is_included
    include_item(item, is_included=True, by=EDITOR)

    assert Item.objects.get(pk=item.pk).is_included
    events = Entry.objects.order_by("pk").values_list("event", flat=True)
    assert list(events) == ["newsroom.item_left_out", "newsroom.item_put_in"]


def test_an_item_goes_up_and_down_and_no_further_than_the_end() -> None:
    issue = IssueFactory()
    items = [ItemFactory(issue=issue, heading=name, position=n) for n, name in enumerate("ABC")]

    move_item(items[0], up=False, by=EDITOR)
    move_item(items[2], up=False, by=EDITOR)

    assert headings(items[0]) == ["B", "A", "C"]
    assert Entry.objects.filter(event="newsroom.item_moved").count() == 1


def test_only_the_staff_s_own_items_are_taken_out() -> None:
    own = ItemFactory()
    gathered = ItemFactory(key="members.membership:1")

    remove_item(own, by=EDITOR)

    with pytest.raises(Refused, match="Leave it out"):
        remove_item(gathered, by=EDITOR)
    assert list(Item.objects.all()) == [gathered]
    with pytest.raises(Stale, match="meanwhile"):
        move_item(own, up=True, by=EDITOR)


def test_a_sent_item_is_corrected_at_its_address_with_a_note() -> None:
    item = ItemFactory(issue__sent=True, heading="Wrong name", slug="wrong-name")

    correct_item(item, WORDS, note="The name was wrong.", version=1, by=EDITOR)

    item.refresh_from_db()
    assert (item.heading, item.slug) == ("A repair café", "wrong-name")
    assert [each.words for each in item.corrections.all()] == ["The name was wrong."]
    for words, note, version, problem in (
        (ItemWords("story", "H", " "), "N", 2, Refused),
        (WORDS, "", 2, Refused),
        (WORDS, "N", 1, Stale),
    ):
        with pytest.raises(problem):
            correct_item(item, words, note=note, version=version, by=EDITOR)


def test_what_was_sent_is_only_corrected_and_a_draft_only_changed() -> None:
    sent, draft = ItemFactory(issue__sent=True), ItemFactory()
    for act in (
        lambda: add_item(sent.issue, WORDS, by=EDITOR),
        lambda: change_item(sent, WORDS, version=1, by=EDITOR),
        lambda: include_item(sent, is_included=False, by=EDITOR),
        lambda: move_item(sent, up=True, by=EDITOR),
        lambda: remove_item(sent, by=EDITOR),
        lambda: correct_item(draft, WORDS, note="N", version=1, by=EDITOR),
    ):
        with pytest.raises(MoveNotAllowed):
            act()


def test_nobody_else_touches_items() -> None:
    item, sent = ItemFactory(), ItemFactory(issue__sent=True)
    for act in (
        lambda: add_item(item.issue, WORDS, by=ADMINISTRATOR),
        lambda: change_item(item, WORDS, version=1, by=ADMINISTRATOR),
        lambda: include_item(item, is_included=False, by=ADMINISTRATOR),
        lambda: move_item(item, up=True, by=ADMINISTRATOR),
        lambda: remove_item(item, by=ADMINISTRATOR),
        lambda: correct_item(sent, WORDS, note="N", version=1, by=ADMINISTRATOR),
    ):
        with pytest.raises(PermissionDenied):
            act()

    assert not Entry.objects.exists()


def test_the_text_for_social_media_follows_the_words_unless_staff_wrote_one() -> None:
    item = ItemFactory(heading="Mended", words="**All** of it.")

    assert social_of(item).startswith("Mended. All of it. http")
    assert social_of(item).endswith(item.get_absolute_url())
    item.social = "Ours #alone"
    assert social_of(item) == "Ours #alone"
