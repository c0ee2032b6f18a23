"""The three ways to begin a resource: five short answers, an address, a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.files.reasons import size_in_words
from ccin.kernel.clock import today
from ccin.library.operations.files import LARGEST
from ccin.library.operations.resources import Beginning
from ccin.library.states.resources import SECTIONS, ResourceKind, SectionName
from ccin.members.models import Organisation
from ccin.members.reads.known import known_in_public
from ccin.members.states import OrganisationKind

SHORT = 3_000
# What is begun here; a synthesis is begun from the resources it cites.
KINDS = [choice for choice in ResourceKind.choices if choice[0] != ResourceKind.SYNTHESIS]


class _StartForm(forms.Form):
    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        help_text=_("What was done, in plain words: “A repair café in every library”."),
        error_messages={"required": _("Give it a title; you can change it later")},
    )
    kind = forms.ChoiceField(label=_("What is it?"), choices=KINDS, initial="case_study")
    owner = forms.ModelChoiceField(
        label=_("Whose is it?"),
        queryset=Organisation.objects.none(),
        error_messages={"required": _("Choose the organisation that owns it")},
    )
    worked_with = forms.ModelChoiceField(
        label=_("With which council was it done?"),
        queryset=Organisation.objects.none(),
        help_text=_("Where a company or a group did it with a council."),
        required=False,
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = Organisation.objects.filter(merged_into__isnull=True).order_by("name")
        is_staff = actor.may(Permission.RESOURCE_WRITE)
        mine = actor.organisations_where(Permission.RESOURCE_WRITE)
        own = kept if is_staff else kept.filter(pk__in=mine)
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ModelChoiceField)
        owner.queryset = own
        if is_staff:
            owner.required = False
            owner.empty_label = str(_("The network itself"))
        elif len(mine) == 1:
            owner.initial, owner.empty_label = mine[0], None
        council = self.fields["worked_with"]
        assert isinstance(council, forms.ModelChoiceField)
        known = kept if is_staff else known_in_public(today())
        council.queryset = known.filter(kind=OrganisationKind.COUNCIL)
        if not is_staff and not own.exclude(kind=OrganisationKind.COUNCIL).exists():
            del self.fields["worked_with"]

    @property
    def chosen_kind(self) -> str:
        return str(self.cleaned_data.get("kind") or ResourceKind.CASE_STUDY)

    def begun(self) -> Beginning:
        given = self.cleaned_data
        return Beginning(given["title"], given["owner"], worked_with=given.get("worked_with"))


class StartFromAnswersForm(_StartForm):
    """Five short answers are most of a case study."""

    problem = forms.CharField(label=_("What was the problem?"), max_length=SHORT, required=False)
    done = forms.CharField(label=_("What did you do?"), max_length=SHORT, required=False)
    changed = forms.CharField(label=_("What changed?"), max_length=SHORT, required=False)
    known = forms.CharField(
        label=_("How do you know?"),
        help_text=_("A count, a comparison, what people say. “We do not know yet” is an answer."),
        max_length=SHORT,
        required=False,
    )
    contact_line = forms.CharField(
        label=_("Whom can others ring?"),
        help_text=_("Everyone can read this: a team and its number or address is enough."),
        max_length=200,
        required=False,
    )
    answers = ("problem", "done", "changed", "known")
    needed_later = frozenset({*answers, "contact_line"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["kind"]
        for name in self.answers:
            self.fields[name].widget = forms.Textarea(attrs={"rows": 4, "maxlength": SHORT})
        self.order_fields(["title", *self.answers, "contact_line", "owner", "worked_with"])

    def begun(self) -> Beginning:
        given = self.cleaned_data
        return Beginning(
            given["title"],
            given["owner"],
            worked_with=given.get("worked_with"),
            words={name: given[name] for name in self.answers},
            contact_line=given["contact_line"],
        )


class StartFromLinkForm(_StartForm):
    """The address is kept; nothing is fetched from it."""

    address = forms.URLField(
        label=_("Its address"),
        max_length=300,
        assume_scheme="https",
        error_messages={"invalid": _("Enter an address like https://www.council.example/report")},
    )
    words = forms.CharField(
        label=_("Words from that page that should stand here"),
        help_text=_("Copy them and put them in here: the page itself is not opened by us."),
        widget=forms.Textarea(attrs={"rows": 10}),
        required=False,
    )
    field_order = ("title", "kind", "address", "words", "owner", "worked_with")

    def begun(self) -> Beginning:
        given = self.cleaned_data
        first = SECTIONS[self.chosen_kind][0]
        is_case_study = self.chosen_kind == ResourceKind.CASE_STUDY
        into = SectionName.DONE if is_case_study else first
        return Beginning(
            given["title"],
            given["owner"],
            worked_with=given.get("worked_with"),
            words={into: given["words"]},
            source_url=given["address"],
            link="" if is_case_study else given["address"],
        )


class StartFromFileForm(_StartForm):
    file = forms.FileField(
        label=_("The file"),
        error_messages={"required": _("Choose a file")},
    )
    field_order = ("file", "title", "kind", "owner", "worked_with")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = _("PDF, Word, OpenDocument or PowerPoint, up to %(largest)s.")
        self.fields["file"].help_text = words % {"largest": size_in_words(LARGEST)}
        self.fields["title"].required = False
        self.fields["title"].help_text = _(
            "Without one, what the file calls itself is taken, or its name."
        )


WAYS = {"answers": StartFromAnswersForm, "link": StartFromLinkForm, "file": StartFromFileForm}
