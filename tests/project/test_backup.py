"""Backup and restore, round trip: what comes back is what went in."""

import io
import json
import tarfile
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from ccin.access.actor import Actor
from ccin.accounts.models import Account
from ccin.audit.models import Entry
from ccin.audit.operations import record
from ccin.kernel.errors import Refused
from ccin.members.models import Person
from ccin.project.backup import back_up, restore, stored_models
from ccin.project.export import export_everything

# Each in a transaction of its own: a backup chooses how its transaction sees the tables.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def media(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def quiet(_words: str) -> None:
    pass


def make_something() -> Person:
    person = Person.objects.create(
        name="Siân Ŵyn-O'Brien", email="sian@fictional.example", notes="one\u2028two\nthree"
    )
    Account.objects.create_user(email="sian@fictional.example", name="Siân", person=person)
    record(Actor.command("test"), "members.person_added", person, personal={"name": person.name})
    default_storage.save("logos/mark.svg", ContentFile(b"<svg/>"))
    return person


def everything() -> dict[str, list[dict[str, object]]]:
    return {m._meta.label: list(m._base_manager.order_by("pk").values()) for m in stored_models()}


def test_what_comes_back_is_what_went_in(tmp_path: Path, fresh_database) -> None:
    make_something()
    before = everything()
    back_up(tmp_path / "all.tar.gz", tell=quiet)
    fresh_database()
    default_storage.delete("logos/mark.svg")

    restore(tmp_path / "all.tar.gz", tell=quiet)

    assert everything() == before
    with default_storage.open("logos/mark.svg") as file:
        assert file.read() == b"<svg/>"
    assert Person.objects.create(name="Next") is not None  # the sequence goes on after the rows


def test_what_is_kept_does_not_depend_on_the_database() -> None:
    tables = {model._meta.db_table for model in stored_models()}

    assert not [table for table in tables if "sqlite" in table or "postgres" in table]


def test_a_database_in_use_is_not_overwritten(tmp_path: Path) -> None:
    make_something()
    back_up(tmp_path / "all.tar.gz", tell=quiet)

    with pytest.raises(CommandError, match="restored into an empty one"):
        call_command("restore", str(tmp_path / "all.tar.gz"))


def test_a_damaged_archive_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    archive = tmp_path / "all.tar.gz"
    back_up(archive, tell=quiet)
    damaged = rewrite(archive, "database/members.ClassTerms.jsonl", b"{}\n")

    with pytest.raises(Refused, match="does not match its hash"):
        restore(damaged, tell=quiet)

    assert Entry.objects.count() == 0


def test_an_archive_of_another_version_is_refused(tmp_path: Path) -> None:
    archive = tmp_path / "all.tar.gz"
    back_up(archive, tell=quiet)
    with tarfile.open(archive) as found:
        manifest = json.loads(found.extractfile("manifest.json").read())
    manifest["migrations"].append("members.9999_from_the_future")
    other = rewrite(archive, "manifest.json", json.dumps(manifest).encode())

    with pytest.raises(Refused, match="another version"):
        restore(other, tell=quiet)


def test_the_export_explains_its_columns_and_keeps_no_password(tmp_path: Path) -> None:
    person = make_something()

    export_everything(tmp_path / "out", tell=quiet)

    contents = json.loads((tmp_path / "out" / "contents.json").read_text())
    people = json.loads((tmp_path / "out" / "members.person.json").read_text())
    assert people[0]["name"] == person.name
    assert "password" not in contents["accounts.account"]["columns"]
    assert (tmp_path / "out" / "members.person.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def rewrite(archive: Path, name: str, content: bytes) -> Path:
    """A copy of the archive in which one part has other content."""
    target = archive.with_name("rewritten.tar.gz")
    with tarfile.open(archive) as old, tarfile.open(target, "w:gz") as new:
        for member in old.getmembers():
            body = content if member.name == name else old.extractfile(member).read()
            member.size = len(body)
            new.addfile(member, io.BytesIO(body))
    return target
