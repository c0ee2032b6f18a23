"""What the pages of work areas take in."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ccin.funding.models import Idea
from ccin.funding.operations.ideas import IdeaDetails
from ccin.funding.states import IdeaState, Willingness
from ccin.library.models import Theme
from ccin.members.models import Organisation


class FindIdeasForm(forms.Form):
    """The filters of the list; what makes no sense is left out rather than refused."""

    q = forms.CharField(label=_("Search"), required=False, max_length=200)
    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("What is open or taken up")),
            ("mine", _("Ours, and what we support")),
            ("unsorted", _("Without a theme")),
            (IdeaState.MERGED.value, IdeaState.MERGED.label),
            (IdeaState.SET_ASIDE.value, IdeaState.SET_ASIDE.label),
        ],
    )
    theme = forms.ModelChoiceField(
        label=_("Theme"), queryset=Theme.objects.kept(), required=False, empty_label=_("Any theme")
    )


class ForAMember(forms.Form):
    """The member is asked for only where the actor speaks for several."""

    organisation = forms.ModelChoiceField(
        label=_("For which member?"),
        queryset=Organisation.objects.none(),
        empty_label=_("Choose one"),
        error_messages={
            "required": _("Choose the member you speak for"),
            "invalid_choice": _("Choose a member from the list"),
        },
    )

    def __init__(self, *args: Any, members: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = members
        if len(members) == 1:
            del self.fields["organisation"]
            return
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Organisation.objects.filter(pk__in=[each.pk for each in members])

    def member(self) -> Organisation:
        chosen: Organisation = self.cleaned_data.get("organisation") or self.members[0]
        return chosen


class IdeaWordsForm(forms.Form):
    title = forms.CharField(
        label=_("In one line"),
        help_text=_("For example: keeping repair cafés going after the first grant."),
        max_length=120,
        error_messages={"required": _("Say in one line what the network should work on")},
    )
    words = forms.CharField(
        label=_("What should be found out or tried, and why now?"),
        help_text=_("Two sentences are enough. Name no residents."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Say what should be found out or tried"),
            "max_length": _("Use 400 characters or fewer"),
        },
    )

    def details(self) -> IdeaDetails:
        return IdeaDetails(self.cleaned_data["title"], self.cleaned_data["words"])


class PutIdeaForm(IdeaWordsForm, ForAMember):
    field_order = ("organisation", "title", "words")


class ChangeIdeaForm(IdeaWordsForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, idea: Idea) -> None:
        own = {"title": idea.title, "words": idea.words, "version": idea.version}
        super().__init__(data, initial=own)


class SupportForm(ForAMember):
    willingness = forms.ChoiceField(
        label=_("What would you do?"),
        choices=Willingness.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you would do")},
    )
    note = forms.CharField(
        label=_("What you would bring, in a few words"),
        help_text=_("Other members read it."),
        max_length=200,
        required=False,
    )


class SortForm(forms.Form):
    theme = forms.ModelChoiceField(
        label=_("Under which theme?"),
        queryset=Theme.objects.kept(),
        error_messages={"required": _("Choose a theme")},
    )


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(
        label=_("Into which work area?"),
        help_text=_("Those that support this one support the other then. Its words are kept."),
        queryset=Idea.objects.none(),
        error_messages={"required": _("Choose the work area that stays")},
    )

    def __init__(self, data: Any = None, *, idea: Idea, others: QuerySet[Idea]) -> None:
        super().__init__(data)
        into = self.fields["into"]
        assert isinstance(into, forms.ModelChoiceField)
        into.queryset = others.exclude(pk=idea.pk)


class SetAsideForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is it set aside?"),
        help_text=_("Members read it, and whoever put it forward is told."),
        max_length=300,
        error_messages={"required": _("Say why it is set aside")},
    )


class WriteForm(ForAMember):
    words = forms.CharField(
        label=_("What would you like to say?"),
        help_text=_("They get your words, your name and your organisation, and no address."),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write what you would like to say")},
    )
