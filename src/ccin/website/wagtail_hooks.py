"""What the editor shows our staff: the ways they need, and none that the house has elsewhere."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from ccin.access.permissions import Permission

# Workflows are off; news of the editor's makers and their guide are outside the house.
HIDDEN_HELP = ("whats-new-in-wagtail", "editor-guide")
HIDDEN_REPORTS = frozenset({"workflows", "workflow-tasks", "locked-pages"})


class AllowedItem(MenuItem):
    """A way out of the editor, shown to those who may go there."""

    needs = Permission.OLD_ADDRESS_CHANGE

    def is_shown(self, request: HttpRequest) -> bool:
        actor = getattr(request, "actor", None)
        return actor is not None and actor.may(self.needs)


@hooks.register("register_admin_menu_item")
def old_addresses_item() -> MenuItem:
    return AllowedItem(
        _("Old addresses"),
        reverse("website:old_addresses"),
        name="old-addresses",
        icon_name="redirect",
        order=800,
    )


@hooks.register("register_admin_menu_item")
def site_item() -> MenuItem:
    return MenuItem(_("Back to the site"), "/", name="back-to-the-site", icon_name="site", order=50)


@hooks.register("construct_reports_menu")
def hide_unused_reports(request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if item.name not in HIDDEN_REPORTS]


@hooks.register("construct_help_menu")
def hide_outside_help(request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if not item.name.startswith(HIDDEN_HELP)]
