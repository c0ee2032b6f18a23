"""The page on which everybody chooses the e-mails they get."""

from typing import cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ccin.access.actor import ActorRequest
from ccin.accounts.forms.letters import ChooseLettersForm
from ccin.accounts.models import Account
from ccin.accounts.operations.letters import choose_letters
from ccin.accounts.operations.letters import unmute as unmute_for
from ccin.accounts.reads import letters as reads
from ccin.outbox.envelopes import body_html


def letters_wanted(request: ActorRequest) -> HttpResponse:
    account = cast(Account, request.user)
    wanted = reads.letters_wanted(account, request.actor)
    form = ChooseLettersForm(request.POST if request.method == "POST" else None, wanted=wanted)
    if form.is_valid():
        if choose_letters(account, form.chosen(), by=request.actor):
            messages.success(request, _("Your choice holds from now on"))
        else:
            messages.info(request, _("Nothing was changed"))
        return redirect("accounts:letters_wanted")
    digests = [
        {"day": each.day, "letter": each.letter, "body": body_html(each.letter.text)}
        for each in wanted.digests
        if each.letter
    ]
    context = {"form": form, "wanted": wanted, "digests": digests, "account": account}
    return render(request, "accounts/letters_wanted.html", context)


@require_POST
def unmute(request: ActorRequest) -> HttpResponse:
    thread = request.POST.get("thread", "")[:50]
    unmute_for(cast(Account, request.user), thread, by=request.actor)
    messages.success(request, _("You are told of this conversation again"))
    return redirect("accounts:letters_wanted")
