"""`ccin register`: what it prints, and what its exit codes mean."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from ccin.register.models import AuthorityName, GssCode
from tests.factories import AuthorityFactory

pytestmark = pytest.mark.django_db


def run(*words: str) -> str:
    output = StringIO()
    call_command("register", *words, stdout=output, stderr=StringIO())
    return output.getvalue()


@pytest.fixture
def names(tmp_path: Path) -> Path:
    council = AuthorityFactory(name="Oldham Council", short_name="Oldham")
    GssCode.objects.create(authority=council, code="E08000004")
    path = tmp_path / "names.csv"
    path.write_text("LAD24CD,LAD24NM\nE08000004,Owdham\n")
    return path


def test_a_dry_run_shows_what_would_change_and_changes_nothing(names: Path) -> None:
    printed = run("import", "ons-names", str(names), "--dry-run")

    assert "Row 2: Oldham Council, Also known as: new: Owdham" in printed
    assert not AuthorityName.objects.exists()


def test_applying_changes_what_was_shown(names: Path) -> None:
    run("import", "ons-names", str(names), "--apply")

    assert list(AuthorityName.objects.values_list("text", flat=True)) == ["Owdham"]


def test_a_wrong_row_is_refused(names: Path) -> None:
    names.write_text("LAD24CD,LAD24NM\nE08000004,Owdham\nE0,x\n")

    with pytest.raises(CommandError) as refusal:
        run("import", "ons-names", str(names), "--apply")

    assert str(refusal.value) == "1 row is wrong. Nothing was changed."
    assert refusal.value.returncode == 1
    assert not AuthorityName.objects.exists()


def test_a_file_that_is_not_there_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as refusal:
        run("import", "parishes", str(tmp_path / "none.csv"), "--apply")

    assert "cannot be read: No such file or directory." in str(refusal.value)


def test_a_misspelt_council_is_found_from_the_command_line(names: Path) -> None:
    printed = run("find", "Oldam", "council")

    assert "Oldham Council, the nearest name to what you typed" in printed


def test_what_is_called_like_nothing_is_said_to_be(names: Path) -> None:
    with pytest.raises(CommandError) as refusal:
        run("find", "qwertyuiop")

    assert str(refusal.value) == "No authority or parish is called anything like “qwertyuiop”."
