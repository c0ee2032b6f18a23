"""The styles that are committed: our own brand, our own fonts, and what they are owed."""

import re
from pathlib import Path

import ccin.design

DESIGN = Path(ccin.design.__file__).parent
STATIC = DESIGN / "static" / "design"
CSS = (STATIC / "ccin.css").read_text(encoding="utf-8")


def test_nothing_of_gov_uk_shows() -> None:
    assert re.findall(r"govuk|GDS Transport|crown", CSS, re.IGNORECASE) == []


def test_every_font_and_picture_that_the_styles_name_is_there() -> None:
    named = set(re.findall(r'url\("?([^)"]+)"?\)', CSS))

    assert named == {name for name in named if (STATIC / name).is_file()}
    assert len(named) == 6


def test_the_licences_of_what_is_given_on_are_there() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((DESIGN / "licences").iterdir())]

    assert len(texts) == 3
    assert all("Copyright" in text for text in texts)


def test_the_lock_file_names_no_download_address() -> None:
    lock = (DESIGN / "styles" / "package-lock.json").read_text(encoding="utf-8")

    assert "http" not in lock
    assert '"resolved"' not in lock
