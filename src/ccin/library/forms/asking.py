"""What the pages of questions take in."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ccin.design.fields import SeveralField
from ccin.discussion.models import Post
from ccin.discussion.reasons import GIVES_AWAY
from ccin.discussion.rules.asking import LONGEST, LONGEST_TITLE, cleaned, gives_away, one_line
from ccin.discussion.states import TopicState
from ccin.library.models import Theme
from ccin.library.operations.asking import Question
from ccin.library.rules.asking import Candidate
from ccin.members.models import Organisation

READ_BY = _("Everybody in a member organisation can read it. Name no resident.")


Words = Any  # a sentence, translated when it is shown


class _SureForm(forms.Form):
    """Words that others will read; where they seem to give somebody away, a tick to go on."""

    READ: tuple[str, ...] = ("words",)
    sure = forms.BooleanField(
        label=_("What I wrote names no resident, and nobody who has not agreed to it")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sent = "\n".join(str(self.data.get(name, "")) for name in self.READ)
        seen = gives_away(cleaned(sent)) if self.is_bound else []
        if not seen:
            del self.fields["sure"]
            return
        found = ", ".join(str(GIVES_AWAY[code]) for code in seen)
        self.fields["sure"].error_messages["required"] = gettext(
            "This seems to hold %(found)s. Take it out, or confirm that it names no resident "
            "and nobody who has not agreed to it."
        ) % {"found": found}


def words_field(label: Words, hint: Words, missing: Words) -> forms.CharField:
    """Longer words than may be kept are taken in, so that what was pasted is not lost."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(missing),
        max_length=LONGEST * 20,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": missing},
    )


class AskForm(_SureForm):
    READ = ("title", "words")

    title = forms.CharField(
        label=_("Your question in one sentence"),
        help_text=_("For example: Who has moved a leisure trust to its staff?"),
        max_length=LONGEST_TITLE,
        error_messages={
            "required": _("Write your question in one sentence"),
            "max_length": _("Put your question in 200 characters or fewer, and the rest below"),
        },
    )
    words = words_field(
        _("What you need to know, and what you tried"),
        _("What is it for, what did you look at, and what got in the way?"),
        "",
    )
    organisation = forms.ModelChoiceField(
        label=_("On behalf of which organisation?"),
        queryset=Organisation.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose on whose behalf you ask")},
    )
    themes = SeveralField(
        label=_("What is it about?"),
        help_text=_("Who has worked on it is asked first."),
        queryset=Theme.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    searched = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    field_order = ["title", "words", "organisation", "themes", "sure", "searched"]

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = organisations
        bodies, themes = self.fields["organisation"], self.fields["themes"]
        assert isinstance(bodies, forms.ModelChoiceField)
        assert isinstance(themes, forms.ModelMultipleChoiceField)
        bodies.queryset = Organisation.objects.filter(pk__in=[each.pk for each in organisations])
        themes.queryset = Theme.objects.kept().order_by("name")
        if len(organisations) == 1:
            bodies.widget = forms.HiddenInput()
            bodies.initial = organisations[0].pk

    @property
    def has_only_sure(self) -> bool:
        """Nothing is wrong but that somebody may be given away."""
        return set(self.errors) <= {"sure"}

    def clean_title(self) -> str:
        title = one_line(self.cleaned_data["title"])
        if not title:
            raise forms.ValidationError(gettext("Write your question in one sentence"))
        return title

    def clean_words(self) -> str:
        return _short_enough(cleaned(self.cleaned_data["words"]))

    def question(self) -> Question:
        given = self.cleaned_data
        return Question(
            title=given["title"],
            words=given["words"],
            organisation=given["organisation"],
            themes=list(given["themes"]),
            searched=given["searched"],
        )


class ReplyForm(_SureForm):
    words = words_field(_("Your reply"), "", _("Write your reply"))
    organisation = forms.ModelChoiceField(
        label=_("For which organisation?"),
        queryset=Organisation.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose for whom you reply")},
    )
    field_order = ["words", "organisation", "sure"]

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        """Without organisations it is staff who reply."""
        super().__init__(*args, **kwargs)
        self.fields["words"].help_text = READ_BY
        bodies = self.fields["organisation"]
        assert isinstance(bodies, forms.ModelChoiceField)
        if not organisations:
            del self.fields["organisation"]
            return
        bodies.queryset = Organisation.objects.filter(pk__in=[each.pk for each in organisations])
        if len(organisations) == 1:
            bodies.widget = forms.HiddenInput()
            bodies.initial = organisations[0].pk

    def clean_words(self) -> str:
        return _reply(self.cleaned_data["words"])


class ChangeReplyForm(_SureForm):
    words = words_field(_("Your reply"), "", _("Write your reply"))
    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ["words", "sure", "version"]

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        kwargs["initial"] = {"words": post.words, "version": post.version}
        super().__init__(*args, **kwargs)
        self.fields["words"].help_text = READ_BY

    def clean_words(self) -> str:
        return _reply(self.cleaned_data["words"])


class BecauseForm(forms.Form):
    because = forms.CharField(
        label=_("Why?"),
        help_text=_("In one sentence, without repeating what it names."),
        max_length=300,
        error_messages={
            "required": _("Say why in a sentence"),
            "max_length": _("Say why in 300 characters or fewer"),
        },
    )


class ReportForm(forms.Form):
    words = forms.CharField(
        label=_("What is wrong with it?"),
        help_text=_("For example: it names a resident. Do not repeat the name."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Say what is wrong with it"),
            "max_length": _("Say what is wrong with it in 500 characters or fewer"),
        },
    )


class AnswerForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)


class AskSomebodyForm(forms.Form):
    person = forms.ChoiceField(
        label=_("Whom?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose somebody to ask")},
    )

    def __init__(
        self, *args: Any, candidates: Iterable[tuple[Candidate, str]], **kwargs: Any
    ) -> None:
        """Each candidate comes with words that say who they are and why they may know."""
        super().__init__(*args, **kwargs)
        self.candidates = {str(each.person): each for each, _words in candidates}
        person = self.fields["person"]
        assert isinstance(person, forms.ChoiceField)
        person.choices = [(str(each.person), words) for each, words in candidates]

    def candidate(self) -> Candidate:
        return self.candidates[self.cleaned_data["person"]]


class FindQuestionsForm(forms.Form):
    """What makes no sense is left out rather than refused."""

    state = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("All")),
            ("open", _("Open")),
            (TopicState.ANSWERED, _("Answered")),
            (TopicState.CLOSED, _("Closed without an answer")),
        ],
    )
    theme = forms.ChoiceField(label=_("Theme"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        theme = self.fields["theme"]
        assert isinstance(theme, forms.ChoiceField)
        themes = Theme.objects.kept().order_by("name").values_list("slug", "name")
        theme.choices = [("", gettext("Any")), *themes]


def _reply(words: str) -> str:
    found = cleaned(words)
    if not found:
        raise forms.ValidationError(gettext("Write your reply"))
    return _short_enough(found)


def _short_enough(words: str) -> str:
    if len(words) > LONGEST:
        raise forms.ValidationError(
            gettext("This is %(number)s characters long. Shorten it to 10,000.")
            % {"number": f"{len(words):,}"}
        )
    return words
