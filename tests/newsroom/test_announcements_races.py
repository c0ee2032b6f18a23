"""Two members of staff press the button at once: the letter goes once."""

import pytest

from ccin.newsroom.models import Announcement
from ccin.newsroom.operations.announcements import audience_stamp, send_announcement
from ccin.newsroom.reads.segments import audience_of, segment_of
from ccin.outbox.models import Addressee, Mailing
from tests.actors import OFFICER
from tests.factories import AnnouncementFactory, MembershipFactory, RepresentationFactory
from tests.members.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_of_four_sends_it() -> None:
    RepresentationFactory(organisation=MembershipFactory().organisation)
    made = AnnouncementFactory()
    stamp = audience_stamp(audience_of(segment_of(made), section=made.section))

    told = at_once(
        lambda: send_announcement(
            Announcement.objects.get(pk=made.pk), stamp=stamp, version=1, by=OFFICER
        )
    )

    assert told == ["MoveNotAllowed", "MoveNotAllowed", "MoveNotAllowed", "done"]
    assert (Mailing.objects.count(), Addressee.objects.count()) == (1, 1)
