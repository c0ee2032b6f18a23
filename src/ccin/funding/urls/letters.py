"""Letters about decisions."""

from django.urls import URLPattern, path

from ccin.funding.views import letters

patterns: list[URLPattern] = [
    path("funding/rounds/<slug:slug>/letters/", letters.letters, name="letters"),
    path("funding/strands/<int:pk>/letters/send/", letters.send, name="send_letters"),
    path("funding/bids/<int:pk>/letter/", letters.letter, name="letter"),
]
