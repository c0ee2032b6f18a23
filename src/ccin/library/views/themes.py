"""Themes as staff keep them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.library.forms.themes import MergeThemesForm, ThemeForm
from ccin.library.models import Theme
from ccin.library.operations.themes import add_theme, change_theme, merge_themes
from ccin.library.reads.keeping import themes_with_counts

A_PAGE = 50


def browse(request: ActorRequest) -> HttpResponse:
    request.actor.must(Permission.THEME_CHANGE)
    page = Paginator(themes_with_counts(), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "library/themes/browse.html", {"page": page})


def add(request: ActorRequest) -> HttpResponse:
    request.actor.must(Permission.THEME_CHANGE)
    form = ThemeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            theme = add_theme(form.details(), by=request.actor)
            messages.success(request, _("You have added the theme %s") % theme)
            return redirect("library:themes")
    return render(request, "library/themes/add.html", {"form": form})


def change(request: ActorRequest, pk: int) -> HttpResponse:
    request.actor.must(Permission.THEME_CHANGE)
    theme = get_object_or_404(Theme.objects.kept(), pk=pk)
    form = ThemeForm(request.POST if request.method == "POST" else None, theme=theme)
    if form.is_valid():
        with refusals_on(form):
            version = form.cleaned_data["version"]
            change_theme(theme, form.details(), version=version, by=request.actor)
            messages.success(
                request, _("You have changed %s. The search follows within minutes.") % theme
            )
            return redirect("library:themes")
    return render(request, "library/themes/change.html", {"form": form, "theme": theme})


def merge(request: ActorRequest, pk: int) -> HttpResponse:
    request.actor.must(Permission.THEME_CHANGE)
    theme = get_object_or_404(Theme.objects.kept(), pk=pk)
    form = MergeThemesForm(request.POST if request.method == "POST" else None, theme=theme)
    if form.is_valid():
        with refusals_on(form):
            into, version = form.cleaned_data["into"], form.cleaned_data["version"]
            merge_themes(theme, into=into, version=version, by=request.actor)
            told = {"theme": theme, "into": into}
            messages.success(request, _("You have merged %(theme)s into %(into)s") % told)
            return redirect("library:themes")
    context = {"form": form, "theme": theme, "resources": theme.resources.count()}
    return render(request, "library/themes/merge.html", context)
