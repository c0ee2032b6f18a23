"""What the pages of groups take in."""

from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ccin.design.fields import DayField
from ccin.discussion.forms.wording import short_enough, words_field
from ccin.discussion.models import Group
from ccin.discussion.operations.groups import GroupDetails
from ccin.discussion.operations.wishes import LONGEST_WISH
from ccin.discussion.rules.asking import cleaned, one_line
from ccin.discussion.states import GroupKind, GroupReach, HowToJoin
from ccin.members.states import RepresentationRole

KEPT_FREE = frozenset({"new", "topics"})  # addresses of other pages


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


class WishForm(forms.Form):
    words = forms.CharField(
        label=_("What do you hope for, and what do you bring?"),
        help_text=_("A few sentences. Those who moderate the group read them, nobody else."),
        max_length=LONGEST_WISH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"max_length": _("Say it in 3,000 characters or fewer")},
    )

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = self.fields["words"]
        words.required = group.kind == GroupKind.LEARNING_SET
        words.error_messages["required"] = gettext(
            "Say in a few sentences what you hope for, and what you bring"
        )


class AnswerWishForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[("yes", _("Take them in")), ("no", _("Not now"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer")},
    )
    because = forms.CharField(
        label=_("Why?"),
        help_text=_("Needed where you say no. They read it."),
        required=False,
        max_length=300,
    )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("answer") == "no" and not given.get("because", "").strip():
            self.add_error("because", gettext("Say why in a sentence: they read it"))
        return given


class TakeInForm(forms.Form):
    """Somebody is looked for by name; of several, one is chosen."""

    q = forms.CharField(
        label=_("Their name or their organisation"),
        max_length=100,
        error_messages={"required": _("Write a name or an organisation")},
    )


class GroupForm(forms.Form):
    """What a group is and how people come into it."""

    name = forms.CharField(
        label=_("Name"), max_length=120, error_messages={"required": _("Give the group a name")}
    )
    kind = forms.ChoiceField(label=_("What kind of group is it?"), choices=GroupKind)
    about = words_field(_("What it is for"), _("Who it is for, and what they talk about."), "")
    reach = forms.ChoiceField(
        label=_("Who may read it?"),
        help_text=_("Once somebody has written in it, this can be made narrower, never wider."),
        choices=GroupReach,
        widget=forms.RadioSelect,
        initial=GroupReach.MEMBERS,
    )
    how_to_join = forms.ChoiceField(
        label=_("How do people come into it?"),
        choices=HowToJoin,
        widget=forms.RadioSelect,
        initial=HowToJoin.OPEN,
    )
    roles = forms.MultipleChoiceField(
        label=_("Who belongs by their post?"),
        help_text=_("They are taken in by themselves, once, and may leave."),
        choices=RepresentationRole,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    places = forms.IntegerField(
        label=_("Places, of a learning set"), required=False, min_value=1, max_value=1000
    )
    wishes_close_on = DayField(label=_("Last day to ask for a place"), required=False)
    source = forms.CharField(
        label=_("Where it is recorded that there is this group"), required=False, max_length=300
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_name(self) -> str:
        name = one_line(self.cleaned_data["name"])
        if slugify(name) in KEPT_FREE:
            raise forms.ValidationError(gettext("Give the group a longer name than this"))
        return name

    def clean_about(self) -> str:
        return short_enough(cleaned(self.cleaned_data["about"]))

    def details(self) -> GroupDetails:
        given = {name: self.cleaned_data[name] for name in self.fields if name != "version"}
        return GroupDetails(**given)


def values_of(group: Group) -> dict[str, Any]:
    return {name: getattr(group, name) for name in GroupForm.base_fields}
