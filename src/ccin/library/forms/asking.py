"""What the pages of questions take in."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ccin.design.fields import SeveralField
from ccin.discussion.forms.wording import SureForm, reply_in, short_enough, words_field
from ccin.discussion.models import Post
from ccin.discussion.rules.asking import LONGEST_TITLE, cleaned, one_line
from ccin.discussion.states import TopicState
from ccin.library.models import Theme
from ccin.library.operations.asking import Question
from ccin.library.rules.asking import Candidate
from ccin.members.models import Organisation

READ_BY = _("Everybody in a member organisation can read it. Name no resident.")


class AskForm(SureForm):
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

    def clean_title(self) -> str:
        title = one_line(self.cleaned_data["title"])
        if not title:
            raise forms.ValidationError(gettext("Write your question in one sentence"))
        return title

    def clean_words(self) -> str:
        return short_enough(cleaned(self.cleaned_data["words"]))

    def question(self) -> Question:
        given = self.cleaned_data
        return Question(
            title=given["title"],
            words=given["words"],
            organisation=given["organisation"],
            themes=list(given["themes"]),
            searched=given["searched"],
        )


class ReplyForm(SureForm):
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
        return reply_in(self.cleaned_data["words"])


class ChangeReplyForm(SureForm):
    words = words_field(_("Your reply"), "", _("Write your reply"))
    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ["words", "sure", "version"]

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        kwargs["initial"] = {"words": post.words, "version": post.version}
        super().__init__(*args, **kwargs)
        self.fields["words"].help_text = READ_BY

    def clean_words(self) -> str:
        return reply_in(self.cleaned_data["words"])


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
