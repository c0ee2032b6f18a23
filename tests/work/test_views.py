from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ccin.work.models import Job, Run
from ccin.work.operations import claim, fail, finish, sign_on, tell_progress
from ccin.work.reads import has_worker
from ccin.work.rules import SILENT_AFTER, Every, Pass
from tests.actors import EDITOR, OFFICER, WORKER
from tests.browser import OurClient

pytestmark = pytest.mark.django_db

JOBS = reverse("work:jobs")


def passes(count: int) -> list[Pass]:
    minutely = Every(timedelta(minutes=1))
    return [Pass(f"pass {n}", f"Pass {n}", lambda by, tell: "", minutely) for n in range(count)]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_queries_however_many_jobs_run(
    client: OurClient, count: int, django_assert_num_queries
) -> None:
    client.act_as(OFFICER)
    lines = passes(count)
    worker = sign_on("one", lines, by=WORKER)
    for line in lines:
        assert claim(worker, [line.name], by=WORKER)

    with django_assert_num_queries(7):  # session, account, roles; workers, jobs, running, recent
        response = client.get(JOBS)

    assert len(response.context["overview"].recent) == count


def test_staff_see_what_runs_how_far_it_is_and_what_failed(client: OurClient) -> None:
    client.act_as(EDITOR)
    lines = passes(3)
    worker = sign_on("one", lines, by=WORKER)
    running, done, failed = (claim(worker, [line.name], by=WORKER) for line in lines)
    assert running
    assert done
    assert failed
    tell_progress(running, done=30, total=120, words="authorities", by=WORKER)
    finish(done, lines[1], words="Letters done: 7", by=WORKER)
    fail(failed, lines[2], error="Traceback …\nOSError: no answer", by=WORKER)

    page = client.get(JOBS).content.decode()

    assert "One worker is running." in page
    assert "30 / 120" in page
    assert "Letters done: 7" in page
    assert "once: OSError: no answer" in page
    assert "Traceback …" in page


def test_a_platform_without_a_worker_says_what_that_means(client: OurClient) -> None:
    client.act_as(EDITOR)

    page = client.get(JOBS).content.decode()

    assert "No worker is running: letters wait" in page
    assert "No job yet" in page


def test_a_worker_counts_until_it_has_been_silent_for_a_minute() -> None:
    assert not has_worker()
    worker = sign_on("one", [], by=WORKER)
    assert has_worker()

    worker.seen_at = timezone.now() - SILENT_AFTER - timedelta(seconds=1)
    worker.save()

    assert not has_worker()


def test_records_of_work_have_names() -> None:
    worker = sign_on("one", passes(1), by=WORKER)
    run = claim(worker, ["pass 0"], by=WORKER)

    assert str(worker) == "one"
    assert str(Job.objects.get()) == "Pass 0"
    assert str(Run.objects.get()) == f"{run.job_id} from {run.started_at:%d.%m.%Y %H:%M}"
