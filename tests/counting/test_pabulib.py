"""What is read from a file of preferences, and what is refused with its line."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccin.counting.approvals import Approvals
from ccin.counting.errors import Malformed
from ccin.counting.lots import read_lot
from ccin.counting.pabulib import read_approvals

pytestmark = pytest.mark.one_database

GOOD = """META
key;value
budget;100.50
vote_type;approval
num_projects;3
num_votes;4
max_length;2
min_length;1
currency;GBP
PROJECTS
project_id;cost;votes;name
10;60.25;2;"A garden; for all"
9;40;1;A stage
a b;0.5;1;Paint
VOTES
voter_id;age;vote
1;40;10,9
2;17;10
3;60;
4;61; a b
"""


def facts(read: Approvals) -> tuple[object, ...]:
    return read.projects, read.names, read.costs, read.votes, read.budget, read.decimals


def test_amounts_are_whole_numbers_of_the_smallest_unit_that_the_file_uses() -> None:
    read = read_approvals(GOOD)

    assert facts(read) == (
        ("10", "9", "a b"),
        ("A garden; for all", "A stage", "Paint"),
        (6025, 4000, 50),
        (2, 1, 1),
        10050,
        2,
    )
    assert (read.n_ballots, read.n_empty, read.currency) == (4, 1, "GBP")


def test_how_a_program_ended_its_lines_and_began_the_file_changes_nothing() -> None:
    windows = "\ufeff" + GOOD.replace("\n", "\r\n")
    spaced = GOOD.replace("META\n", "META\n \t\n")
    spreadsheet = GOOD.replace("META\n", "META;;;\n").replace("9;40;1;A stage", "9;40;1;A stage;;")

    assert facts(read_approvals(windows)) == facts(read_approvals(GOOD))
    assert facts(read_approvals(spaced)) == facts(read_approvals(GOOD))
    assert facts(read_approvals(spreadsheet)) == facts(read_approvals(GOOD))


def test_the_hash_is_that_of_the_votes_and_not_of_the_order_of_rows() -> None:
    turned = GOOD.replace("1;40;10,9\n2;17;10", "2;17;10\n1;40;9,10")

    assert read_approvals(turned).sha256 == read_approvals(GOOD).sha256
    assert read_approvals(GOOD.replace("9;40;", "9;41;")).sha256 != read_approvals(GOOD).sha256


def test_a_quoted_name_over_several_lines_does_not_shift_what_comes_after() -> None:
    with pytest.raises(Malformed) as found:
        read_approvals(GOOD.replace("A stage", '"A\nstage"').replace("2;17;10", "2;17;8"))

    assert found.value.line == 19


WRONG = [
    ("META\nkey;value\n", "key;value\n", 1, "this one begins with “key”"),
    ("budget;100.50\n", "", 1, "META does not say “budget”"),
    ("budget;100.50", "budget;", 3, "“” is not an amount"),
    ("budget;100.50", "budget;100,50", 3, "with a dot before the decimals"),
    ("budget;100.50", "budget;-5", 3, "is not an amount"),
    ("9;40;", "9;NaN;", 13, "“NaN” is not an amount"),
    ("9;40;", "9;1e5;", 13, "“1e5” is not an amount"),
    ("9;40;", "9;٤٠;", 13, "is not an amount"),
    ("9;40;", f"9;{10**15};", 13, "at most 15 digits"),
    ("9;40;", "9;0.1234567;", 13, "at most 6 decimals"),
    ("vote_type;approval", "vote_type;ordinal", 4, "type “ordinal”"),
    ("vote_type;approval", "vote_type;cumulative", 4, "type “cumulative”"),
    ("budget;100.50", "budget;1\nbudget;2", 4, "META says “budget” twice"),
    ("num_projects;3", "num_projects;4", 5, "num_projects is 4, but the file holds 3"),
    ("num_votes;4", "num_votes;5", 6, "Is it complete?"),
    ("num_votes;4", "num_votes;many", 6, "“many” is not a whole number"),
    ("9;40;1", "10;40;1", 13, "listed twice, first on line 12"),
    ("9;40;1", ";40;1", 13, "has no project_id"),
    ("9;40;1", '"9,5";40;1', 13, "cannot hold a comma"),
    ("9;40;1", "9;40;2", 13, "said to have 2 votes; the ballots give it 1"),
    ("9;40;1;A stage", "9;40", 13, "2 fields where the headings of PROJECTS name 4"),
    ("9;40;1;A stage", '9;40;1;"A" stage', 13, "not a row of fields"),
    ("9;40;1;A stage", '9;40;1;"A stage', 13, "not a row of fields"),
    ("project_id;cost", "id;cost", 11, "lack “project_id”"),
    ("cost;votes;name", "cost;name;name", 11, "“name” twice"),
    ("2;17;10", "1;17;10", 18, "Voter “1” has two ballots, the first on line 17"),
    ("2;17;10", ";17;10", 18, "has no voter_id"),
    ('10;60.25;2;"A garden; for all"\n9;40;1;A stage\na b;0.5;1;Paint\n', "", 10, "no project"),
    ("2;17;10", "2;17;8", 18, "names project “8”, which PROJECTS does not list"),
    ("2;17;10", "2;17;9,9", 18, "names project “9” twice"),
    ("2;17;10", "2;17;9,,10", 18, "a comma with no project beside it"),
    ("2;17;10", "2;17;9,10,a b", 18, "names 3 projects; META allows 2"),
    ("min_length;1", "min_length;2", 18, "names 1 projects; META asks for 2"),
    ("VOTES\n", "PROJECTS\n", 15, "PROJECTS stands in the file twice"),
    ("1;40;10,9\n2;17;10\n3;60;\n4;61; a b\n", "", 15, "VOTES holds no ballot"),
]


@pytest.mark.parametrize(("old", "new", "line", "says"), WRONG)
def test_what_is_wrong_is_refused_with_its_line(
    old: str, new: str, line: int | None, says: str
) -> None:
    assert old in GOOD
    with pytest.raises(Malformed) as found:
        read_approvals(GOOD.replace(old, new, 1))

    assert says in str(found.value)
    assert found.value.line == line


def test_a_file_without_its_parts_is_refused() -> None:
    for text, says in [
        ("", "The file is empty"),
        ("\n\n", "The file is empty"),
        ("META\n", "no part PROJECTS"),
        ("META\nPROJECTS\nVOTES\n", "META has no row of headings"),
        ("meta\nkey;value\nprojects\nproject_id;cost\n", "no part VOTES"),
        ("META\nVOTES\n", "VOTES stands too early"),
    ]:
        with pytest.raises(Malformed, match=says):
            read_approvals(text)


@given(st.data())
def test_whatever_is_done_to_a_file_it_is_read_or_refused(data: st.DataObject) -> None:
    """Cut out a piece anywhere and put something else in its place."""
    begin = data.draw(st.integers(0, len(GOOD)))
    end = data.draw(st.integers(begin, min(begin + 12, len(GOOD))))
    odd = st.sampled_from([*';,"\n\r\t\x00 .-0919eE', "VOTES", "\ufeff", "٣", "\ud800"])
    spoilt = GOOD[:begin] + "".join(data.draw(st.lists(odd, max_size=6))) + GOOD[end:]

    try:
        read = read_approvals(spoilt)
    except Malformed:
        return  # any other error fails
    assert read.n_ballots == int(read.sizes.sum()) + read.n_empty > 0


def test_headings_and_rows_may_end_in_empty_fields() -> None:
    wide = GOOD.replace("voter_id;age;vote\n", "voter_id;age;vote;;\n").replace(
        "2;17;10", "2;17;10;;"
    )

    assert facts(read_approvals(wide)) == facts(read_approvals(GOOD))


def test_a_hundred_thousand_ballots_are_read_in_seconds() -> None:
    """Each ballot is looked at once: a list searched for each would take hours."""
    projects = "".join(f"{number};10\n" for number in range(200))
    votes = "".join(
        f"v{n};{n % 200},{(n * 7 + 1) % 200}\n" for n in range(100_000) if (n * 6 + 1) % 200
    )
    start = time.process_time()

    read = read_approvals(
        "META\nkey;value\nbudget;1000\nvote_type;approval\nPROJECTS\nproject_id;cost\n"
        f"{projects}VOTES\nvoter_id;vote\n{votes}"
    )

    assert read.n_ballots == votes.count("\n")
    assert time.process_time() - start < 10


def test_a_lot_is_read_by_lines_or_by_commas() -> None:
    assert read_lot("\ufeffb\n\na\r\nc\n", ["a", "b", "c"]) == ("b", "a", "c")
    assert read_lot("b, a,c", ["a", "b", "c"]) == ("b", "a", "c")


def test_a_lot_that_is_not_all_projects_once_is_refused_with_its_line() -> None:
    for text, line, says in [
        ("b\nx\n", 2, "names “x”"),
        ("b\na\nb\n", 3, "names project “b” twice"),
        ("b\n", None, "leaves out a, c"),
    ]:
        with pytest.raises(Malformed, match=says) as found:
            read_lot(text, ["a", "b", "c"])
        assert found.value.line == line
