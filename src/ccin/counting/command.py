"""`ccin allocate`: a file of preferences and a rule in, an explained outcome out. No database."""

import json
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from pathlib import Path

from ccin.counting.allocation import allocate
from ccin.counting.errors import Malformed
from ccin.counting.lots import read_lot
from ccin.counting.pabulib import read_approvals
from ccin.counting.pictures import svg
from ccin.counting.records import Completion, Method, Rule, Satisfaction
from ccin.counting.sheets import as_json, table

HELP = """Share out a fund by a file of preferences (Pabulib's .pb, approval ballots) and say how
each step came about. The outcome is exact: the same file, rule and lot always give the same.

  ccin allocate votes.pb --rule greedy
  ccin allocate votes.pb --rule equal-shares --completion add1
  ccin allocate votes.pb --rule equal-shares --lot drawn.txt --json
  ccin allocate votes.pb --rule equal-shares --svg > outcome.svg

Without --lot the order of the file settles the ties that votes and cost leave, and the output says
so. A lot lists every project once, a line each, first those that win."""


def main(words: Sequence[str]) -> int:
    """0 done, 1 the file or the lot is wrong (it says where), 2 not understood."""
    asked = _asked(words)
    path = asked.file
    try:
        approvals = read_approvals(_text(path))
        lot = None
        if asked.lot:
            path = asked.lot
            lot = read_lot(_text(path), approvals.projects)
    except Malformed as wrong:
        return _refuse(f"{path}: {wrong}")
    except OSError as wrong:
        return _refuse(f"{path} cannot be read: {(wrong.strerror or str(wrong)).lower()}.")
    except UnicodeDecodeError as wrong:
        line = wrong.object[: wrong.start].count(b"\n") + 1
        return _refuse(f"{path}: Line {line}: This is not UTF-8. Save the file as UTF-8.")
    rule = Rule(Method(asked.rule), Satisfaction(asked.satisfaction), Completion(asked.completion))
    allocation = allocate(approvals, rule, lot)
    if asked.json:
        written = json.dumps(as_json(approvals, allocation), ensure_ascii=False, indent=2) + "\n"
    else:
        written = (svg if asked.svg else table)(approvals, allocation)
    sys.stdout.write(written)
    return 0


def _asked(words: Sequence[str]) -> Namespace:
    ask = ArgumentParser(
        prog="ccin allocate", description=HELP, formatter_class=RawDescriptionHelpFormatter
    )
    ask.add_argument("file", type=Path, metavar="FILE", help="a .pb file")
    ask.add_argument("--rule", required=True, choices=[str(each) for each in Method])
    ask.add_argument(
        "--satisfaction",
        choices=[str(each) for each in Satisfaction],
        default=str(Satisfaction.COST),
        help="what a project is worth to its supporters: its cost (as given), or one",
    )
    ask.add_argument(
        "--completion",
        choices=[str(each) for each in Completion],
        default=str(Completion.NONE),
        help="what is done with money that equal shares leave over",
    )
    ask.add_argument("--lot", type=Path, metavar="FILE", help="who wins a tie, drawn beforehand")
    form = ask.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="for a program")
    form.add_argument("--svg", action="store_true", help="a picture")
    asked = ask.parse_args(words)
    if asked.rule == Method.GREEDY and asked.completion != Completion.NONE:
        ask.error("--completion is for equal-shares: greedy leaves nothing that would fit")
    return asked


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def _refuse(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 1
