"""What the pages of groups take in."""

from django import forms
from django.utils.translation import gettext_lazy as _


class FindTopicsForm(forms.Form):
    """What makes no sense is left out rather than refused."""

    q = forms.CharField(label=_("Words in it"), required=False, max_length=100)
    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("All topics")),
            ("questions", _("Questions")),
            ("unanswered", _("Questions without an answer")),
        ],
    )


class FindPeopleForm(forms.Form):
    q = forms.CharField(label=_("Name or organisation"), required=False, max_length=100)
