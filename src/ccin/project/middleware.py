"""Closed by default: every page needs a sign-in unless it is on the literal list of open ones."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, cast
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.accounts.middleware import proved_within
from ccin.kernel.errors import Refused, Stale
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.project.errors import conflict, prove_again, sign_in_ended

# In alphabetical order: every name here is a page that anybody in the world may open.
OPEN: frozenset[str] = frozenset(
    {
        "account_confirm_login_code",
        "account_login",
        "account_logout",
        "account_request_login_code",
        "account_signup",
        "accounts:ask_by_letter",
        "accounts:choose_council",
        "accounts:confirm_own_address",
        "accounts:invitation",
        "accounts:link",
        "api:authorities_csv",
        "api:awards_csv",
        "api:awards_json",
        "api:awards_xlsx",
        "api:data",
        "api:docs",
        "api:figures_json",
        "api:members_csv",
        "api:members_json",
        "api:projects_csv",
        "api:projects_json",
        "api:resources_csv",
        "api:resources_json",
        "api:snapshots_csv",
        "demo:sign_in",
        "design:gallery",
        "discussion:group",
        "discussion:groups",
        "discussion:topic",
        "discussion:topic_file",
        "funding:feed",
        "funding:bid",
        "funding:bid_file",
        "funding:home",
        "funding:money",
        "funding:partnerships",
        "funding:project",
        "funding:project_output",
        "funding:projects",
        "funding:round",
        "funding:timeline",
        "governance:bodies",
        "governance:body",
        "governance:decision",
        "governance:decisions",
        "joining:enquire",
        "joining:link_sent",
        "joining:start",
        "joining:thanks",
        "journeys:ask_about_data",
        "journeys:asked",
        "journeys:confirm_data_request",
        "journeys:receive",
        "library:bibtex",
        "library:compare",
        "library:feed",
        "library:file",
        "library:pack",
        "library:pack_cover",
        "library:pack_pdf",
        "library:packs",
        "library:release",
        "library:releases",
        "library:resource",
        "library:resource_pdf",
        "library:ris",
        "library:search",
        "library:short",
        "library:theme",
        "library:what_travels",
        "mfa_authenticate",
        "mfa_login_webauthn",
        "newsroom:issue",
        "newsroom:item",
        "newsroom:item_picture",
        "newsroom:updates",
        "newsroom:updates_feed",
        "openid_connect_callback",
        "openid_connect_login",
        "outbox:stop",
        "project:live",
        "project:ready",
        "wagtail_serve",
        "wagtaildocs_serve",
        "website:badge",
        "website:directory",
        "website:fact_sheet",
        "website:fact_sheet_pdf",
        "website:figure",
        "website:figure_csv",
        "website:figure_json",
        "website:figures",
        "website:humans",
        "website:join_check",
        "website:logo",
        "website:map",
        "website:member",
        "website:member_feed",
        "website:network_feed",
        "website:picture",
        "website:robots",
        "website:security",
        "website:sitemap",
    }
)
# The API answers for itself, in its own language.
API = "api-v1"
# Where staff without a second factor are sent, and may go, until they have shown one.
SECOND_FACTOR: frozenset[str] = frozenset(
    {
        "account_logout",
        "accounts:again",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_index",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_view_recovery_codes",
    }
)
# What matters most: votes, recommendations, decisions, and who may sign in as what. Whoever comes
# here must have proved lately who they are; a form opened in time may be sent a little later.
ASKS_AGAIN: frozenset[str] = frozenset(
    {
        "accounts:add_council_entry",
        "accounts:change_own_address",
        "accounts:councils",
        "accounts:end",
        "accounts:grant",
        "accounts:move",
        "accounts:reset",
        "accounts:remove_passkey",
        "accounts:restore",
        "accounts:stop",
        "accounts:stop_council_entry",
        "funding:decide_bid",
        "funding:recommend_on_bid",
        "funding:vote_on_bid",
        "governance:decide_concern",
        "governance:dispensation",
        "governance:open_procedure",
        "governance:procedure",
        "governance:recommend_on_concern",
        "joining:decide",
        "joining:recommend",
        "joining:waive_condition",
    }
)
TO_FILL_IN_A_FORM = timedelta(minutes=30)
EDITOR = "/cms/"  # Wagtail keeps groups of its own; here the Actor of this moment decides
# Its own accounts and ways in, which would go round ours.
SHUT = ("/cms/login/", "/cms/password_reset/", "/cms/users/", "/cms/groups/")


class SignInRequired(LoginRequiredMiddleware):
    """Heeds no view that declares itself open: some libraries' do, and `OPEN` alone decides."""

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        if match is None or match.view_name in OPEN or match.namespace == API:
            return None
        if not request.user.is_authenticated:
            if request.method == "POST":
                return sign_in_ended(request)
            return self.handle_no_permission(request, view_func)
        actor = cast(ActorRequest, request).actor
        if actor.lacks_second_factor and match.view_name not in SECOND_FACTOR:
            return redirect("mfa_index")
        if match.view_name in ASKS_AGAIN:
            return _ask_again(cast(ActorRequest, request))
        if request.path_info.startswith(EDITOR):
            if request.path_info.startswith(SHUT):
                raise Http404
            actor.must(Permission.PAGE_EDIT)
        return None


def _ask_again(request: ActorRequest) -> HttpResponse | None:
    grace = TO_FILL_IN_A_FORM if request.method == "POST" else timedelta()
    if proved_within(request, (settings.PROVED_LATELY + grace).total_seconds()):
        return None
    if request.method == "POST":
        return prove_again(request)
    return redirect(f"{reverse('accounts:again')}?{urlencode({'next': request.get_full_path()})}")


GetResponse = Callable[[HttpRequest], HttpResponse]


class Conflicts:
    """A move that came too late, a record that somebody else changed, a rule that says no where
    there is no form to say it on: a page says so and gives back what was sent."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, MoveNotAllowed | Stale | Refused):
            return conflict(request, error)
        return None
