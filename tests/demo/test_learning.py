"""What the demonstration's members take from its library is named as the library has it."""

from ccin.demo.learning import learned
from ccin.demo.library import IN_PROGRESS, invented
from ccin.demo.people import BODIES
from ccin.discussion.rules.asking import LONGEST_TITLE
from ccin.library.states.adoptions import UNDER_WAY, Again, Stage
from ccin.library.states.uses import OF_WORDS, UseKind
from ccin.principles.operations import FACTS as STATEMENT
from tests.demo.test_library import FICTIONAL, facts, themes

PUBLISHED = {
    each["title"]: each
    for each in invented()
    if each.get("state") not in IN_PROGRESS | {"taken_down"}
}


def test_members_take_up_what_others_gave_each_once() -> None:
    adoptions = learned()["adoption"]

    assert len({(each["resource"], each["by"]) for each in adoptions}) == len(adoptions)
    for each in adoptions:
        assert each["by"] in FICTIONAL
        assert each["stage"] in UNDER_WAY
        assert PUBLISHED[each["resource"]]["owner"] != each["by"]


def test_what_came_of_it_is_said_in_every_way() -> None:
    outcomes = [each["outcome"] for each in learned()["adoption"] if "outcome" in each]

    assert {each["again"] for each in outcomes} == set(Again)
    assert {each["stage"] for each in outcomes if "stage" in each} == {Stage.STOPPED}
    for each in learned()["adoption"]:
        assert "outcome" not in each or each["days_ago"] >= 365


def test_questions_are_answered_open_and_with_staff() -> None:
    questions = learned()["question"]

    assert sum("answer" in each for each in questions) == 3
    assert sum(each.get("with_staff", False) for each in questions) == 1
    assert sum("answer" not in each and "with_staff" not in each for each in questions) == 2
    for each in questions:
        assert set(each["themes"]) - themes() == set()
        assert len(each["title"]) <= LONGEST_TITLE


def test_a_pack_holds_eight_that_everybody_may_read() -> None:
    chosen = learned()["pack"]["resources"]

    assert len(chosen) == 8
    assert all(PUBLISHED[title].get("visibility", "public") == "public" for title in chosen)


def test_three_councils_look_at_themselves_in_three_years() -> None:
    principles = facts(STATEMENT)["principles"]
    assessments = learned()["assessment"]

    assert len({each["by"] for each in assessments}) == 3
    for each in assessments:
        assert len(each["sentences"]) == len(principles)
        assert [len(scores) for _days, scores in each["scores"]] == [len(principles)] * 3


def test_a_proposal_is_for_a_paragraph_of_the_tool_as_it_stands_by_then() -> None:
    tool = PUBLISHED[learned()["release"]["resource"]]
    words = dict(tool["sections"])

    for proposal in learned()["proposal"]:
        assert proposal["before"] in words[proposal["section"]].strip().split("\n\n")
        if proposal.get("decided") == "accepted":
            words[proposal["section"]] = words[proposal["section"]].replace(
                proposal["before"], proposal["after"]
            )
    assert learned()["release"]["remark_about"] in words["use"]


def test_uses_are_of_what_there_is() -> None:
    for use in learned()["use"]:
        assert use["kind"] in UseKind
        if use["kind"] not in OF_WORDS:
            assert {title for title, _times in use["what"]} - set(PUBLISHED) == set()


def test_who_seeks_what_the_library_has_is_among_its_givers() -> None:
    seeking = [body for body in BODIES if "leisure trust" in body.seeks]

    assert [body.name for body in seeking] == ["Fallowmere City Council"]
    assert learned()["question"][0]["by"] == seeking[0].people[0].email
