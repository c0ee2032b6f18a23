"""The youth budget of Assen, 2024, as the city counted it: equal shares with add1.

The ballots are a file of Pabulib's, which is not ours to give away: the test reads it where it
lies beside the working copy, and says so where it does not.
"""

import json
import os
from pathlib import Path

import pytest

from ccin.counting.allocation import allocate
from ccin.counting.pabulib import read_approvals
from ccin.counting.records import Completion, Method, Rule
from tests.architecture.house import ROOT

pytestmark = pytest.mark.one_database

LIES = os.environ.get("CCIN_COUNTS", "")
PLACES = [Path(LIES)] if LIES else [up / "shared" / "data" / "counting" for up in ROOT.parents]
FOUND = next((place for place in PLACES if (place / "assen_2024.pb").exists()), None)


@pytest.mark.skipif(FOUND is None, reason="set CCIN_COUNTS to where assen_2024.pb lies")
def test_equal_shares_fund_what_the_city_funded() -> None:
    assert FOUND is not None
    official = json.loads((FOUND / "assen_2024_official.json").read_text())

    approvals = read_approvals((FOUND / "assen_2024.pb").read_text(encoding="utf-8"))
    found = allocate(approvals, Rule(Method.EQUAL_SHARES, completion=Completion.ADD1))

    assert sorted(found.funded) == official["official_selected"]
    assert list(found.funded) == official["order"]
    assert [float(step.max_payment or 0) for step in found.steps] == official["payments"]
    assert (found.spent, found.left) == (76_700, 23_300)
