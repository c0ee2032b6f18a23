from django.urls import path

from ccin.accounts.views import councils, links, own, passkeys, teams
from ccin.accounts.views import roles as views

app_name = "accounts"
urlpatterns = [
    path("sign-in/link/<str:token>/", links.link, name="link"),
    path("account/", own.own, name="own"),
    path("account/again/", own.again, name="again"),
    path("account/address/", own.change_own_address, name="change_own_address"),
    path("account/address/<str:token>/", own.confirm_own_address, name="confirm_own_address"),
    path("sign-in/council/", councils.choose, name="choose_council"),
    path("account/council/", councils.councils, name="councils"),
    path("account/council/<int:pk>/let-go/", councils.let_go, name="let_go"),
    path("roles/councils/", councils.entries, name="council_entries"),
    path("roles/councils/add/", councils.add_entry, name="add_council_entry"),
    path("roles/councils/<int:pk>/stop/", councils.stop_entry, name="stop_council_entry"),
    path("account/passkeys/<int:pk>/name/", passkeys.name, name="name_passkey"),
    path("account/passkeys/<int:pk>/remove/", passkeys.remove, name="remove_passkey"),
    path("account/sign-ins/end/", own.end_one, name="end_sign_in"),
    path("account/sign-ins/end-others/", own.end_others, name="end_other_sign_ins"),
    path("invitations/<str:token>/", teams.invitation, name="invitation"),
    path("organisations/<int:pk>/invitations/", teams.invitations, name="invitations"),
    path("organisations/<int:pk>/invite/", teams.invite_colleague, name="invite"),
    path("team/invitations/<int:pk>/resend/", teams.resend, name="resend_invitation"),
    path("team/invitations/<int:pk>/withdraw/", teams.withdraw, name="withdraw_invitation"),
    path("team/ask/", teams.ask, name="ask"),
    path("team/ask/<str:token>/", teams.ask_by_letter, name="ask_by_letter"),
    path("team/requests/<int:pk>/", teams.team_request, name="team_request"),
    path("team/requests/<int:pk>/confirm/", teams.confirm_team, name="confirm_team"),
    path("team/requests/<int:pk>/decline/", teams.decline_team, name="decline_team"),
    path("roles/", views.browse, name="roles"),
    path("roles/add/", views.add, name="add"),
    path("people/<int:pk>/account/", views.add_for, name="add_for"),
    path("roles/<int:pk>/", views.show, name="show"),
    path("roles/<int:pk>/grant/", views.grant, name="grant"),
    path("roles/<int:pk>/end/<int:held>/", views.end, name="end"),
    path("roles/<int:pk>/address/", views.move, name="move"),
    path("roles/<int:pk>/stop/", views.stop, name="stop"),
    path("roles/<int:pk>/restore/", views.restore, name="restore"),
    path("roles/<int:pk>/reset-second-step/", views.reset, name="reset"),
]
