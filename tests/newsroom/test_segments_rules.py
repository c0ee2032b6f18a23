import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccin.newsroom.reads.segment_words import LEFT_OUT, Names, either, in_words
from ccin.newsroom.rules.segments import UNANSWERED, NoSegment, Segment, read_segment
from ccin.outbox.rules import mailings

CODES = {
    "classes": ["full", "associate"],
    "nations": ["Wales", "Scotland"],
    "regions": ["South West"],
    "roles": ["policy_officer", "lead_officer", "main_contact"],
    "unanswered": UNANSWERED,
}


def test_a_segment_comes_back_from_json_as_it_went() -> None:
    segment = Segment(classes=("full",), roles=("lead_officer",), themes=(3, 9), missed=(2,))

    assert segment.as_json() == {
        "classes": ["full"],
        "roles": ["lead_officer"],
        "themes": [3, 9],
        "missed": [2],
    }
    assert read_segment(segment.as_json(), CODES) == segment


def test_what_is_named_twice_counts_once_and_nothing_chosen_is_nobody() -> None:
    assert read_segment({"classes": ["full", "full"]}, CODES) == Segment(classes=("full",))
    assert read_segment({}, CODES).is_empty
    assert read_segment({"classes": []}, CODES).is_empty
    assert not Segment(groups=(1,)).is_empty


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (None, "is a table of conditions"),
        (["full"], "is a table of conditions"),
        ({"colour": ["red"]}, "no condition called colour"),
        ({"classes": "full"}, "classes is a list"),
        ({"classes": ["gold"]}, "classes holds something unknown"),
        ({"sub_kinds": ["parish"]}, "sub_kinds holds something unknown"),
        ({"classes": [["full"]]}, "classes holds something unknown"),
        ({"themes": ["3"]}, "themes holds something unknown"),
        ({"themes": [True]}, "themes holds something unknown"),
        ({"themes": [0]}, "themes holds something unknown"),
        ({"themes": [2**63]}, "themes holds something unknown"),
        ({"organisations": list(range(1, 600))}, "list of at most 500"),
    ],
)
def test_nonsense_is_refused(data: object, says: str) -> None:
    with pytest.raises(NoSegment, match=says):
        read_segment(data, CODES)


@given(st.recursive(st.none() | st.integers() | st.text(), lambda each: st.lists(each) | each))
def test_whatever_was_kept_it_is_read_or_refused(value: object) -> None:
    for name in ("classes", "themes", "unanswered"):
        try:
            found = read_segment({name: value}, CODES)
        except NoSegment:
            continue
        assert read_segment(found.as_json(), CODES) == found


# The sentence


@pytest.mark.parametrize(
    ("segment", "sentence"),
    [
        (Segment(), ""),
        (Segment(classes=("full",)), "All who stand for full members"),
        (
            Segment(
                classes=("full",),
                nations=("Wales",),
                roles=("policy_officer", "lead_officer"),
                unanswered=("contacts",),
            ),
            "Policy officers and lead officers of full members in Wales who have been asked to "
            "confirm their contacts and have not",
        ),
        (
            Segment(roles=("main_contact",), sub_kinds=("parish",), regions=("South West",)),
            "Main contacts of members that are town, parish or community councils in South West",
        ),
        (
            Segment(themes=(1, 2), groups=(3,), bodies=(4,), organisations=(5,), missed=(6, 7)),
            "All who stand for members by the name of Alpha that published, adopted or asked on "
            "Food or Housing and who belong to Officers, and who sit in the Board, and who were "
            "not sent “A date” or “something that is not there any more”",
        ),
    ],
)
def test_a_segment_reads_as_a_sentence(segment: Segment, sentence: str) -> None:
    names = Names(
        themes={1: "Food", 2: "Housing"},
        groups={3: "Officers"},
        bodies={4: "the Board"},
        organisations={5: "Alpha"},
        missed={6: "A date"},
    )

    assert in_words(segment, names) == sentence


def test_a_list_of_three_reads_as_one() -> None:
    assert either(["a", "b", "c"]) == "a, b or c"
    assert either([]) == ""


def test_every_reason_to_leave_somebody_out_has_a_sentence() -> None:
    codes = {mailings.NO_ADDRESS, mailings.SAME_ADDRESS, mailings.UNSUBSCRIBED}

    assert set(LEFT_OUT) == codes | {mailings.OBJECTS, mailings.GIVEN_UP}
