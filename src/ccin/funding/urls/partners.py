"""Partners of bids: found, invited, confirmed."""

from django.urls import URLPattern, path

from ccin.funding.views import partners

patterns: list[URLPattern] = [
    path("funding/partners/", partners.seeking, name="looking"),
    path("funding/partners/<int:pk>/", partners.offer, name="offer_partnership"),
    path("funding/bids/<int:pk>/partners/", partners.invite, name="bid_partners"),
    path(
        "funding/bids/<int:pk>/partners/<int:partner>/answer/",
        partners.answer,
        name="answer_invitation",
    ),
    path("funding/bids/<int:pk>/partners/<int:partner>/leave/", partners.leave, name="leave_bid"),
    path(
        "funding/bids/<int:pk>/partners/<int:partner>/take-back/",
        partners.take_back,
        name="take_invitation_back",
    ),
]
