from django.urls import path

from ccin.members.views import (
    exchange,
    memberships,
    organisations,
    people,
    published,
    representatives,
)

app_name = "members"
urlpatterns = [
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/add/", organisations.add, name="add_organisation"),
    path("organisations/import/", exchange.bring_in, name="import"),
    path("organisations/import/apply/", exchange.apply_import, name="apply_import"),
    path("organisations/import/template/", exchange.import_template, name="import_template"),
    path("organisations/export/", exchange.export, name="export"),
    path("organisations/leave/", memberships.end_many, name="end_memberships"),
    path("organisations/figures/", published.snapshots, name="snapshots"),
    path("organisations/figures/add/", published.add_snapshot, name="add_snapshot"),
    path("organisations/figures/<int:pk>/", published.correct_published, name="correct_snapshot"),
    path("organisations/figures/supporters/", published.tally, name="tally"),
    path("organisations/terms/", published.terms, name="terms"),
    path("organisations/terms/set/", published.set_terms, name="set_terms"),
    path("organisations/<int:pk>/", organisations.organisation, name="organisation"),
    path("organisations/<int:pk>/correct/", organisations.correct, name="correct_organisation"),
    path("organisations/<int:pk>/identify/", organisations.identify, name="identify"),
    path(
        "organisations/<int:pk>/forget/<int:identifier>/",
        organisations.forget_identifier,
        name="forget_identifier",
    ),
    path("organisations/<int:pk>/join/", memberships.begin, name="begin_membership"),
    path("organisations/<int:pk>/control/", memberships.control, name="control"),
    path("organisations/<int:pk>/appoint/<int:person>/", representatives.appoint, name="appoint"),
    path("memberships/<int:pk>/class/", memberships.change, name="change_class"),
    path("memberships/<int:pk>/end/", memberships.end, name="end_membership"),
    path("memberships/<int:pk>/correct/", memberships.correct, name="correct_membership"),
    path("people/", people.people, name="people"),
    path("people/add/", people.add, name="add_person"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/correct/", people.correct, name="correct_person"),
    path("representatives/", representatives.representatives, name="representatives"),
    path("representatives/end/", representatives.end_many, name="end_many"),
    path("representatives/<int:pk>/end/", representatives.end, name="end_representation"),
    path("representatives/<int:pk>/primary/", representatives.make_primary, name="make_primary"),
]
