"""The library's addresses: what is read under /library/, what is worked on under its own word."""

from ccin.library.urls import adopting, asking, keeping, ourselves, reading, together, writing

app_name = "library"
urlpatterns = [
    *writing.patterns,
    *adopting.patterns,
    *asking.patterns,
    *keeping.patterns,
    *together.patterns,
    *ourselves.patterns,
    *reading.patterns,  # ends with /library/<slug>/, so it stays last
]
