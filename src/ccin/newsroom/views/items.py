"""The items of an issue: adding, wording, ordering, choosing."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.newsroom.forms.items import ItemForm
from ccin.newsroom.models import Issue, Item
from ccin.newsroom.operations.items import (
    add_item,
    change_item,
    correct_item,
    include_item,
    move_item,
    remove_item,
)
from ccin.newsroom.reads.issues import social_of
from ccin.newsroom.states import ISSUE


def add(request: ActorRequest, pk: int) -> HttpResponse:
    request.actor.must(Permission.UPDATE_WRITE)
    issue = get_object_or_404(Issue, pk=pk)
    ISSUE.move("change", state=issue.state)
    is_sent = request.method == "POST"
    form = ItemForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    if form.is_valid():
        with refusals_on(form):
            picture = form.cleaned_data["picture"]
            made = add_item(issue, form.words_given(), picture=picture, by=request.actor)
            messages.success(request, _("You have added “%(heading)s”") % {"heading": made})
            return _back_to(made)
    return render(request, "newsroom/item_change.html", {"issue": issue, "form": form})


def change(request: ActorRequest, pk: int, item: int) -> HttpResponse:
    one = _item(request, pk, item)
    is_sent = request.method == "POST"
    form = ItemForm(request.POST if is_sent else None, request.FILES if is_sent else None, item=one)
    if form.is_valid():
        with refusals_on(form):
            _save(one, form, request)
            return _back_to(one)
    context = {"issue": one.issue, "item": one, "form": form, "social": social_of(one)}
    return render(request, "newsroom/item_change.html", context)


def _save(one: Item, form: ItemForm, request: ActorRequest) -> None:
    given = form.cleaned_data
    version = given["version"] or 0
    words, picture, by = form.words_given(), given["picture"], request.actor
    if one.issue.is_sent:
        note = given["note"]
        correct_item(one, words, picture=picture, note=note, version=version, by=by)
        messages.success(request, _("Corrected, with your note below the text"))
    else:
        change_item(one, words, picture=picture, version=version, by=by)
        messages.success(request, _("Saved"))


@require_POST
def include(request: ActorRequest, pk: int, item: int) -> HttpResponse:
    one = _item(request, pk, item)
    include_item(one, is_included=request.POST.get("to") == "in", by=request.actor)
    return _back_to(one)


@require_POST
def move(request: ActorRequest, pk: int, item: int) -> HttpResponse:
    one = _item(request, pk, item)
    move_item(one, up=request.POST.get("to") == "up", by=request.actor)
    return _back_to(one)


@require_POST
def remove(request: ActorRequest, pk: int, item: int) -> HttpResponse:
    one = _item(request, pk, item)
    remove_item(one, by=request.actor)
    messages.success(request, _("You have taken out “%(heading)s”") % {"heading": one.heading})
    return redirect("newsroom:work_issue", pk)


def _back_to(item: Item) -> HttpResponse:
    """Where the item stands on the page of its issue, so that nobody loses their place."""
    return redirect(f"{reverse('newsroom:work_issue', args=[item.issue_id])}#item-{item.pk}")


def _item(request: ActorRequest, pk: int, item: int) -> Item:
    request.actor.must(Permission.UPDATE_WRITE)
    found = Item.objects.select_related("issue", "picture")
    return get_object_or_404(found, issue__pk=pk, pk=item)
