"""What the pages take in on which a bid is begun and written."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.design.fields import DayField
from ccin.funding.forms.fields import PastedField
from ccin.funding.models import Bid, Project, Round, Strand
from ccin.funding.operations.bids import BidDetails, BidStart
from ccin.kernel.clock import today
from ccin.library.models import Theme
from ccin.members.models import Organisation, Person, Representation
from ccin.principles.models import Principle, Statement
from ccin.texts.models import Text
from ccin.texts.operations.writing import LONGEST

LANGUAGES = [("en", _("English")), ("cy", _("Welsh")), ("gd", _("Gaelic")), ("ga", _("Irish"))]


class _Titled(forms.Form):
    title = PastedField(
        label=_("Title"), max_length=150, error_messages={"required": _("Give it a title")}
    )
    seeks_partners = forms.BooleanField(
        label=_("We are looking for partners"),
        help_text=_(
            "Members then read its title, theme, summary and whom you look for, before it is "
            "handed in, and can say that they are interested."
        ),
        required=False,
    )
    seeks = PastedField(
        label=_("Whom do you look for, and for what?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("seeks_partners") and "seeks" in given and not given["seeks"]:
            self.add_error("seeks", forms.ValidationError(_("Say whom you look for")))
        return given


class StartBidForm(_Titled):
    """With whom it begins; everything else is asked on the bid's own pages."""

    strand = forms.ModelChoiceField(
        label=_("What kind of project is it?"),
        queryset=Strand.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what kind of project it is")},
    )
    lead = forms.ModelChoiceField(
        label=_("Who leads it?"),
        queryset=Organisation.objects.none(),
        error_messages={"required": _("Choose who leads it")},
    )

    field_order = ("strand", "lead", "title", "seeks_partners", "seeks")

    def __init__(self, *args: Any, call: Round, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        strands = call.strands.order_by("kind")
        self._among("strand").queryset = strands
        self._among("strand").label_from_instance = lambda each: each.get_kind_display()
        mine = actor.organisations_where(Permission.BID_WRITE)
        leads = Organisation.objects.filter(pk__in=mine).order_by("name")
        self._among("lead").queryset = leads
        if len(mine) == 1:
            self.initial["lead"] = mine[0]

    def _among(self, name: str) -> Any:
        return self.fields[name]

    def begun(self) -> BidStart:
        return BidStart(**self.cleaned_data)


class DescribeBidForm(_Titled):
    needed_later = frozenset({"summary", "starts_on", "ends_on", "theme"})
    summary = PastedField(
        label=_("In one or two sentences"),
        help_text=_("What will be found out or tried, and for whom? This is published if funded."),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    theme = forms.ModelChoiceField(
        label=_("Theme"), queryset=Theme.objects.none(), required=False, empty_label=_("None")
    )
    starts_on = DayField(label=_("Planned to begin on"), required=False)
    ends_on = DayField(label=_("Planned to end on"), required=False)
    follows = forms.ModelChoiceField(
        label=_("Does it follow an earlier project?"),
        queryset=Project.objects.none(),
        required=False,
        empty_label=_("No"),
    )
    contact = forms.ModelChoiceField(
        label=_("Who can be asked about it?"),
        help_text=_("Somebody of the lead. The name is never published."),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("Nobody by name"),
    )
    language = forms.ChoiceField(label=_("Language it is written in"), choices=LANGUAGES)
    version = forms.IntegerField(widget=forms.HiddenInput)

    field_order = (
        *("title", "summary", "theme", "starts_on", "ends_on", "follows", "contact", "language"),
        *("seeks_partners", "seeks"),
    )
    kept = (
        *("title", "summary", "theme", "starts_on", "ends_on", "follows", "contact", "language"),
        *("seeks_partners", "seeks"),
    )

    def __init__(self, *args: Any, bid: Bid, **kwargs: Any) -> None:
        first = {name: getattr(bid, name) for name in self.kept} | {"version": bid.version}
        super().__init__(*args, **{**kwargs, "initial": first})
        asked = bid.round.themes.values("theme")
        themes = Theme.objects.kept()
        if bid.round.themes.exists():
            themes = Theme.objects.filter(Q(pk__in=asked) | Q(pk=bid.theme_id or 0))
        self._among("theme").queryset = themes.order_by("name")
        self._among("follows").queryset = Project.objects.public().order_by("-year", "title")
        stands = Representation.objects.current_on(today()).filter(organisation=bid.lead_id)
        people = Person.objects.kept().filter(pk__in=stands.values("person"))
        own = Person.objects.filter(pk=bid.contact_id or 0)
        self._among("contact").queryset = (people | own).order_by("name")

    def _among(self, name: str) -> Any:
        return self.fields[name]

    def given(self) -> BidDetails:
        return BidDetails(**{name: self.cleaned_data[name] for name in self.kept})


class AnswerForm(forms.Form):
    """Longer answers than the question allows are kept; they are only not handed in."""

    needed_later = frozenset({"words"})
    words = PastedField(
        label=_("Your answer"),
        max_length=LONGEST,
        required=False,
        help_text=_("An empty line begins a paragraph. A line that begins with - is a list item."),
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, text: Text, **kwargs: Any) -> None:
        first = {"words": text.words, "version": text.version}
        super().__init__(*args, **{**kwargs, "initial": first})


class BidPrinciplesForm(forms.Form):
    """A sentence for each principle it lives by; the others stay empty."""

    def __init__(self, *args: Any, bid: Bid, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = {each.principle_id: each.sentence for each in bid.principles.all()}
        statement = Statement.objects.in_force_on(today()).first()
        named = Q(pk__in=list(said)) | Q(statement=statement)
        found = Principle.objects.filter(named).order_by("-statement__number", "position")
        self.principles: list[Principle] = list(found)
        for principle in self.principles:
            self.fields[f"principle_{principle.pk}"] = PastedField(
                label=principle.name,
                help_text=principle.paraphrase,
                max_length=400,
                required=False,
                initial=said.get(principle.pk, ""),
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def sentences(self) -> dict[Principle, str]:
        return {each: self.cleaned_data[f"principle_{each.pk}"] for each in self.principles}


class AttachBidFileForm(forms.Form):
    file = forms.FileField(
        label=_("A file"),
        help_text=_("PDF, Word, OpenDocument, PowerPoint or a picture, up to 20 MB."),
        error_messages={"required": _("Choose a file")},
    )
    title = PastedField(label=_("What it is, in words"), max_length=150, required=False)
    is_public = forms.BooleanField(
        label=_("Publish it with the bid, if it is funded"),
        help_text=_("Otherwise it stays with those who consider the bid."),
        required=False,
    )


class SubmitBidForm(forms.Form):
    declaration = forms.BooleanField(
        label=_("I am allowed to commit my organisation to this bid"),
        error_messages={"required": _("Confirm that you may commit your organisation")},
    )
    published = forms.BooleanField(
        label=_("I know what is published if it is funded, and it names no resident"),
        error_messages={"required": _("Confirm that you know what is published")},
    )


class WithdrawBidForm(forms.Form):
    reason = PastedField(
        label=_("Why do you take it back?"),
        max_length=300,
        error_messages={"required": _("Say in a sentence why you take it back")},
    )
