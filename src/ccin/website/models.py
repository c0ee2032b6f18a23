"""The pages staff write and publish, their pictures, and the table of old addresses."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from ccin.kernel.clock import today
from ccin.website.addresses import normal_path, unknown_names
from ccin.website.blocks import SHORT_TEXT, BodyBlock, SourceBlock


class Picture(AbstractImage):
    """A picture in the library: what it shows is said in words, and whose it is."""

    description = models.CharField(
        _("what the picture shows"),
        max_length=255,
        help_text=_("Read out to people who cannot see it. Say what matters, in one sentence."),
    )
    credit = models.CharField(_("whose it is, and under which licence"), max_length=200)
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    uploaded_by_user.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]

    admin_form_fields = (
        "title",
        "file",
        "description",
        "credit",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )


class Rendition(AbstractRendition):
    """A picture cut to one size."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="rendition_once"
            ),
        ]


class SitePage(Page):
    """What every page of the site has: a summary, and the day somebody last read it through."""

    summary = models.CharField(
        _("summary"),
        max_length=250,
        help_text=_(
            "One sentence: shown in lists, by search engines and where the page is shared."
        ),
    )
    reviewed_on = models.DateField(_("last reviewed on"), default=today)
    # The file this page was first written from, and its digest; empty on pages that staff began.
    file_name = models.CharField(max_length=60, blank=True, editable=False)
    file_digest = models.CharField(max_length=64, blank=True, editable=False)

    exclude_fields_in_copy: ClassVar[list[str]] = ["file_name", "file_digest"]
    private_page_options: ClassVar[list[str]] = []
    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("seo_title")], heading=_("Address and title")
        ),
    ]

    class Meta:
        abstract = True

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Shown in a frame of the editor, whose own policy holds there."""
        response: HttpResponse = super().serve_preview(request, mode_name)
        response._csp_exempt = True  # type: ignore[attr-defined]
        return response

    def clean(self) -> None:
        super().clean()
        if self.reviewed_on and self.reviewed_on > today():
            raise ValidationError({"reviewed_on": _("The day of review cannot be in the future.")})


class HomePage(SitePage):
    """The front door. Its figures, map and principles are live; the words are staff's.

    The opening may name a live figure in braces, such as {full}: see PLACEHOLDERS.
    """

    PLACEHOLDERS = ("full", "associate", "affiliate", "supporters", "members")

    headline = models.CharField(max_length=80)
    opening = models.TextField(
        max_length=400,
        help_text=_(
            "One paragraph. {full}, {associate}, {affiliate}, {supporters} and {members} "
            "become today's numbers."
        ),
    )
    principles_text = RichTextField(_("about the principles"), features=SHORT_TEXT)
    growth_text = RichTextField(_("about its growth"), features=SHORT_TEXT)
    governed_text = RichTextField(_("about how it is governed"), features=SHORT_TEXT)

    content_panels = [
        *Page.content_panels,
        FieldPanel("headline"),
        FieldPanel("opening"),
        FieldPanel("principles_text"),
        FieldPanel("growth_text"),
        FieldPanel("governed_text"),
        FieldPanel("summary"),
        FieldPanel("reviewed_on"),
    ]
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1
    template = "website/pages/home.html"

    class Meta:
        verbose_name = _("home page")

    def clean(self) -> None:
        super().clean()
        unknown = unknown_names(self.opening, known=self.PLACEHOLDERS)
        if unknown:
            raise ValidationError(
                {"opening": _("There is no figure called {%s}.") % "}, {".join(unknown)}
            )


class ContentPage(SitePage):
    """A page of words, put together from blocks, with the sources of its facts at the end."""

    body = StreamField(BodyBlock())
    sources = StreamField([("source", SourceBlock())], blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("body"),
        FieldPanel("sources"),
        FieldPanel("reviewed_on"),
    ]
    parent_page_types = ["website.HomePage", "website.ContentPage"]
    subpage_types = ["website.ContentPage"]
    template = "website/pages/content.html"

    class Meta:
        verbose_name = _("page")


class NewsIndexPage(SitePage):
    """The list of the network's news, newest first."""

    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("reviewed_on")]
    parent_page_types = ["website.HomePage"]
    subpage_types = ["website.NewsPage"]
    max_count = 1
    template = "website/pages/news_index.html"

    class Meta:
        verbose_name = _("news")


class NewsPageQuerySet(PageQuerySet):
    def published(self) -> Any:
        """Those anybody may read, newest first."""
        return self.filter(live=True).order_by("-date", "-pk")

    def real(self) -> Any:
        """Those that tell of real things: what feeds and open data carry."""
        return self.filter(demonstration=False)


class NewsPage(SitePage):
    """One piece of news. A fictional one, in a demonstration, says so."""

    date = models.DateField(default=today)
    body = StreamField(BodyBlock())
    sources = StreamField([("source", SourceBlock())], blank=True)
    demonstration = models.BooleanField(
        _("made up for a demonstration"), default=False, editable=False
    )

    objects = PageManager.from_queryset(NewsPageQuerySet)()

    content_panels = [
        *Page.content_panels,
        FieldPanel("date"),
        FieldPanel("summary"),
        FieldPanel("body"),
        FieldPanel("sources"),
        FieldPanel("reviewed_on"),
    ]
    parent_page_types = ["website.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "website/pages/news.html"

    class Meta:
        verbose_name = _("piece of news")
        verbose_name_plural = _("news")
        indexes = [models.Index(fields=["-date"], name="news_newest_first")]


class OldAddressQuerySet(models.QuerySet["OldAddress"]):
    def leading_from(self, path: str) -> "OldAddress | None":
        """The entry for this path, whatever its capitals and closing slash."""
        if "\x00" in path:
            return None  # no address that anybody could print; PostgreSQL refuses to look
        return self.filter(path=normal_path(path)).first()


class OldAddress(models.Model):
    """An address that was printed or linked somewhere, and where it leads now."""

    path = models.CharField(_("old address"), max_length=200, unique=True)
    target = models.CharField(_("leads to"), max_length=300)
    note = models.CharField(_("where it was printed or linked"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = OldAddressQuerySet.as_manager()

    class Meta:
        ordering = ["path"]
        verbose_name_plural = "old addresses"
        constraints = [
            models.CheckConstraint(
                condition=~Q(path=F("target")), name="old_address_leads_elsewhere"
            ),
            models.CheckConstraint(condition=Q(path__startswith="/"), name="old_address_is_a_path"),
        ]

    def __str__(self) -> str:
        return self.path

    def get_absolute_url(self) -> str:
        return reverse("website:old_addresses_change", args=[self.pk])
