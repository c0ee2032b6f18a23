"""What the gallery shows: plain data of no real body."""

from django import forms

from ccin.design.widgets import DayInput

KINDS = [("district", "District council"), ("county", "County council"), ("other", "Another body")]
TOPICS = [("housing", "Housing"), ("care", "Care"), ("energy", "Energy")]


class SampleForm(forms.Form):
    """One field of each kind that pages use."""

    name = forms.CharField(label="Name of the organisation")
    email = forms.EmailField(label="E-mail address", help_text="We answer to this address.")
    fee = forms.IntegerField(
        label="Fee, in pounds",
        error_messages={"invalid": "Fee must be a whole number of pounds"},
    )
    kind = forms.ChoiceField(label="Kind of body", choices=KINDS, widget=forms.RadioSelect)
    topics = forms.MultipleChoiceField(
        label="What you work on",
        choices=TOPICS,
        widget=forms.CheckboxSelectMultiple,
        help_text="Choose all that apply.",
    )
    region = forms.ChoiceField(label="Region", choices=[("", "Choose a region"), *TOPICS])
    ends_on = forms.DateField(
        label="Last day of the membership",
        widget=DayInput,
        error_messages={"invalid": "Last day must be a real date, such as 31 3 2027"},
    )
    reasons = forms.CharField(label="Reasons", widget=forms.Textarea(attrs={"rows": 4}))
    paper = forms.FileField(label="The report to cabinet", help_text="PDF, up to 10 MB.")
    agreed = forms.BooleanField(
        label="My organisation has agreed to this",
        error_messages={"required": "Confirm that your organisation has agreed"},
    )
