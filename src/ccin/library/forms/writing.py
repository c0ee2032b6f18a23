"""What the pages take in on which a resource is written and described."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.design.fields import SeveralField
from ccin.governance.models import Body
from ccin.kernel.clock import today
from ccin.library.models import Resource, Section, Theme
from ccin.library.operations.resources import ResourceDetails, details_of
from ccin.library.operations.sorting import LEAVE_OUT
from ccin.library.reads.writing import heading_of
from ccin.library.rules.sorting import suggested
from ccin.library.states.resources import EvidenceLevel, Licence, PartnerRole, Visibility
from ccin.members.models import Organisation, Person, Representation
from ccin.members.reads.known import known_in_public
from ccin.members.states import MembershipClass
from ccin.principles.models import Principle, Statement
from ccin.register.models import Authority
from ccin.texts.models import Text
from ccin.texts.operations.writing import LONGEST


class SectionForm(forms.Form):
    needed_later = frozenset({"words"})
    words = forms.CharField(
        label=_("Your words"),
        max_length=LONGEST,
        required=False,
        help_text=_(
            "An empty line begins a paragraph. A line that begins with - is an item of a list, one "
            "that begins with ## a heading."
        ),
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, text: Text, **kwargs: Any) -> None:
        first = {"words": text.words, "version": text.version}
        super().__init__(*args, **{**kwargs, "initial": first})


class DescribeResourceForm(forms.Form):
    needed_later = frozenset({"summary", "year", "evidence_level", "contact_line"})
    title = forms.CharField(
        label=_("Title"), max_length=200, error_messages={"required": _("Give it a title")}
    )
    summary = forms.CharField(
        label=_("In one or two sentences"),
        help_text=_("Who reads only this should know what was done and what came of it."),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    year = forms.IntegerField(
        label=_("In which year was it done?"),
        min_value=1970,
        max_value=2100,
        required=False,
        help_text=_("The year of the work, not of writing it down."),
    )
    evidence_level = forms.ChoiceField(
        label=_("How is it known that something changed?"),
        choices=EvidenceLevel,
        required=False,
        help_text=_(
            "Choose honestly: readers see it, and “told” is a good beginning. Counted: numbers "
            "were kept. Compared: with before, or with places that did not do it. Evaluated: "
            "somebody independent looked."
        ),
    )
    themes = SeveralField(
        label=_("Themes"),
        queryset=Theme.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    places = forms.CharField(
        label=_("Where else was it done?"),
        help_text=_("Names of councils, one a line, beyond the owner’s own area."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    contact = forms.ModelChoiceField(
        label=_("Who can be rung about it?"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("Nobody by name"),
        help_text=_("Somebody of the owner. Members see the name, the public sees the line below."),
    )
    contact_line = forms.CharField(
        label=_("How to reach somebody, for everyone to read"),
        help_text=_("A team with its number or address."),
        max_length=200,
        required=False,
    )
    link = forms.URLField(
        label=_("Where it is, if elsewhere"),
        max_length=300,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Enter an address like https://www.council.example/report")},
    )
    licence = forms.ChoiceField(label=_("May others use it?"), choices=Licence)
    third_party = forms.CharField(
        label=_("What in it belongs to others?"),
        help_text=_("Pictures, maps, figures: say whose they are."),
        max_length=200,
        required=False,
    )
    visibility = forms.ChoiceField(label=_("Who may read it?"), choices=Visibility)
    visible_class = forms.ChoiceField(
        label=_("Which class of member, if one"),
        choices=[("", _("No one class")), *MembershipClass.choices],
        required=False,
    )
    visible_body = forms.ModelChoiceField(
        label=_("Which body, if one"),
        queryset=Body.objects.none(),
        required=False,
        empty_label=_("No one body"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, resource: Resource, actor: Actor, **kwargs: Any) -> None:
        self.resource, self.details = resource, details_of(resource)
        first: dict[str, Any] = {
            name: getattr(self.details, name) for name in self.base_fields if name != "version"
        }
        first["places"] = "\n".join(str(place) for place in self.details.places)
        first["version"] = resource.version
        super().__init__(*args, **{**kwargs, "initial": first})
        self._among("themes").queryset = Theme.objects.kept().order_by("name")
        self._among("contact").queryset = _contacts_of(resource)
        self._among("visible_body").queryset = Body.objects.order_by("name")
        if not actor.may(Permission.RESOURCE_PUBLISH):
            self._without_what_staff_choose(is_published=resource.published_on is not None)

    def _among(self, name: str) -> Any:
        return self.fields[name]

    def _without_what_staff_choose(self, *, is_published: bool) -> None:
        if is_published or self.resource.visibility == Visibility.BODY:
            del self.fields["visibility"], self.fields["visible_class"]
        else:
            choices = [each for each in Visibility.choices if each[0] != Visibility.BODY]
            self._among("visibility").choices = choices
        del self.fields["visible_body"]

    def clean_places(self) -> tuple[Authority, ...]:
        found = []
        for line in self.cleaned_data["places"].splitlines():
            name = " ".join(line.split())
            if not name:
                continue
            match = Authority.objects.filter(name__iexact=name).order_by("pk").first()
            if match is None:
                words = _("No council is called “%(name)s” in the register. Write its full name.")
                raise forms.ValidationError(words % {"name": name})
            found.append(match)
        return tuple(dict.fromkeys(found))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "visible_class" in self.fields and given.get("visibility") != Visibility.CLASS:
            given["visible_class"] = ""
        if "visible_body" in self.fields and given.get("visibility") != Visibility.BODY:
            given["visible_body"] = None
        return given

    def given(self) -> ResourceDetails:
        """What was sent, over what stands: fields that are not shown stay as they are."""
        before = {name: getattr(self.details, name) for name in ResourceDetails.__slots__}
        sent = {name: value for name, value in self.cleaned_data.items() if name in before}
        sent["themes"] = tuple(self.cleaned_data["themes"])
        return ResourceDetails(**{**before, **sent})


class PrinciplesForm(forms.Form):
    """A sentence for each principle it shows; the others stay empty."""

    def __init__(self, *args: Any, resource: Resource, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = {each.principle_id: each.sentence for each in resource.principles.all()}
        self.principles = _principles(list(said))
        for principle in self.principles:
            self.fields[f"principle_{principle.pk}"] = forms.CharField(
                label=principle.name,
                help_text=principle.paraphrase,
                max_length=400,
                required=False,
                initial=said.get(principle.pk, ""),
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def sentences(self) -> dict[Principle, str]:
        return {each: self.cleaned_data[f"principle_{each.pk}"] for each in self.principles}


class AttachFileForm(forms.Form):
    file = forms.FileField(
        label=_("A file"),
        help_text=_("PDF, Word, OpenDocument, PowerPoint or a picture."),
        error_messages={"required": _("Choose a file")},
    )
    title = forms.CharField(
        label=_("What it is, in words"),
        max_length=150,
        required=False,
        help_text=_("“The evaluation report”, say. Without it, the file’s name is shown."),
    )


class RenameFileForm(forms.Form):
    title = forms.CharField(label=_("What it is, in words"), max_length=150)


class PartnerForm(forms.Form):
    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        error_messages={"required": _("Choose an organisation")},
    )
    role = forms.ChoiceField(
        label=_("How it took part"),
        choices=[each for each in PartnerRole.choices if each[0] != PartnerRole.MAINTAINER],
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        every = actor.may(Permission.ORGANISATION_READ_ANY)
        known = Organisation.objects.kept() if every else known_in_public(today())
        field.queryset = known.order_by("name")


class HeadingForm(forms.Form):
    heading = forms.CharField(
        label=_("Heading"),
        max_length=150,
        error_messages={"required": _("Give the section a heading")},
    )


class SortForm(forms.Form):
    """Where each section under a heading of its own belongs; the likely place is proposed."""

    def __init__(self, *args: Any, resource: Resource, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = list(resource.sections.select_related("text").order_by("position", "pk"))
        questions = [(each.name, heading_of(each)) for each in every if each.name]
        names = {name for name, _heading in questions}
        self.sections: list[Section] = [each for each in every if not each.name]
        for section in self.sections:
            likely = suggested(section.heading)
            self.fields[f"section_{section.pk}"] = forms.ChoiceField(
                label=section.heading,
                help_text=_beginning_of(section.text.words),
                choices=[
                    ("", _("Keep it under its own heading")),
                    *questions,
                    (LEAVE_OUT, _("Leave it out")),
                ],
                required=False,
                initial=likely if likely in names else "",
            )

    def places(self) -> dict[Section, str]:
        return {each: self.cleaned_data[f"section_{each.pk}"] for each in self.sections}


def _beginning_of(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= 160 else f"{plain[:157]}…"


def _contacts_of(resource: Resource) -> Any:
    """Whoever stands for the owner today; whoever is the contact stays to be seen."""
    stands = Representation.objects.current_on(today()).filter(organisation=resource.owner_id or 0)
    people = Person.objects.kept().filter(pk__in=stands.values("person"))
    return (people | Person.objects.filter(pk=resource.contact_id or 0)).order_by("name")


def _principles(said: list[int]) -> list[Principle]:
    """Of the Statement in force; and those of an earlier one that it names already."""
    statement = Statement.objects.in_force_on(today()).first()
    present = Principle.objects.filter(statement=statement) if statement else None
    earlier = Principle.objects.filter(pk__in=said)
    found = earlier if present is None else (present | earlier)
    return list(found.order_by("-statement__number", "position"))
