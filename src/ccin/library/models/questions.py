"""What a question to the network is about."""

from django.db import models
from django.urls import reverse

from ccin.discussion.models import Topic
from ccin.library.models.themes import Theme


class QuestionSubject(models.Model):
    """The themes of a question, and what was searched for in vain before it was asked."""

    PERSONAL = {"searched": ""}

    topic = models.OneToOneField(Topic, on_delete=models.CASCADE, related_name="+")
    themes = models.ManyToManyField(Theme, blank=True, related_name="+")
    searched = models.CharField(max_length=200, blank=True)
    index_due = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.topic)

    def get_absolute_url(self) -> str:
        return reverse("library:question", args=[self.topic_id])
