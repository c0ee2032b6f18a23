"""Every write to the register, by what it is about; callers import from here."""

from ccin.register.operations.authorities import AuthorityDetails, MeasureDetails, add_authority
from ccin.register.operations.facts import Loaded, load_facts

__all__ = ["AuthorityDetails", "Loaded", "MeasureDetails", "add_authority", "load_facts"]
