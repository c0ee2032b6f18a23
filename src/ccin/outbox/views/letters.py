"""Letters as staff see them: the list, each one's words, and sending again what failed."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.kernel.errors import Refused
from ccin.outbox.envelopes import body_html
from ccin.outbox.forms.letters import FindLettersForm
from ccin.outbox.models import Letter
from ccin.outbox.operations.sending import resend as send_again
from ccin.outbox.reads.digests import waiting_by_section
from ccin.outbox.states import LETTER

A_PAGE = 50


def letters(request: ActorRequest) -> HttpResponse:
    request.actor.must(Permission.LETTER_READ)
    finder = FindLettersForm(request.GET)
    finder.is_valid()
    wanted = finder.cleaned_data
    found = Letter.objects.visible_to(request.actor).matching(wanted.get("q", ""))
    if wanted.get("state"):
        found = found.filter(state=wanted["state"])
    page = Paginator(found.defer("text"), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "finder": finder,
        "page": page,
        "late": Letter.objects.late(timezone.now()).count(),
        "held": waiting_by_section(),
    }
    return render(request, "outbox/letters.html", context)


def letter(request: ActorRequest, pk: int) -> HttpResponse:
    request.actor.must(Permission.LETTER_READ)
    found = get_object_or_404(Letter.objects.visible_to(request.actor), pk=pk)
    moves = LETTER.open_to(request.actor, state=found.state)
    return render(
        request,
        "outbox/letter.html",
        {
            "letter": found,
            "body": body_html(found.text) if found.is_readable_by(request.actor) else "",
            "may_resend": "resend" in moves and not found.secret,
        },
    )


@require_POST
def resend(request: ActorRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Letter.objects.visible_to(request.actor), pk=pk)
    try:
        send_again(found, by=request.actor)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The letter will be sent again in a moment"))
    return redirect(found)
