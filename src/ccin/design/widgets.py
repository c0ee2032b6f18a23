"""Widgets of our own."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.forms.widgets import Widget
from django.utils.translation import gettext_lazy as _

PARTS = (("day", _("Day"), 2), ("month", _("Month"), 2), ("year", _("Year"), 4))


class DayInput(Widget):
    """A date in three boxes, for days that people know by heart; use it with `DateField`."""

    template_name = "design/widgets/day.html"
    use_fieldset = True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        given = self._parts(value)
        base = context["widget"]["attrs"].get("id", f"id_{name}")
        context["widget"]["wrong"] = "aria-invalid" in context["widget"]["attrs"]
        context["widget"]["parts"] = [
            {
                "id": f"{base}_{key}",
                "name": f"{name}_{key}",
                "label": label,
                "width": width,
                "value": given[key],
            }
            for key, label, width in PARTS
        ]
        return context

    def format_value(self, value: Any) -> Any:
        return value

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str:
        """`2027-4-1` for DateField to judge; what was typed stays as typed when it is refused."""
        given = [str(data.get(f"{name}_{key}", "")).strip() for key in ("year", "month", "day")]
        return "-".join(given) if any(given) else ""

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(f"{name}_{key}" in data for key, _label, _width in PARTS)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_day" if id_ else id_

    @staticmethod
    def _parts(value: Any) -> dict[str, str]:
        if isinstance(value, date):
            return {"day": str(value.day), "month": str(value.month), "year": str(value.year)}
        pieces = str(value or "").split("-")
        year, month, day = pieces if len(pieces) == 3 else ("", "", "")
        return {"day": day, "month": month, "year": year}
