"""What the page of an item takes in."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from ccin.newsroom.forms.issues import note_field
from ccin.newsroom.models import Item
from ccin.newsroom.operations.items import ItemWords
from ccin.newsroom.rules.items import LONGEST_SOCIAL
from ccin.newsroom.states import ItemKind

LONGEST_WORDS = 5_000
OF_ONE_S_OWN = (ItemKind.STORY, ItemKind.DEADLINE, ItemKind.CALL, ItemKind.RESOURCE)


class ItemForm(forms.Form):
    """A new item of the staff's own, or one there is. What was gathered keeps its kind."""

    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=[(kind.value, kind.label) for kind in OF_ONE_S_OWN],
        widget=forms.RadioSelect,
        initial=ItemKind.STORY,
        error_messages={"required": _("Choose what it is")},
    )
    heading = forms.CharField(
        label=_("Heading"), max_length=200, error_messages={"required": _("Enter a heading")}
    )
    words = forms.CharField(
        label=_("Words"),
        help_text=_("A few sentences. An empty line begins a new paragraph."),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    address = forms.CharField(
        label=_("Where to read more"),
        help_text=_("A web address, or one of this site that begins with a slash: /library/…"),
        required=False,
        max_length=500,
    )
    picture = forms.FileField(
        label=_("A picture"),
        help_text=_("PNG or JPEG, up to 8 MB. We make it smaller for you."),
        required=False,
        error_messages={"empty": _("The file is empty. Choose another one.")},
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )
    picture_words = forms.CharField(
        label=_("What the picture shows, in words"),
        help_text=_("Read out to people who cannot see it."),
        required=False,
        max_length=300,
    )
    social = forms.CharField(
        label=_("Your own words for social media"),
        help_text=_(
            "At most 300 characters with the link. Leave it empty, and the text is made of the "
            "heading and the words. Hashtags are yours to add."
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "data-count": LONGEST_SOCIAL}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, files: Any = None, *, item: Item | None = None) -> None:
        names = ("kind", "heading", "words", "address", "picture_words", "social", "version")
        first = {name: getattr(item, name) for name in names} if item else None
        super().__init__(data, files, initial=first)
        self.item = item
        if item is None:
            return
        if item.key:
            del self.fields["kind"]
        if item.picture_id:
            self.fields["picture"].label = _("Another picture")
            self.fields["picture_words"].help_text = _(
                "Read out to people who cannot see it. Empty this to take the picture away."
            )
        if item.issue.is_sent:
            self.fields["note"] = note_field()

    def clean_address(self) -> str:
        address = str(self.cleaned_data["address"])
        if not address or (address.startswith("/") and not address.startswith("//")):
            return address
        try:
            URLValidator(schemes=["http", "https"])(address)
        except ValidationError:
            raise ValidationError(
                _("Enter a full address, like https://www.example.com/, or one that begins with /")
            ) from None
        return address

    def clean_social(self) -> str:
        words = str(self.cleaned_data["social"]).replace("\r\n", "\n").strip()
        if len(words) > LONGEST_SOCIAL:
            raise ValidationError(
                _("The text for social media has %(number)d characters. Shorten it to %(most)d.")
                % {"number": len(words), "most": LONGEST_SOCIAL}
            )
        return words

    def words_given(self) -> ItemWords:
        given = self.cleaned_data
        kind = given.get("kind") or (self.item.kind if self.item else ItemKind.STORY)
        names = ("heading", "words", "address", "picture_words", "social")
        return ItemWords(kind=kind, **{name: given[name] for name in names})
