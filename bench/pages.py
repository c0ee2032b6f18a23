"""What a page costs: `python bench/pages.py` prints CPU, requests a second and p95 for each.

Fills a network of 500 organisations in membership and 500 applications on SQLite, then on
PostgreSQL, and measures public pages, and those of joining, of groups and of the Members' Update as
those who use them, on two worker processes beside the framework's bare minimum page, in one run, so
that the ratio between them means the same on any machine.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

HERE = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(HERE / "tools"), str(HERE / "bench")]

from postgres import find_binaries, server  # noqa: E402 - from the folder put on the path above
from servers import cpu_seconds, free_port, megabytes, serving, workers_of  # noqa: E402

PAGES = {
    "home": "/",
    "directory, 100 rows": "/members/",
    "member page": "/members/plymouth-city-council/",
    "search": "/members/?q=oldam",
    "figures": "/figures/",
}
SIGN_IN = "/demo/sign-in/"
MAKE_APPLICATIONS = (sys.executable, str(HERE / "bench" / "applications.py"))
MAKE_TALK = (sys.executable, str(HERE / "bench" / "talk.py"))
CLIENTS = 8


@dataclass(frozen=True, slots=True)
class Cost:
    cpu_ms: float
    a_second: float
    p95_ms: float


@dataclass(frozen=True, slots=True)
class Page:
    """`cookies` are those of whoever asks for it; none for a visitor."""

    path: str
    cookies: str = ""


def measure(port: int, page: Page, workers: list[int], requests: int) -> Cost:
    """Ask for one page from eight clients at once, each on a connection of its own."""
    ask(port, page, requests // 5 + CLIENTS)
    before, began = cpu_seconds(workers), time.perf_counter()
    times = ask(port, page, requests)
    took = time.perf_counter() - began
    cpu = (cpu_seconds(workers) - before) / len(times)
    return Cost(cpu * 1000, len(times) / took, statistics.quantiles(times, n=20)[18] * 1000)


def ask(port: int, page: Page, requests: int) -> list[float]:
    times: list[float] = []
    wrong: list[int] = []

    def client() -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        for _ in range(requests // CLIENTS):
            began = time.perf_counter()
            connection.request("GET", page.path, headers={"Cookie": page.cookies})
            response = connection.getresponse()
            response.read()
            times.append(time.perf_counter() - began)
            if response.status != 200:
                wrong.append(response.status)
        connection.close()

    clients = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for thread in clients:
        thread.start()
    for thread in clients:
        thread.join()
    if wrong:
        raise SystemExit(f"{page.path} answered {wrong[0]}.")
    return times


def cookies_of(port: int, account: int) -> str:
    """Signed in as one of the demonstration's people, by the button that has their name."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", SIGN_IN)
    answer = connection.getresponse()
    [token] = set(re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.read().decode()))
    cookies = in_one_line(answer.headers.get_all("Set-Cookie", []))
    sent = urlencode({"csrfmiddlewaretoken": token, "account": account})
    kind = "application/x-www-form-urlencoded"
    connection.request("POST", SIGN_IN, sent, {"Cookie": cookies, "Content-Type": kind})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != 302:
        raise SystemExit(f"{SIGN_IN} answered {answer.status}.")
    return in_one_line(answer.headers.get_all("Set-Cookie", []))


def in_one_line(set_cookies: list[str]) -> str:
    return "; ".join(each.partition(";")[0] for each in set_cookies)


def report(name: str, cost: Cost, minimum: Cost) -> None:
    ratio = cost.cpu_ms / minimum.cpu_ms
    line = f"{cost.cpu_ms:9.2f} {ratio:8.1f}x {cost.a_second:9.0f} {cost.p95_ms:9.1f}"
    print(f"  {name:<24}{line}", flush=True)


def measure_minimum(environment: dict[str, str], requests: int) -> Cost:
    port = free_port()
    settings = environment | {"PYTHONPATH": str(HERE / "bench")}
    with serving("minimum:application", port, settings) as parent:
        return measure(port, Page("/"), workers_of(parent), requests)


def measure_site(environment: dict[str, str], minimum: Cost, requests: int) -> None:
    made = json.loads(run([*MAKE_APPLICATIONS, "500"], environment))
    made += json.loads(run([*MAKE_TALK], environment))
    port = free_port()
    with serving("ccin.project.wsgi:application", port, environment) as parent:
        workers = workers_of(parent)
        for name, path in PAGES.items():
            report(name, measure(port, Page(path), workers, requests), minimum)
        for name, path, account in made:
            page = Page(path, cookies_of(port, account) if account else "")
            report(name, measure(port, page, workers, requests), minimum)
        print(f"  memory a worker: {megabytes(workers):.0f} MB", flush=True)


def fill(environment: dict[str, str]) -> None:
    """The demonstration network, and members made up to 500."""
    began = time.perf_counter()
    run([sys.executable, "-m", "ccin", "demo"], environment)
    print(f"  from nothing to filled: {time.perf_counter() - began:.0f} s", flush=True)
    run([sys.executable, str(HERE / "bench" / "fill.py"), "500"], environment)


def run(command: list[str], environment: dict[str, str]) -> str:
    """What it prints."""
    done = subprocess.run(
        command,
        env=environment,
        cwd=HERE,
        check=True,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    return done.stdout


@contextmanager
def databases(folder: Path) -> Iterator[dict[str, str]]:
    """The address of each database there is to measure on, by name."""
    found = {"SQLite": f"sqlite:///{folder / 'bench.sqlite3'}"}
    binaries = find_binaries()
    if binaries is None:
        print("PostgreSQL's server was not found: SQLite alone is measured.")
        yield found
        return
    with server(binaries) as address:
        yield found | {"PostgreSQL": address}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=400, help="how often to ask for each page")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, databases(Path(folder)) as found:
        base = {**os.environ, "CCIN_DEMO": "1", "CCIN_VAR": folder, "PYTHONPATH": str(HERE / "src")}
        minimum = measure_minimum(base, options.requests * 5)
        print(f"{'':<26}{'CPU ms':>9} {'ratio':>9} {'a second':>9} {'p95 ms':>9}")
        report("bare minimum", minimum, minimum)
        for name, address in found.items():
            print(name)
            environment = base | {"DATABASE_URL": address}
            fill(environment)
            measure_site(environment, minimum, options.requests)


if __name__ == "__main__":
    main()
