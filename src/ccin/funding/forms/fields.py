"""Fields for what people paste, and for amounts in pounds."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ccin.funding.rules.pasted import plain_line, plain_words
from ccin.kernel.money import NotMoney, parse, show


class PastedField(forms.CharField):
    """Words as somebody wrote or pasted them, without what a word processor left around them."""

    def to_python(self, value: Any) -> Any:
        is_lines = isinstance(self.widget, forms.Textarea)
        plain = plain_words if is_lines else plain_line
        return super().to_python(plain(str(value)) if value else value)


class PoundsField(forms.CharField):
    """An amount in pounds, kept in pence: 1234, £1,234 or £1,234.50."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 30)
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        options.setdefault("error_messages", {"required": _("Enter an amount, like £1,234.50")})
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        return show(value, whole=True).lstrip("£") if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        written = super().clean(value)
        if not written:
            return None
        try:
            return parse(written)
        except NotMoney as wrong:
            raise forms.ValidationError(str(wrong)) from None
