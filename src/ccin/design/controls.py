"""How a form field is drawn: which shape, which class, and where its error leads."""

from collections.abc import Mapping
from typing import Any

from django.forms import (
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    Field,
    FileInput,
    NumberInput,
    RadioSelect,
    Select,
    SelectDateWidget,
    Textarea,
    TextInput,
    Widget,
)
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ccin.design.widgets import DayInput

GROUPS = (RadioSelect, CheckboxSelectMultiple)
PARTS = (DayInput, SelectDateWidget)


def kind(field: BoundField) -> str:
    """`group` of choices, `parts` of one value, a lone `checkbox`, or one `control`."""
    widget = field.field.widget
    if isinstance(widget, GROUPS):
        return "group"
    if isinstance(widget, PARTS):
        return "parts"
    return "checkbox" if isinstance(widget, CheckboxInput) else "control"


def choice_word(field: BoundField) -> str:
    return "checkboxes" if isinstance(field.field.widget, CheckboxSelectMultiple) else "radios"


def first_control(field: BoundField) -> str:
    """The id of the first thing a person can type in or choose: an error links there."""
    widget = field.field.widget
    if isinstance(widget, GROUPS):
        return f"{field.auto_id}_0"
    if isinstance(widget, PARTS):
        return f"{field.auto_id}_day"
    return str(field.id_for_label or field.auto_id)


def attributes(field: BoundField) -> dict[str, Any]:
    """What the widget's element carries besides its own attributes."""
    widget = field.field.widget
    names = [str(widget.attrs.get("class", "")), _class(field)]
    found: dict[str, Any] = {"class": " ".join(name for name in names if name)}
    if field.aria_describedby and not isinstance(widget, PARTS):
        found["aria-describedby"] = field.aria_describedby
    return found


def _class(field: BoundField) -> str:
    widget = field.field.widget
    if isinstance(widget, CheckboxInput):
        return "ccin-checkboxes__input"
    for shape, name in (
        (Textarea, "textarea"),
        (Select, "select"),
        (FileInput, "file-upload"),
        (object, "input"),
    ):
        if isinstance(widget, shape):
            return f"ccin-{name}" + (f" ccin-{name}--error" if field.errors else "")
    raise TypeError(type(widget))


def widget(field: BoundField) -> Widget:
    """The widget to draw: a number is typed as text, so that what was typed wrongly stays."""
    own: Widget = field.field.widget
    if isinstance(own, NumberInput):
        left = {k: v for k, v in own.attrs.items() if k not in {"min", "max", "step"}}
        return TextInput({"inputmode": "numeric", **left})
    return own


def what_is_wrong(field: BoundField) -> list[str]:
    """The errors of a field; where the form has no words of its own for a missing value, ours."""
    left_out = str(Field.default_error_messages["required"])
    return [_missing(field) if str(error) == left_out else str(error) for error in field.errors]


def _missing(field: BoundField) -> str:
    label = str(field.label)
    if label.endswith("?"):
        return _("Answer “%(label)s”") % {"label": label}
    label = label[:1].lower() + label[1:] if label[1:2].islower() or label[1:2] == "-" else label
    if kind(field) == "group" or isinstance(field.field.widget, Select | FileInput):
        return _("Choose: %(label)s") % {"label": label}
    return _("Enter: %(label)s") % {"label": label}


def typed(attrs: Mapping[str, Any], *, hinted: bool) -> SafeString:
    """The attributes of a control that allauth describes as a mapping."""
    kept = ("name", "id", "autocomplete")
    found = [(key, attrs[key]) for key in kept if attrs.get(key)]
    flags = [key for key in ("required", "disabled", "readonly", "checked") if attrs.get(key)]
    if attrs.get("errors"):
        found.append(("aria-describedby", f"{attrs['id']}_error"))
    elif hinted:
        found.append(("aria-describedby", f"{attrs['id']}_helptext"))
    words = format_html_join("", ' {}="{}"', found)
    return format_html("{}{}", words, format_html_join("", " {}", ((flag,) for flag in flags)))
