"""Root URLs: each room's addresses under its own word."""

from django.conf import settings
from django.urls import include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.urls import serve_pattern

from ccin.accounts.views.sign_in import SignOut
from ccin.api.v1 import api
from ccin.project import health
from ccin.website.views import pages

HEALTH = [path("live", health.live, name="live"), path("ready", health.ready, name="ready")]

handler403 = "ccin.project.errors.forbidden"
handler404 = "ccin.project.errors.not_found"

urlpatterns = [
    path("health/", include((HEALTH, "project"))),
    path("", include("ccin.accounts.sign_in_urls")),
    path("", include("ccin.accounts.urls")),
    path("design/", include("ccin.design.urls")),
    path("", include("ccin.desk.urls")),
    path("", include("ccin.discussion.urls")),
    path("", include("ccin.governance.urls")),
    path("", include("ccin.joining.urls")),
    path("", include("ccin.funding.urls")),
    path("", include("ccin.journeys.urls")),
    path("", include("ccin.library.urls")),
    path("", include("ccin.members.urls")),
    path("", include("ccin.newsroom.urls")),
    path("", include("ccin.principles.urls")),
    path("", include("ccin.register.urls")),
    path("", include("ccin.audit.urls")),
    path("", include("ccin.outbox.urls")),
    path("", include("ccin.work.urls")),
    path("", include("ccin.website.urls")),
    path("", include("ccin.api.urls")),
    path("api/v1/", api.urls),
    *([path("", include("ccin.demo.urls"))] if settings.DEMO else []),
    # The way out of the editor is ours; its ways in are closed by `SignInRequired`.
    path("cms/logout/", SignOut.as_view(), name="editor_sign_out"),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    # Every other address is a page that staff wrote; this stays last.
    re_path(serve_pattern, pages.serve, name="wagtail_serve"),
]
