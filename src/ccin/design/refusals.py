"""A rule that says no, shown where the person can put it right."""

from collections.abc import Iterator
from contextlib import contextmanager

from django import forms

from ccin.kernel.errors import Refused


@contextmanager
def refusals_on(form: forms.Form) -> Iterator[None]:
    """Turn what an operation refuses into an error of the form whose values it was given."""
    try:
        yield
    except Refused as refusal:
        form.add_error(None, str(refusal))
