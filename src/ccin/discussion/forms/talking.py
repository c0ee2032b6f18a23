"""What is said in a group."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ccin.discussion.forms.wording import (
    FilesField,
    SureForm,
    reply_in,
    short_enough,
    words_field,
)
from ccin.discussion.models import Group, Post, Topic
from ccin.discussion.operations.talking import LARGEST, MOST_FILES, Beginning
from ccin.discussion.reasons import WHO_READS
from ccin.discussion.rules.asking import LONGEST_TITLE, cleaned, one_line
from ccin.discussion.states import TopicKind
from ccin.files.reasons import size_in_words

TITLE_ERRORS = {
    "required": _("Say in one sentence what it is about"),
    "max_length": _("Say it in 200 characters or fewer, and the rest below"),
}
HOW_TO_WRITE = _(
    "An empty line begins a paragraph. A line that begins with - is an item of a list. @ and "
    "somebody’s full name tells them."
)


def title_field() -> forms.CharField:
    return forms.CharField(
        label=_("What is it about, in one sentence?"),
        max_length=LONGEST_TITLE,
        error_messages=TITLE_ERRORS,
    )


def files_field() -> FilesField:
    hint = gettext(
        "Up to %(number)d, each of %(size)s at most: PDF, Word, OpenDocument, PowerPoint or a "
        "picture. Choose them last: a preview does not keep them."
    ) % {"number": MOST_FILES, "size": size_in_words(LARGEST)}
    return FilesField(label=gettext("Files"), required=False, help_text=hint)


def hint_for(group: Group) -> str:
    return f"{WHO_READS[group.reach]} {gettext('Name no resident.')} {HOW_TO_WRITE}"


class BeginForm(SureForm):
    READ = ("title", "words")

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[
            (TopicKind.QUESTION, _("A question: I hope for an answer")),
            (TopicKind.TALK, _("A conversation: something to tell or to think about")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a question or a conversation")},
    )
    title = title_field()
    words = words_field(_("More about it"), "", "")
    field_order = ["kind", "title", "words", "files", "sure"]

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].help_text = hint_for(group)
        self.fields["files"] = files_field()
        self.order_fields(self.field_order)

    def clean_title(self) -> str:
        return _title(self.cleaned_data["title"])

    def clean_words(self) -> str:
        return short_enough(cleaned(self.cleaned_data["words"]))

    def beginning(self) -> Beginning:
        given = self.cleaned_data
        return Beginning(given["kind"], given["title"], given["words"], given["files"])


class GroupReplyForm(SureForm):
    words = words_field(_("Your reply"), "", _("Write your reply"))
    field_order = ["words", "files", "sure"]

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].help_text = hint_for(group)
        self.fields["files"] = files_field()
        self.order_fields(self.field_order)

    def clean_words(self) -> str:
        return reply_in(self.cleaned_data["words"])


class ChangeGroupReplyForm(SureForm):
    words = words_field(_("Your reply"), "", _("Write your reply"))
    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ["words", "sure", "version"]

    def __init__(self, *args: Any, group: Group, post: Post, **kwargs: Any) -> None:
        kwargs["initial"] = {"words": post.words, "version": post.version}
        super().__init__(*args, **kwargs)
        self.fields["words"].help_text = hint_for(group)

    def clean_words(self) -> str:
        return reply_in(self.cleaned_data["words"])


class ChangeTopicForm(SureForm):
    READ = ("title", "words")

    title = title_field()
    words = words_field(_("More about it"), "", "")
    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ["title", "words", "sure", "version"]

    def __init__(self, *args: Any, group: Group, topic: Topic, **kwargs: Any) -> None:
        initial = {"title": topic.title, "words": topic.words, "version": topic.version}
        super().__init__(*args, **{**kwargs, "initial": initial})
        self.fields["words"].help_text = hint_for(group)

    def clean_title(self) -> str:
        return _title(self.cleaned_data["title"])

    def clean_words(self) -> str:
        return short_enough(cleaned(self.cleaned_data["words"]))


def _title(title: str) -> str:
    found = one_line(title)
    if not found:
        raise forms.ValidationError(gettext("Say in one sentence what it is about"))
    return found
