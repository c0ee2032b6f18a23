"""Records for tests, by room. Each factory makes the plainest valid record; traits say the rest."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from ccin.members.models import Membership, Organisation
from ccin.members.states import MembershipClass, OrganisationKind
from ccin.register.models import Authority, ChangeEvent, Measure, Parish, Succession
from ccin.register.states import AuthorityKind, ChangeKind, MeasureKind

# Register


class AuthorityFactory(DjangoModelFactory[Authority]):
    class Meta:
        model = Authority

    key = factory.Sequence(lambda n: f"authority-{n}")
    name = factory.LazyAttribute(lambda made: f"{made.short_name} Council")
    short_name = factory.Sequence(lambda n: f"Place {n}")
    kind = AuthorityKind.UNITARY
    nation = "England"
    region = "South West"


class MeasureFactory(DjangoModelFactory[Measure]):
    class Meta:
        model = Measure

    authority = factory.SubFactory(AuthorityFactory)
    kind = MeasureKind.POPULATION
    value = 100_000
    year = "2024"
    definition = "mid-year estimate"
    source = "Office for National Statistics"


class ChangeEventFactory(DjangoModelFactory[ChangeEvent]):
    class Meta:
        model = ChangeEvent

    title = factory.Sequence(lambda n: f"Reorganisation {n}")
    kind = ChangeKind.REORGANISATION
    happens_on = date(2027, 4, 1)
    source = "An order"


class SuccessionFactory(DjangoModelFactory[Succession]):
    class Meta:
        model = Succession

    event = factory.SubFactory(ChangeEventFactory)
    predecessor = factory.SubFactory(AuthorityFactory)
    successor = factory.SubFactory(AuthorityFactory)


class ParishFactory(DjangoModelFactory[Parish]):
    class Meta:
        model = Parish

    gss_code = factory.Sequence(lambda n: f"E04{n:06}")
    name = factory.Sequence(lambda n: f"Parish {n}")
    folded = factory.LazyAttribute(lambda made: made.name.casefold())
    kind = "civil_parish"
    authority = factory.SubFactory(AuthorityFactory)


# Members


class OrganisationFactory(DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Organisation {n}")
    slug = factory.Sequence(lambda n: f"organisation-{n}")
    kind = OrganisationKind.COUNCIL
    nation = "England"
    region = "South West"


class MembershipFactory(DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    organisation = factory.SubFactory(OrganisationFactory)
    membership_class = MembershipClass.FULL
    starts_on = date(2020, 1, 1)
