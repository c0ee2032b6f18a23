"""The groups that the network has told the public of."""

import tomllib
from pathlib import Path

from django.db import transaction
from django.utils.text import slugify

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.discussion.models import Group
from ccin.discussion.operations.groups import GroupDetails, make_group

FACTS = Path(__file__).resolve().parent.parent / "facts" / "groups.toml"


@transaction.atomic
def load_groups(*, by: Actor) -> int:
    """Those that are not there yet; one that staff have changed or closed stays as they left it."""
    by.must(Permission.GROUP_CHANGE)
    facts = tomllib.loads(FACTS.read_text(encoding="utf-8"))["groups"]
    known = set(Group.objects.values_list("slug", flat=True))
    new = [GroupDetails(**fact) for fact in facts if slugify(fact["name"]) not in known]
    for details in new:
        make_group(details, by=by)
    return len(new)
