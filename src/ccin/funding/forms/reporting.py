"""What a lead says of progress and hands in, in a few minutes."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _

from ccin.access.actor import Actor
from ccin.funding.forms.projects import PoundsField
from ccin.funding.models import Output, Project
from ccin.funding.operations.reporting import HandedIn, Progress
from ccin.funding.states import OutputKind, Track
from ccin.library.models import Resource


class ProgressForm(forms.Form):
    track = forms.ChoiceField(
        label=_("How does it go?"),
        choices=Track.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it goes")},
    )
    words = forms.CharField(
        label=_("What happened, and what is next?"),
        help_text=_("A sentence or two. Everybody reads it; name nobody who would not want it."),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say in a sentence or two what happened")},
    )
    spent = PoundsField(label=_("Spent so far, in pounds"), max_length=20, required=False)
    reached = forms.MultipleChoiceField(
        label=_("Milestones reached since"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any = None, *, project: Project) -> None:
        super().__init__(data)
        waiting = project.milestones.filter(done_on=None)
        field = self.fields["reached"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(each.pk), each.title) for each in waiting]
        if not field.choices:
            del self.fields["reached"]

    def progress(self) -> Progress:
        given = self.cleaned_data
        reached = tuple(int(key) for key in given.get("reached", ()))
        return Progress(given["track"], given["words"], given["spent"], reached)


class ResourceField(forms.CharField):
    """Something in the library, by the address of its page or the last part of it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=300, **options)
        self.actor = Actor.public()

    def clean(self, value: Any) -> Resource | None:
        text = super().clean(value)
        if not text:
            return None
        slug = urlsplit(text).path.strip("/").rpartition("/")[2]
        found = Resource.objects.visible_to(self.actor).filter(slug=slug).first()
        if found is None:
            raise forms.ValidationError(
                _("Nothing in the library has this address. Copy it from the page itself.")
            )
        return found


class OutputForm(forms.Form):
    """Something handed in: a file, an address, or a page of the library."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[choice for choice in OutputKind.choices if choice[0] != OutputKind.BID],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is")},
    )
    title = forms.CharField(
        label=_("Title"), max_length=200, error_messages={"required": _("Give it a title")}
    )
    file = forms.FileField(
        label=_("The file"),
        help_text=_("PDF, Word, OpenDocument or PowerPoint, of at most 40 MB."),
        required=False,
    )
    link = forms.URLField(
        label=_("Or its address"), max_length=300, required=False, assume_scheme="https"
    )
    resource = ResourceField(
        label=_("Or its page in the library"),
        help_text=_("The address of the page, where it is in the library already."),
        required=False,
    )

    def __init__(self, data: Any = None, files: Any = None, *, actor: Actor, **more: Any) -> None:
        self.output: Output | None = more.get("output")
        known = {"title": self.output.title, "link": self.output.link} if self.output else {}
        super().__init__(data, files, initial=known)
        field = self.fields["resource"]
        assert isinstance(field, ResourceField)
        field.actor = actor
        if self.output is not None:
            del self.fields["kind"]

    def handed(self) -> HandedIn:
        given = self.cleaned_data
        kind = self.output.kind if self.output else given["kind"]
        return HandedIn(kind, given["title"], given["link"], given["resource"])


class LinkForm(forms.Form):
    resource = ResourceField(
        label=_("Address of its page in the library"),
        error_messages={"required": _("Enter the address of its page in the library")},
    )

    def __init__(self, data: Any = None, *, actor: Actor) -> None:
        super().__init__(data)
        field = self.fields["resource"]
        assert isinstance(field, ResourceField)
        field.actor = actor
