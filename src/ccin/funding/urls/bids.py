"""Writing and submitting bids."""

from django.urls import URLPattern, path

from ccin.funding.views import bids, writing_bids

B = "funding/bids/<int:pk>"
patterns: list[URLPattern] = [
    path("funding/bids/", bids.mine, name="bids"),
    path("funding/rounds/<slug:slug>/bid/", bids.start, name="start_bid"),
    path(f"{B}/", bids.show, name="bid"),
    path(f"{B}/submit/", bids.submit, name="submit_bid"),
    path(f"{B}/reopen/", bids.reopen, name="reopen_bid"),
    path(f"{B}/withdraw/", bids.withdraw, name="withdraw_bid"),
    path(f"{B}/submissions/", bids.submissions, name="submissions"),
    path(f"{B}/submissions/<int:number>/", bids.submission, name="submission"),
    path(f"{B}/files/<int:file>/", bids.open_file, name="bid_file"),
    path(f"{B}/about/", writing_bids.describe, name="describe_bid"),
    path(f"{B}/principles/", writing_bids.principles, name="bid_principles"),
    path(f"{B}/budget/", writing_bids.budget, name="bid_budget"),
    path(f"{B}/files/", writing_bids.files, name="bid_files"),
    path(f"{B}/files/<int:file>/remove/", writing_bids.take_away, name="remove_bid_file"),
    path(f"{B}/answers/<int:answer>/", writing_bids.answer, name="bid_answer"),
    path(f"{B}/answers/<int:answer>/pen/", writing_bids.take, name="take_bid_pen"),
    path(f"{B}/answers/<int:answer>/put-down/", writing_bids.put_down, name="put_bid_pen_down"),
    path(f"{B}/answers/<int:answer>/versions/", writing_bids.versions, name="bid_versions"),
]
