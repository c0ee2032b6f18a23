"""The addresses of signing in, under the names by which the sign-in library knows them."""

from django.urls import path

from ccin.accounts.views import councils, passkeys
from ccin.accounts.views import sign_in as views

urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="account_login"),
    path("sign-in/again/", views.SignIn.as_view(), name="account_request_login_code"),
    path("sign-in/code/", views.EnterCode.as_view(), name="account_confirm_login_code"),
    path("sign-in/second-step/", views.EnterSecondFactor.as_view(), name="mfa_authenticate"),
    path("sign-in/passkey/", passkeys.SignInWithPasskey.as_view(), name="mfa_login_webauthn"),
    path("account/passkeys/add/", passkeys.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path(
        "account/passkeys/again/",
        passkeys.ShowPasskeyAgain.as_view(),
        name="mfa_reauthenticate_webauthn",
    ),
    path("sign-in/council/<slug:provider_id>/", councils.begin, name="openid_connect_login"),
    path(
        "sign-in/council/<slug:provider_id>/back/",
        councils.come_back,
        name="openid_connect_callback",
    ),
    path("sign-in/no-account/", views.no_account, name="account_signup"),
    path("sign-out/", views.SignOut.as_view(), name="account_logout"),
    path("account/second-step/", views.second_factor, name="mfa_index"),
    path(
        "account/second-step/set-up/", views.SetUpSecondFactor.as_view(), name="mfa_activate_totp"
    ),
    path(
        "account/second-step/again/",
        views.EnterSecondFactorAgain.as_view(),
        name="mfa_reauthenticate",
    ),
    path(
        "account/second-step/recovery-codes/",
        views.RecoveryCodes.as_view(),
        name="mfa_view_recovery_codes",
    ),
    path(
        "account/second-step/recovery-codes/new/",
        views.NewRecoveryCodes.as_view(),
        name="mfa_generate_recovery_codes",
    ),
]
