"""Agreements, milestones, payments and the end of projects."""

from django.urls import URLPattern, path

from ccin.funding.views import projects as views

KEEP = "projects/<slug:slug>/keep/"
PAYMENT = f"{KEEP}payments/<int:pk>/"

patterns: list[URLPattern] = [
    path("funding/projects/", views.kept, name="kept_projects"),
    path(KEEP, views.keep, name="keep"),
    path(f"{KEEP}agreement/", views.agreement, name="agreement"),
    path(f"{KEEP}agreement/offer/", views.offer, name="offer_agreement"),
    path(f"{KEEP}milestones/add/", views.add_milestone, name="add_milestone"),
    path(f"{KEEP}milestones/<int:pk>/", views.milestone, name="milestone"),
    path(f"{KEEP}milestones/<int:pk>/remove/", views.drop_milestone, name="remove_milestone"),
    path(f"{PAYMENT}claim/", views.claim, name="claim_payment"),
    path(f"{PAYMENT}send-back/", views.send_back, name="send_back_claim"),
    path(f"{PAYMENT}approve/", views.approve, name="approve_payment"),
    path(f"{PAYMENT}pay/", views.pay, name="record_payment"),
    path(f"{PAYMENT}evidence/", views.evidence, name="payment_evidence"),
    path(f"{KEEP}publish/", views.publish, name="publish_report"),
    path(f"{KEEP}close/", views.close, name="close_project"),
    path(f"{KEEP}end/", views.end, name="end_project"),
]
