"""Rounds, their rules and the calls that everybody reads."""

from django.urls import URLPattern, path

from ccin.funding.views import considering_rounds, preparing, rounds

ONE = "funding/rounds/<slug:slug>"

patterns: list[URLPattern] = [
    path("funding/", rounds.home, name="home"),
    path("funding/prepare/", preparing.begin, name="prepare_round"),
    path(f"{ONE}/", rounds.show, name="round"),
    path(f"{ONE}/prepare/", preparing.describe, name="describe_round"),
    path(f"{ONE}/prepare/themes/", preparing.themes, name="set_themes"),
    path(f"{ONE}/prepare/<slug:kind>/", preparing.strand, name="set_strand"),
    path(f"{ONE}/prepare/<slug:kind>/drop/", preparing.drop_strand, name="drop_strand"),
    path(f"{ONE}/prepare/<slug:kind>/criteria/", preparing.criteria, name="set_criteria"),
    path(f"{ONE}/prepare/<slug:kind>/questions/", preparing.questions, name="set_questions"),
    path(f"{ONE}/propose/", preparing.propose, name="propose_round"),
    path(f"{ONE}/decide/", considering_rounds.decide, name="decide_round"),
    path(f"{ONE}/dates/", preparing.correct, name="correct_dates"),
    path(f"{ONE}/call-off/", preparing.call_off, name="call_off_round"),
    path(f"{ONE}/finish/", preparing.finish, name="finish_round"),
]
