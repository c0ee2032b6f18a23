"""What speaks for asking somebody: published, adopted, answered and offered, for all to see."""

import pytest

from ccin.discussion.states import ANSWERED
from ccin.library.operations.asking import put_to_likely
from ccin.library.reads.likely import who_may_know
from ccin.library.states.resources import Visibility
from tests.actors import OFFICER
from tests.discussion.asked import a_member
from tests.factories import AdoptionFactory, PostFactory, TopicFactory
from tests.library.asked import Network, a_network, about, on_theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> Network:
    return a_network()


def test_each_way_of_knowing_speaks_for_somebody_strongest_first(network: Network) -> None:
    uses, answers, offers, stranger = (a_member() for _ in range(4))
    AdoptionFactory(resource=network.resource, organisation=uses.organisation, contact=uses.person)
    done = about(TopicFactory(title="Done before?", state=ANSWERED), network.theme)
    done.answer = PostFactory(topic=done, author=answers.person)
    done.save()
    offers.organisation.offers = "We help others with repairs."
    offers.organisation.save()
    topic = TopicFactory(organisation=network.asker.organisation, title="Who?", words="")

    found = who_may_know(topic, [network.theme.pk])

    assert {each.person: each.because for each in found} == {
        network.knows.person.pk: (
            ("contact", network.resource.title),
            ("published", network.resource.title),
        ),
        uses.person.pk: (
            ("uses", network.resource.title),
            ("adopted", network.resource.title),
        ),
        answers.person.pk: (("answered", "Done before?"),),
        offers.person.pk: (("offers", "Repair"),),
    }
    assert [each.person for each in found] == [
        network.knows.person.pk,
        uses.person.pk,
        answers.person.pk,
        offers.person.pk,
    ]
    assert stranger.person.pk not in {each.person for each in found}


def test_what_not_all_members_may_read_is_no_reason(network: Network) -> None:
    network.resource.visibility = Visibility.CLASS
    network.resource.visible_class = "full"
    network.resource.save()
    topic = TopicFactory(organisation=network.asker.organisation, title="Who?", words="")

    assert who_may_know(topic, [network.theme.pk]) == []


def test_the_invented_and_the_real_never_ask_each_other(network: Network) -> None:
    invented = a_member()
    invented.organisation.fictional = True
    invented.organisation.save()
    on_theme(network.theme, invented)
    topic = TopicFactory(organisation=network.asker.organisation, title="Who?", words="")
    made_up = TopicFactory(title="Who?", words="", fictional=True)

    real = [each.person for each in who_may_know(topic, [network.theme.pk])]
    fiction = [each.person for each in who_may_know(made_up, [network.theme.pk])]

    assert real == [network.knows.person.pk]
    assert fiction == [invented.person.pk]


def test_only_staff_ask_more_than_five(network: Network) -> None:
    for _ in range(9):
        on_theme(network.theme, a_member())
    topic = network.ask()

    then = put_to_likely(topic, by=network.asker.actor)
    nobody = put_to_likely(topic, by=network.asker.actor)
    staff = put_to_likely(topic, by=OFFICER)

    assert [len(then), len(nobody), len(staff)] == [2, 0, 3]
