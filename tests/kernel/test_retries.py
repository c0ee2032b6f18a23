from datetime import timedelta

from ccin.kernel.progress import quietly
from ccin.kernel.retries import wait_after


def test_the_pauses_grow_and_then_it_is_given_up() -> None:
    pauses = [wait_after(failures) for failures in range(1, 6)]

    assert pauses == [*(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120)), None]


def test_work_that_nobody_watches_tells_nobody() -> None:
    assert quietly(1, 2, "half") is None
