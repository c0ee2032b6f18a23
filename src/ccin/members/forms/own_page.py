"""What a member says of itself."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ccin.members.models import Organisation
from ccin.members.operations import MemberPageDetails

LONG = forms.Textarea(attrs={"rows": 5})


class MemberPageForm(forms.Form):
    summary = forms.CharField(
        label=_("Your organisation in a few words"),
        help_text=_("One or two sentences that somebody from elsewhere understands."),
        required=False,
        max_length=600,
        widget=LONG,
    )
    offers = forms.CharField(
        label=_("What you can help others with"), required=False, max_length=2000, widget=LONG
    )
    seeks = forms.CharField(
        label=_("What you are looking for"), required=False, max_length=2000, widget=LONG
    )
    public_contact = forms.CharField(
        label=_("How the public can reach you"),
        help_text=_("A shared mailbox or a telephone number. Everybody can read it."),
        required=False,
        max_length=200,
    )
    website = forms.URLField(
        label=_("Your website"),
        required=False,
        max_length=200,
        assume_scheme="https",
        error_messages={"invalid": _("Enter a web address, like www.example.gov.uk")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, organisation: Organisation) -> None:
        names = MemberPageDetails.__slots__
        initial = {name: getattr(organisation, name) for name in names}
        super().__init__(data, initial={**initial, "version": organisation.version})

    def details(self) -> MemberPageDetails:
        """Also of a form with errors, for a preview: what is wrong in it is left out."""
        given = self.cleaned_data
        return MemberPageDetails(
            **{name: given.get(name, "") for name in MemberPageDetails.__slots__}
        )


class LogoForm(forms.Form):
    logo = forms.FileField(
        label=_("The picture"),
        help_text=_("PNG or JPEG, up to 4 MB. We make it smaller for you."),
        error_messages={
            "required": _("Choose the picture"),
            "empty": _("The file is empty. Choose another one."),
        },
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )
    words = forms.CharField(
        label=_("What it shows, in words"),
        help_text=_("Read out to people who cannot see it. The organisation’s name is enough."),
        max_length=150,
        error_messages={"required": _("Say what the picture shows")},
    )

    def __init__(self, data: Any = None, files: Any = None, *, organisation: Organisation) -> None:
        words = organisation.logo_words or organisation.name[:150]
        super().__init__(data, files, initial={"words": words})
