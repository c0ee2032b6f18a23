"""'Can we join?': every answer is an address that can be shared."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify

from ccin.design import pdf
from ccin.kernel.clock import today
from ccin.website.forms import FollowUpForm, JoinCheckForm
from ccin.website.reads.fact_sheet import as_paper, fact_sheet
from ccin.website.reads.join import Check, Step, check


def join_check(request: HttpRequest) -> HttpResponse:
    form = JoinCheckForm(request.GET or None)
    follow_up = FollowUpForm(request.GET)
    found = Check(Step.ASK)
    if form.is_valid():
        follow_up.full_clean()
        found = check({**form.cleaned_data, **follow_up.cleaned_data}, on=today())
    # A question that is asked for the first time has not been answered wrongly.
    chosen = follow_up if "asked" in request.GET else FollowUpForm()
    context = {"form": form, "chosen": chosen, "check": found}
    return render(request, "website/join_check.html", context)


def fact_sheet_page(request: HttpRequest) -> HttpResponse:
    sheet = fact_sheet(today(), authority=slugify(request.GET.get("authority", "")))
    return render(request, "website/fact_sheet.html", {"sheet": sheet})


def fact_sheet_pdf(request: HttpRequest) -> HttpResponse:
    sheet = fact_sheet(today(), authority=slugify(request.GET.get("authority", "")))
    paper = pdf.render("website/fact_sheet.typ", as_paper(sheet))
    answer = HttpResponse(paper, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="fact-sheet-{sheet.on:%Y-%m-%d}.pdf"'
    return answer
