"""What a search costs and how good it is: `python bench/search.py`.

Time: 1,000, 10,000 and 100,000 made-up resources whose words are as unevenly common as in any
language, on SQLite, then on PostgreSQL: the process's CPU, p50 and p95 of a search with facets, by
words alone and by meaning too, beside the database's own full-text query for the same words in the
same run, the best twenty with a passage each. PostgreSQL works in processes of its own, so that
there only the clock tells.

Quality: nDCG@10 and recall@20 over the judged queries in `bench/judged`, beside plain BM25 as the
textbooks have it, computed here.
"""

import argparse
import math
import os
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(HERE / "src"), str(HERE / "tools"), str(HERE / "bench")]

SIZES = (1_000, 10_000, 100_000)
QUESTIONS = 60
BATCH = 40  # resources written together, as when they are brought in
LIBRARY = HERE / "src" / "ccin" / "demo" / "facts" / "library"
FACTS = HERE / "src" / "ccin" / "library" / "facts"
PLAIN = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Made:
    """Texts and questions from one made-up language, the same in every run."""

    words: list[str]
    weights: list[float]
    chance: random.Random

    @classmethod
    def language(cls) -> "Made":
        chance = random.Random(4)
        endings = ["", "", "s", "ing", "ed", "ation", "ly"]
        words = [
            "".join(chance.choice("bcdfghklmnprstvw") + chance.choice("aeiou") for _ in range(size))
            + chance.choice(endings)
            for size in chance.choices([2, 3, 4], [2, 3, 2], k=40_000)
        ]
        return cls(words, list(accumulate(1 / (rank + 3) for rank in range(len(words)))), chance)

    def text(self, length: int) -> str:
        return " ".join(self.chance.choices(self.words, cum_weights=self.weights, k=length))

    def question(self) -> str:
        """Words that somebody looking for something would type: none of the commonest."""
        found: list[str] = []
        while len(found) < self.chance.choice([2, 3, 3, 4, 5]):
            word = self.text(1)
            if self.words.index(word) > 60:
                found.append(word)
        return " ".join(found)


def facets_of(number: int) -> tuple[tuple[str, str], ...]:
    return (
        ("kind", f"Kind {number % 9}"),
        ("theme", f"Theme {number % 13}"),
        ("theme", f"Theme {number % 7}"),
        ("principle", f"Principle {number % 10}"),
        ("principle", f"Principle {number % 3}"),
        ("council_kind", f"Council {number % 6}"),
        ("region", f"Region {number % 12}"),
        ("size", f"Size {number % 4}"),
        ("year", str(2012 + number % 15)),
    )


def fill(made: Made, first: int, beyond: int) -> tuple[float, float]:
    """Milliseconds a document: to write it, and for the worker to weigh it."""
    from ccin.access.actor import Actor
    from ccin.kernel.progress import quietly
    from ccin.search.operations import weigh_due, write_entries
    from ccin.search.rules import Entry

    documents = [
        Entry(
            key=f"bench:{number}",
            kind="case_study",
            title=made.text(7),
            url=f"/{number}/",
            audience=frozenset({"public" if number % 5 else "class:full", "staff"}),
            summary=made.text(25),
            body=made.text(190),
            facets=facets_of(number),
        )
        for number in range(first, beyond)
    ]
    began = time.process_time()
    for start in range(0, len(documents), BATCH):
        write_entries(documents[start : start + BATCH])
    written = time.process_time()
    weigh_due(by=Actor.command("bench"), tell=quietly)
    weighed = time.process_time()
    fill_raw(documents)
    count = beyond - first
    return (written - began) / count * 1000, (weighed - written) / count * 1000


def fill_raw(documents: Sequence[object]) -> None:
    from django.db import connection

    sqlite = connection.vendor == "sqlite"
    rows = [(each.key, each.title, f"{each.summary} {each.body}") for each in documents]
    with connection.cursor() as cursor:
        if sqlite:
            cursor.execute(
                "CREATE VIRTUAL TABLE IF NOT EXISTS raw USING fts5(key UNINDEXED, title, words, "
                "tokenize='porter unicode61 remove_diacritics 2')"
            )
            cursor.executemany("INSERT INTO raw VALUES (%s, %s, %s)", rows)
            return
        cursor.execute(
            "CREATE TABLE IF NOT EXISTS raw (key text, title text, words text, found_by tsvector "
            "GENERATED ALWAYS AS (to_tsvector('english', title || ' ' || words)) STORED)"
        )
        cursor.executemany("INSERT INTO raw (key, title, words) VALUES (%s, %s, %s)", rows)
        cursor.execute("CREATE INDEX IF NOT EXISTS raw_words ON raw USING gin (found_by)")
        cursor.execute("ANALYZE")


RAW = {
    "sqlite": (
        "SELECT key, title, snippet(raw, 2, '<mark>', '</mark>', ' … ', 30) FROM raw "
        "WHERE raw MATCH %s ORDER BY bm25(raw) LIMIT 20"
    ),
    "postgresql": (
        "SELECT key, title, ts_headline('english', words, q, 'StartSel=<mark>, StopSel=</mark>') "
        "FROM (SELECT key, title, words, q FROM raw, to_tsquery('english', %s) q "
        "WHERE found_by @@ q ORDER BY ts_rank(found_by, q) DESC LIMIT 20) best"
    ),
}


def ask_raw(question: str) -> None:
    """What a simple page would ask of the database: the twenty best with any of the words, each
    with its title and a passage; no facet, no audience, no reason, no count."""
    from django.db import connection

    joined = " OR " if connection.vendor == "sqlite" else " | "
    with connection.cursor() as cursor:
        cursor.execute(RAW[connection.vendor], [joined.join(question.split())])
        cursor.fetchall()


@dataclass(frozen=True, slots=True)
class Time:
    """Milliseconds a question: of the process's own CPU on average, by the clock p50 and p95."""

    cpu: float
    half: float
    most: float


def timed(ask: Callable[[str], object], questions: Sequence[str]) -> Time:
    """After one question that is not counted."""
    ask(questions[0])
    times, began_cpu = [], time.process_time()
    for question in questions:
        began = time.perf_counter()
        ask(question)
        times.append((time.perf_counter() - began) * 1000)
    cpu = (time.process_time() - began_cpu) / len(questions) * 1000
    return Time(cpu, statistics.median(times), statistics.quantiles(times, n=20)[18])


def measure(
    size: int, cost: tuple[float, float], questions: Sequence[str], long: Sequence[str]
) -> None:
    from django.test import override_settings

    from ccin.search.reads import find
    from ccin.search.rules import Asked

    everybody, theme = frozenset({"public"}), {"theme": frozenset({"Theme 3"})}

    def ours(words: str) -> object:
        return find(Asked(words), everybody)

    with override_settings(MEANING=False):
        raw = timed(ask_raw, questions)
        rows = [
            ("the database's own full text", raw, raw),
            ("by words, with all that is shown", timed(ours, questions), raw),
            (
                "by words, narrowed by a theme",
                timed(lambda each: find(Asked(each, theme), everybody), questions),
                raw,
            ),
            ("without words, newest first", timed(lambda _: ours(""), questions), raw),
        ]
        raw_long = timed(ask_raw, long)
        rows_long = [
            ("60 words: the database's own", raw_long, raw_long),
            ("60 words: by words", timed(ours, long), raw_long),
        ]
    rows += [("by words and meaning", timed(ours, questions), raw), *rows_long]
    print(
        f"  {size:,} resources: {cost[0]:.1f} ms CPU to write one, {cost[1]:.1f} ms to weigh it; "
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most; "
        f"load {os.getloadavg()[0]:.1f}"
    )
    for name, ours_took, theirs in rows:
        ratio = f"{ours_took.cpu / theirs.cpu:8.1f}x {ours_took.half / theirs.half:8.1f}x"
        numbers = f"{ours_took.cpu:8.1f} {ours_took.half:8.1f} {ours_took.most:8.1f}"
        print(f"    {name:<34}{numbers} {ratio}", flush=True)


def inside(sizes: Sequence[int]) -> None:
    """In a process of its own, with one database."""
    import django

    django.setup()
    made, before = Made.language(), 0
    questions = [made.question() for _ in range(QUESTIONS)]
    long = [made.text(60) for _ in range(QUESTIONS // 6)]
    for size in sizes:
        cost = fill(made, before, size)
        measure(size, cost, questions, long)
        before = size


# Quality


def library() -> Iterator[tuple[str, str, str, str, str]]:
    """Slug, title, summary, text and synonyms of each resource of the demonstration."""
    from django.utils.text import slugify

    themes = {
        each["name"]: f"{each['name']} {' '.join(each['synonyms'])}"
        for each in tomllib.loads((FACTS / "themes.toml").read_text())["themes"]
    }
    reports = tomllib.loads((FACTS / "reports.toml").read_text())["report"]
    files = sorted(LIBRARY.glob("*.toml"))
    made = [one for path in files for one in tomllib.loads(path.read_text())["resource"]]
    for one in [*made, *reports]:
        parts = [*one.get("sections", {}).values(), *one.get("principles", {}).values()]
        synonyms = " ".join(themes.get(name, name) for name in one.get("themes", []))
        yield slugify(one["title"]), one["title"], one["summary"], "\n".join(parts), synonyms


def judged() -> list[tuple[str, Mapping[str, int]]]:
    return [
        (query["words"], query["grades"])
        for path in sorted((HERE / "bench" / "judged").glob("*.toml"))
        for query in tomllib.loads(path.read_text())["query"]
        if query.get("grades")
    ]


def plain_bm25(documents: Mapping[str, str]) -> Callable[[str], list[str]]:
    """BM25 with k1 1.2 and b 0.75 over title, summary and text as one."""
    import snowballstemmer

    from ccin.search.rules.stop_words import STOP_WORDS

    stem = snowballstemmer.stemmer("english").stemWord

    def words(text: str) -> list[str]:
        return [stem(each) for each in PLAIN.findall(text.lower()) if each not in STOP_WORDS]

    counts = {key: Counter(words(text)) for key, text in documents.items()}
    lengths = {key: sum(each.values()) for key, each in counts.items()}
    average = sum(lengths.values()) / len(lengths)
    holding = Counter(word for each in counts.values() for word in each)

    def score(key: str, word: str) -> float:
        times = counts[key][word]
        rarity = math.log(1 + (len(counts) - holding[word] + 0.5) / (holding[word] + 0.5))
        return rarity * times * 2.2 / (times + 1.2 * (0.25 + 0.75 * lengths[key] / average))

    def ranked(question: str) -> list[str]:
        scores = {key: sum(score(key, word) for word in words(question)) for key in counts}
        return sorted((key for key in scores if scores[key]), key=lambda key: (-scores[key], key))

    return ranked


def quality_of(
    ranked: Callable[[str], list[str]], queries: Sequence[tuple[str, Mapping[str, int]]]
) -> tuple[float, float]:
    """nDCG@10 and recall@20, on average."""
    gains, recalls = [], []
    for question, grades in queries:
        found = ranked(question)
        ideal = gain(sorted(grades.values(), reverse=True)[:10])
        gains.append(gain([grades.get(key, 0) for key in found[:10]]) / ideal)
        recalls.append(len(grades.keys() & set(found[:20])) / len(grades))
    return statistics.mean(gains), statistics.mean(recalls)


def gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def quality() -> None:
    """In a process of its own, with an empty database."""
    import django

    django.setup()
    from django.test import override_settings

    from ccin.access.actor import Actor
    from ccin.kernel.progress import quietly
    from ccin.search.operations import remove_entry, weigh_due, write_entry
    from ccin.search.reads import find
    from ccin.search.rules import Asked, Entry

    everybody, queries, documents = frozenset({"public"}), judged(), {}
    for slug, title, summary, text, synonyms in library():
        documents[slug] = f"{title} {summary} {text}"
        write_entry(
            Entry(slug, "case_study", title, f"/{slug}/", everybody, summary, text, synonyms)
        )
    weigh_due(by=Actor.command("bench"), tell=quietly)

    def ours(question: str) -> list[str]:
        return [hit.key for hit in find(Asked(question), everybody).hits]

    print(f"{len(queries)} judged queries over {len(documents)} resources", flush=True)
    print(f"    {'':<32}{'nDCG@10':>8} {'recall@20':>9}")
    with override_settings(MEANING=False):
        rows = [
            ("plain BM25", quality_of(plain_bm25(documents), queries)),
            ("by words", quality_of(ours, queries)),
        ]
    rows.append(("by words and meaning", quality_of(ours, queries)))
    for slug in documents:
        remove_entry(slug)
    weigh_due(by=Actor.command("bench"), tell=quietly)
    for name, (ndcg, recall) in rows:
        print(f"    {name:<32}{ndcg:8.3f} {recall:9.3f}", flush=True)


def run(address: str, folder: str, *words: str) -> None:
    settings = {
        **os.environ,
        "CCIN_DEMO": "1",
        "CCIN_VAR": folder,
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "ccin.project.settings",
        "PYTHONPATH": str(HERE / "src"),
    }
    migrate = [sys.executable, "-m", "ccin", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, env=settings, cwd=HERE, check=True)
    subprocess.run([sys.executable, __file__, *words], env=settings, cwd=HERE, check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--largest", type=int, default=SIZES[-1], help="no more resources than so")
    parser.add_argument("--only", choices=["time", "quality"], help="one of the two")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    sizes = [size for size in SIZES if size <= options.largest]
    if options.inside:
        quality() if options.only == "quality" else inside(sizes)
        return
    from pages import databases

    inner = ["--inside", "--largest", str(options.largest)]
    with tempfile.TemporaryDirectory() as folder, databases(Path(folder)) as found:
        if options.only != "time":
            run(found["SQLite"], folder, *inner, "--only", "quality")
        if options.only != "quality":
            print(f"{'':<38}{'CPU ms':>8} {'p50 ms':>8} {'p95 ms':>8} {'CPU':>9} {'p50':>9}")
            for name, address in found.items():
                print(name, flush=True)
                run(address, folder, *inner)


if __name__ == "__main__":
    main()
