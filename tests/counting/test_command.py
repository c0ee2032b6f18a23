"""`ccin allocate` from the outside: a file in, an outcome out, no database asked."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from ccin import __main__ as ccin
from tests.counting.test_pabulib import GOOD

pytestmark = pytest.mark.one_database

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def ask(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> "Ask":
    return Ask(tmp_path, monkeypatch, capsys)


class Ask:
    def __init__(
        self, path: Path, patch: pytest.MonkeyPatch, caught: pytest.CaptureFixture[str]
    ) -> None:
        self.path, self.patch, self.caught = path, patch, caught
        patch.chdir(path)
        self.write("votes.pb", GOOD)

    def write(self, name: str, text: str, encoding: str = "utf-8") -> None:
        (self.path / name).write_bytes(text.encode(encoding))

    def __call__(self, *words: str) -> tuple[int, str, str]:
        self.patch.setattr("sys.argv", ["ccin", "allocate", *words])
        try:
            code = ccin.main()
        except SystemExit as left:
            code = int(left.code or 0)
        said = self.caught.readouterr()
        return code, said.out, said.err


def test_the_table_says_the_rule_each_project_and_each_step(ask: Ask) -> None:
    code, said, wrong = ask("votes.pb", "--rule", "equal-shares")

    assert (code, wrong) == (0, "")
    assert "The fund holds £100.50. There are 4 ballots on 3 projects." in said
    assert "Ballots that name no project count among them: 1." in said
    assert "No lot was given" in said
    assert "funded Paint (a b) 1 0.50 0.50" in [" ".join(row.split()) for row in said.splitlines()]
    assert "Paint (a b) is funded: £0.50, with 1 supporter. Each of 1 pays £0.50." in said
    assert "A garden; for all (10) is not funded: it costs £60.25" in said


def test_json_gives_amounts_as_decimal_strings_and_fractions_exactly(ask: Ask) -> None:
    code, said, _ = ask("votes.pb", "--rule", "equal-shares", "--completion", "greedy", "--json")

    found = json.loads(said)
    assert code == 0
    assert (found["funded"], found["spent"], found["left"]) == (["a b", "10"], "60.75", "39.75")
    assert found["shares"]["first"] == {"decimal": "25.125000", "exact": "201/8"}
    first, second = found["steps"]
    assert (first["project"], first["cost"], first["by"]) == ("a b", "0.50", "shares")
    assert first["payment"] == {"decimal": "0.500000", "exact": "1/2"}
    assert (second["project"], second["by"], second["payment"]) == ("10", "votes", None)
    assert found["ties_settled_by"] == "file order"
    assert [each["project"] for each in found["not_funded"]] == ["9"]


def test_a_lot_settles_ties_and_the_output_says_which(ask: Ask) -> None:
    """Both have one vote and cost the same; the fund pays for one of them."""
    tied = GOOD.replace("9;40;", "9;0.5;").replace("budget;100.50", "budget;0.50")
    ask.write("tied.pb", tied)
    ask.write("lot.txt", "a b\n9\n10\n")

    by_file = json.loads(ask("tied.pb", "--rule", "greedy", "--json")[1])
    by_lot = json.loads(ask("tied.pb", "--rule", "greedy", "--lot", "lot.txt", "--json")[1])

    assert (by_file["funded"], by_file["ties_settled_by"]) == (["9"], "file order")
    assert (by_lot["funded"], by_lot["ties_settled_by"]) == (["a b"], "lot")
    assert by_lot["steps"][0]["tie"] == {"projects": ["a b", "9"], "settled_by": "lot"}
    assert "it went first because the lot put it first" in by_lot["steps"][0]["sentence"]


def test_the_picture_says_in_words_what_it_shows(ask: Ask) -> None:
    ask.write("sharp.pb", GOOD.replace("A stage", "<b> & co"))

    code, said, _ = ask("sharp.pb", "--rule", "greedy", "--svg")

    drawn = ElementTree.fromstring(said)
    assert code == 0
    assert drawn.findtext(f"{SVG}title") == "How £100.50 was shared out"
    assert "Funded: 2 of 3 projects" in (drawn.findtext(f"{SVG}desc") or "")
    words = [text.text or "" for text in drawn.iter(f"{SVG}text")]
    assert "<b> & co (9)" in words
    assert "2 supporters · £60.25" in words
    assert "funded · spent so far £60.25" in words
    assert "the fund: £100.50" in words
    assert "style" not in said


def test_a_second_run_is_the_same_to_the_byte(ask: Ask) -> None:
    for form in ["--json", "--svg"]:
        words = ["votes.pb", "--rule", "equal-shares", "--completion", "add1", form]
        assert ask(*words) == ask(*words)


def test_a_wrong_file_is_named_with_its_line_and_nothing_else_is_written(ask: Ask) -> None:
    ask.write("wrong.pb", GOOD.replace("2;17;10", "2;17;8"))
    ask.write("western.pb", GOOD.replace("A stage", "Café"), encoding="latin-1")
    ask.write("lot.txt", "9\n8\n")

    for words, says in [
        (["wrong.pb"], "wrong.pb: Line 18: The ballot of “2” names project “8”, which"),
        (["western.pb"], "western.pb: Line 13: This is not UTF-8"),
        (["absent.pb"], "absent.pb cannot be read: no such file"),
        (["."], "cannot be read: is a directory"),
        (["votes.pb", "--lot", "lot.txt"], "lot.txt: Line 2: The lot names “8”"),
    ]:
        code, said, wrong = ask(*words, "--rule", "greedy")
        assert (code, said) == (1, "")
        assert says in wrong
        assert wrong.count("\n") == 1


def test_what_is_not_understood_ends_with_2(ask: Ask) -> None:
    for words in [
        ["votes.pb"],
        ["votes.pb", "--rule", "lucky"],
        ["votes.pb", "--rule", "greedy", "--completion", "add1"],
        ["votes.pb", "--rule", "greedy", "--json", "--svg"],
    ]:
        code, said, _ = ask(*words)
        assert (code, said) == (2, "")
