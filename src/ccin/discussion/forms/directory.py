"""What the directory of people takes in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ccin.discussion.operations.directory import LONGEST, Listing
from ccin.discussion.reads.directory import Wanted
from ccin.members.forms.organisations import NATIONS, REGIONS
from ccin.members.states import RepresentationRole

ANY = ("", _("Any"))


class FindPeopleInDirectoryForm(forms.Form):
    """What makes no sense is left out rather than refused."""

    q = forms.CharField(label=_("Name, or what they know about"), required=False, max_length=100)
    role = forms.ChoiceField(
        label=_("Role"), required=False, choices=[ANY, *RepresentationRole.choices]
    )
    region = forms.ChoiceField(
        label=_("Place"), required=False, choices=[ANY, *REGIONS, *NATIONS[1:]]
    )
    organisation = forms.CharField(label=_("Organisation"), required=False, max_length=100)

    def wanted(self) -> Wanted:
        self.is_valid()
        found = self.cleaned_data
        return Wanted(
            found.get("q", ""),
            found.get("role", ""),
            found.get("region", ""),
            found.get("organisation", ""),
        )


class ChooseListingForm(forms.Form):
    is_listed = forms.BooleanField(
        label=_("List me in the directory of people"),
        help_text=_(
            "People of members, those who sit in the network’s bodies, and its staff find your "
            "name and what you are there. Nobody else does, and you may take it back at any time."
        ),
        required=False,
    )
    expertise = forms.CharField(
        label=_("What people may ask you about"),
        help_text=_("In a few words: community wealth building, repair cafés, procurement"),
        required=False,
        max_length=LONGEST,
        error_messages={
            "max_length": _("Say what people may ask you about in 300 characters or fewer")
        },
    )
    shows_email = forms.BooleanField(label=_("Show my e-mail address there"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def listing(self) -> Listing:
        found = self.cleaned_data
        return Listing(found["is_listed"], found["expertise"], found["shows_email"])
