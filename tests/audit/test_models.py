import pytest

from ccin.audit.models import Concern, Detail, Entry, Seal


@pytest.mark.parametrize(
    ("record", "name"),
    [
        (
            Entry(actor_key="account:3", event="members.person_added"),
            "account:3: members.person_added",
        ),
        (Concern(kind="members.Person", key="7"), "members.Person 7"),
        (Detail(entry_id=7), "detail of entry 7"),
        (Seal(position=7, hash="ab"), "7: ab"),
    ],
)
def test_records_have_names(record: object, name: str) -> None:
    assert str(record) == name
