"""The index: entries, who may see each, what each is narrowed by, and the words it holds."""

import uuid

from django.db import models


class IndexEntry(models.Model):
    """Something that can be found. Its own words are public to whoever is in its audience.

    `words_due` until the worker has weighed its words; audience and removal never wait for that.
    """

    key = models.CharField(max_length=80, unique=True)  # library.resource:12
    kind = models.CharField(max_length=30, db_index=True)  # case_study, member, person, question …
    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)
    also = models.TextField(blank=True)  # words it is found by and does not show: synonyms, names
    url = models.CharField(max_length=300)
    dated_on = models.DateField(null=True, blank=True)
    dated_by_year = models.BooleanField(default=False)  # of that day only the year is known
    fictional = models.BooleanField(default=False)
    words_due = models.BooleanField(default=True)
    length = models.PositiveIntegerField(default=0)  # in words, as it was last weighed
    # Nobody sees it and its own words are gone; the worker still has to take it out of the index.
    removed = models.BooleanField(default=False)
    added_at = models.DateTimeField()  # when it could first be found, by whoever may see it

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "index entries"
        indexes = [
            models.Index(fields=["id"], condition=models.Q(words_due=True), name="entry_words_due"),
            models.Index(fields=["dated_on", "id", "kind"], name="entry_by_day"),
        ]

    def __str__(self) -> str:
        return self.title


class Audience(models.Model):
    """One token of those who may see an entry, or, `denied`, of those who may not whatever else
    they hold: somebody with an interest."""

    entry = models.ForeignKey(
        IndexEntry, on_delete=models.CASCADE, related_name="audience", db_index=False
    )
    token = models.CharField(max_length=40)  # public, class:full, body:3, org:7, person:9, staff
    denied = models.BooleanField(default=False)

    class Meta:
        ordering = ["entry", "token"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "token", "denied"], name="audience_once"),
        ]
        indexes = [
            models.Index(
                fields=["token", "entry"], condition=models.Q(denied=True), name="audience_denied"
            ),
        ]

    def __str__(self) -> str:
        return self.token


class Facet(models.Model):
    """One value by which entries are narrowed: (theme, housing), (region, North West) …"""

    entry = models.ForeignKey(
        IndexEntry, on_delete=models.CASCADE, related_name="facets", db_index=False
    )
    name = models.CharField(max_length=20)
    value = models.CharField(max_length=100)

    class Meta:
        ordering = ["name", "value", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "name", "value"], name="facet_once"),
        ]
        indexes = [models.Index(fields=["name", "value", "entry"], name="facet_by_value")]

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"


class Narrowing(models.Model):
    """All facets of an entry together, for counting what was found: on each line the name of one,
    a tab and its value."""

    entry = models.OneToOneField(
        IndexEntry, on_delete=models.CASCADE, primary_key=True, related_name="narrowing"
    )
    lines = models.TextField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.lines


class Word(models.Model):
    """A word of the index, as its stem; `entries` is how many hold it."""

    stem = models.CharField(max_length=40, unique=True)
    entries = models.PositiveIntegerField(default=0)
    spellings = models.CharField(max_length=400, blank=True)  # as it stands in texts: house housing

    class Meta:
        ordering = ["stem"]

    def __str__(self) -> str:
        return self.stem


class Posting(models.Model):
    """How much a word says of an entry: its share of BM25, before the word's rarity."""

    word = models.ForeignKey(
        Word, on_delete=models.CASCADE, related_name="postings", db_index=False
    )
    entry = models.ForeignKey(IndexEntry, on_delete=models.CASCADE, related_name="postings")
    weight = models.FloatField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["word", "entry", "weight"], name="posting_by_word")]

    def __str__(self) -> str:
        return f"{self.word_id} in {self.entry_id}: {self.weight:.2f}"


class Vector(models.Model):
    """What an entry means, as a unit vector of 32-bit floats, where the optional extra is there."""

    entry = models.OneToOneField(IndexEntry, on_delete=models.CASCADE, related_name="vector")
    values = models.BinaryField()
    source = models.CharField(max_length=60)  # what made it, with its version
    batch = models.UUIDField(default=uuid.uuid4, db_index=True)  # those it was made together with

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"vector of {self.entry_id}"


class IndexSize(models.Model):
    """How much is indexed, one row: what BM25 needs to know of all entries together."""

    entries = models.PositiveIntegerField(default=0)
    words = models.PositiveBigIntegerField(default=0)
    average = models.FloatField(default=0)  # words of an entry, as every share supposes it
    stamp = models.UUIDField(default=uuid.uuid4)  # anew with every change of the words

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_index_size")]

    def __str__(self) -> str:
        return f"{self.entries} entries of {self.words} words"


class Mark(models.Model):
    """How far a room has come in handing over its entries, in words only the room understands."""

    name = models.CharField(max_length=40, unique=True)
    value = models.CharField(max_length=100)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"
