"""Checking, marking and moderating bids, and their presentation."""

from django.urls import URLPattern, path

from ccin.funding.views import assessing, checking, slots

ROUND, BID = "funding/rounds/<slug:slug>", "funding/bids/<int:pk>"

patterns: list[URLPattern] = [
    path(f"{ROUND}/checking/", checking.check_bids, name="check_bids"),
    path(f"{BID}/take-in/", checking.take_bid_in, name="take_in"),
    path(f"{BID}/rule-out/", checking.rule_bid_out, name="rule_out"),
    path(f"{ROUND}/assessing/", assessing.assess_round, name="assess_round"),
    path(f"{ROUND}/assessing/declare/", assessing.declare_interests, name="declare_interests"),
    path(f"{BID}/mark/", assessing.mark_bid, name="mark_bid"),
    path(f"{BID}/mark/reopen/", assessing.reopen, name="reopen_marks"),
    path(f"{BID}/marks/", assessing.marks, name="marks"),
    path(f"{BID}/marks/agree/", assessing.agree, name="agree_marks"),
    path(f"{BID}/marks/open/", assessing.open_marks, name="open_marks"),
    path(f"{BID}/questions/<int:question>/", checking.answer_question, name="answer_bid_question"),
    path(f"{ROUND}/ranking/", assessing.rank, name="ranking"),
    path(f"{ROUND}/slots/", slots.browse, name="slots"),
    path(f"{ROUND}/slots/tell/", slots.tell, name="tell_slots"),
    path("funding/slots/<int:pk>/", slots.change, name="change_slot"),
    path(f"{ROUND}/ranking.csv", assessing.rank_as_csv, name="ranking_as_csv"),
]
