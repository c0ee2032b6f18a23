"""An order that people choose: one thing goes a place up or down."""

from typing import TypeVar

Thing = TypeVar("Thing")


def step(things: list[Thing], thing: Thing, *, up: bool) -> bool:
    """Move it in the list itself; False where it is not there or stands at the end already."""
    if thing not in things:
        return False
    place = things.index(thing)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(things):
        return False
    things[place], things[other] = things[other], things[place]
    return True
