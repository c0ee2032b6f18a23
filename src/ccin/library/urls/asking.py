"""Asking the network."""

from django.urls import URLPattern, path

from ccin.library.views import answering, asking

patterns: list[URLPattern] = [
    path("questions/", asking.browse, name="questions"),
    path("questions/ask/", asking.ask, name="ask"),
    path("questions/<int:pk>/", asking.question, name="question"),
    path("questions/<int:pk>/cannot-help/", asking.cannot_help, name="cannot_help"),
    path("questions/<int:pk>/ask-somebody/", asking.ask_somebody, name="ask_somebody"),
    path("questions/<int:pk>/report/", answering.report_question, name="report_question"),
    path("questions/<int:pk>/close/", answering.close, name="close_question"),
    path("questions/<int:pk>/again/", answering.again, name="ask_again"),
    path("questions/<int:pk>/remove/", answering.take_away, name="remove_question"),
    path(
        "questions/<int:pk>/reports/<int:report>/stand/",
        answering.let_stand,
        name="let_stand",
    ),
    path("questions/<int:pk>/replies/<int:post>/answer/", answering.mark, name="mark_answer"),
    path("questions/<int:pk>/replies/<int:post>/thanks/", answering.say_thanks, name="say_thanks"),
    path("questions/<int:pk>/replies/<int:post>/change/", answering.change, name="change_reply"),
    path(
        "questions/<int:pk>/replies/<int:post>/report/",
        answering.report_reply,
        name="report_reply",
    ),
    path(
        "questions/<int:pk>/replies/<int:post>/remove/",
        answering.take_away_reply,
        name="remove_reply",
    ),
]
