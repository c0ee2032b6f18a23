"""Fills the library with what fictional bodies learned, by the operations that people call.

What is published was published some days ago, so it is brought forward; what is being written is
written by those who would write it.
"""

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile

from ccin.access.actor import Actor
from ccin.accounts.models import Account
from ccin.accounts.reads.actors import actor_for
from ccin.governance.models import Body
from ccin.kernel.clock import today
from ccin.library.models import Resource, Theme
from ccin.library.operations.files import attach_file
from ccin.library.operations.maintaining import answer_maintainer_invitation, invite_maintainer
from ccin.library.operations.publishing import (
    archive_resource,
    publish_resource,
    return_resource,
    review_resource,
    submit_resource,
    take_down_resource,
)
from ccin.library.operations.resources import (
    Beginning,
    ResourceDetails,
    describe_resource,
    show_principles,
    start_resource,
)
from ccin.library.operations.syntheses import cite, say_what_is_learned
from ccin.library.states.resources import EvidenceLevel, Licence, PartnerRole, Visibility
from ccin.members.models import Organisation, Person, Representation
from ccin.principles.models import Principle, Statement

FACTS = Path(__file__).resolve().parent / "facts" / "library"
FILES = FACTS.parent / "files"
SOURCE = "Made up for this demonstration"
EDITOR = "tomos@staff.example"
YOUNG = 330  # days; what is older has been looked over since, or its review is overdue
IN_PROGRESS = {"draft", "submitted", "returned"}


def invented() -> list[dict[str, Any]]:
    """Every resource of the files, the oldest first; what is being written comes last."""
    found = [
        resource
        for path in sorted(FACTS.glob("*.toml"))
        for resource in tomllib.loads(path.read_text(encoding="utf-8"))["resource"]
    ]
    return sorted(found, key=lambda each: -int(each.get("days_ago", 0)))


def sent_file(name: str) -> "UploadedFile[bytes]":
    return SimpleUploadedFile(name, (FILES / name).read_bytes())


def fill_library(*, by: Actor) -> None:
    known = _Known()
    for told in invented():
        if told.get("state", "published") in IN_PROGRESS:
            _write(told, known)
        else:
            _publish(told, known, by=by)


class _Known:
    """What the files name, read once."""

    def __init__(self) -> None:
        fictional = Organisation.objects.filter(fictional=True)
        self.organisations = {each.name: each for each in fictional}
        self.themes = {each.name: each for each in Theme.objects.kept()}
        self.bodies = {each.slug: each for each in Body.objects.all()}
        statement = Statement.objects.in_force_on(today())[0]
        self.principles = {each.name: each for each in statement.principles.all()}
        standing = Representation.objects.current_on(today()).filter(is_primary=True)
        self.contacts: dict[int, Person] = {
            each.organisation_id: each.person for each in standing.select_related("person")
        }

    def partners_of(self, told: dict[str, Any]) -> tuple[tuple[Organisation, str], ...]:
        named = {
            PartnerRole.WORKING_WITH: told.get("working_with", ()),
            PartnerRole.PARTNER: told.get("partners", ()),
        }
        return tuple(
            (self.organisations[name], role) for role, names in named.items() for name in names
        )

    def shown_by(self, told: dict[str, Any]) -> dict[Principle, str]:
        said = told.get("principles", {})
        return {self.principles[name]: sentence for name, sentence in said.items()}


def _publish(told: dict[str, Any], known: _Known, *, by: Actor) -> None:
    resource = _begin(told, known, brought_forward=True, by=by)
    day = today() - timedelta(days=told["days_ago"])
    publish_resource(resource, published_on=day, by=by)
    if told.get("state") == "archived":
        archive_resource(resource, by=somebody(EDITOR))
    elif told.get("state") == "taken_down":
        take_down_resource(resource, told["because"], by=somebody(EDITOR))
    elif told["days_ago"] > YOUNG and not told.get("overdue"):
        review_resource(resource, by=by)


def _write(told: dict[str, Any], known: _Known) -> None:
    """As far as those who write it have come."""
    writer = somebody(known.contacts[known.organisations[told["owner"]].pk].email)
    resource = _begin(told, known, brought_forward=False, by=writer)
    if told["state"] == "draft":
        return
    submit_resource(resource, by=writer)
    if told["state"] == "returned":
        return_resource(resource, told["note"], by=somebody(EDITOR))


def _begin(told: dict[str, Any], known: _Known, *, brought_forward: bool, by: Actor) -> Resource:
    begun = Beginning(
        title=told["title"],
        owner=known.organisations[told["owner"]],
        summary=told["summary"],
        words={name: words.strip() for name, words in told["sections"].items()},
        more=tuple((each["heading"], each["words"].strip()) for each in told.get("more", ())),
        source=SOURCE,
        brought_forward=brought_forward,
    )
    resource = start_resource(told["kind"], begun, by=by)
    describe_resource(resource, _details(told, known), version=resource.version, by=by)
    for name in told.get("maintainers", ()):
        invitation = invite_maintainer(resource, known.organisations[name], by=by)
        answer_maintainer_invitation(invitation, accepts=True, by=by)
    if told.get("principles"):
        show_principles(resource, known.shown_by(told), by=by)
    _cite(resource, told, by=by)
    for file in told.get("files", ()):
        attach_file(resource, sent_file(file["name"]), file["title"], by=by)
    return resource


def _cite(synthesis: Resource, told: dict[str, Any], *, by: Actor) -> None:
    """What is cited is older, so it is there already."""
    learned = dict(told.get("cites", ()))
    if not learned:
        return
    found = {each.title: each for each in Resource.objects.filter(title__in=learned)}
    cite(synthesis, [found[title] for title in learned], by=by)
    for citation in synthesis.citations.select_related("cited", "synthesis"):
        say_what_is_learned(citation, learned[citation.cited.title], by=by)


def _details(told: dict[str, Any], known: _Known) -> ResourceDetails:
    owner = known.organisations[told["owner"]]
    visibility, _colon, which = told.get("visibility", Visibility.PUBLIC).partition(":")
    return ResourceDetails(
        title=told["title"],
        summary=told["summary"],
        year=told["year"],
        evidence_level=EvidenceLevel[told["evidence"].upper()] if "evidence" in told else "",
        licence=told.get("licence", Licence.OGL),
        contact=known.contacts.get(owner.pk),
        # A number kept for drama, which can ring nobody.
        contact_line=f"Ring {owner} on 01632 960{100 + owner.pk % 900}",
        visibility=visibility,
        visible_class=which if visibility == Visibility.CLASS else "",
        visible_body=known.bodies[which] if visibility == Visibility.BODY else None,
        link=told.get("link", ""),
        source=SOURCE,
        themes=tuple(known.themes[name] for name in told["themes"]),
        partners=known.partners_of(told),
    )


def somebody(email: str) -> Actor:
    return actor_for(Account.objects.get(email=email), second_factor=True)
