"""Lifecycles: the moves a record may make, written as one table for each kind of record."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


class MoveNotAllowed(Exception):
    """The record is not in a state from which this move can be made; a page answers 409."""


class Holder(Protocol):
    """Whoever can be asked whether they hold a permission: in practice an Actor."""

    def may(
        self, permission: str, *, organisation: int | None = None, body: int | None = None
    ) -> bool: ...


@dataclass(frozen=True, slots=True)
class Move:
    sources: frozenset[str]
    target: str
    needs: str  # the permission without which nobody may make the move


@dataclass(frozen=True, slots=True)
class Lifecycle:
    name: str
    start: str
    moves: Mapping[str, Move]

    def move(self, name: str, *, state: str) -> Move:
        """The move called `name`, or MoveNotAllowed if it cannot start from `state`."""
        move = self.moves[name]
        if state not in move.sources:
            raise MoveNotAllowed(f"{self.name} that is {state} cannot {name}")
        return move

    def open_to(
        self,
        actor: Holder,
        *,
        state: str,
        organisation: int | None = None,
        body: int | None = None,
    ) -> frozenset[str]:
        """The moves that this actor may make from this state: which buttons a page shows."""
        return frozenset(
            name
            for name, move in self.moves.items()
            if state in move.sources and actor.may(move.needs, organisation=organisation, body=body)
        )
