"""Doors of the library: a council looks at itself. A row as in `tests/architecture/doors.py`."""

from datetime import date

from ccin.access.permissions import P
from ccin.principles.models import Assessment, Statement
from tests.architecture.door import At, Door
from tests.factories import OrganisationFactory


def an_organisation() -> At:
    organisation = OrganisationFactory()
    return At({"pk": organisation.pk}, organisation=organisation.pk)


def an_assessment() -> At:
    organisation = OrganisationFactory()
    statement = Statement.objects.create(number=90 + Statement.objects.count(), decision="adopted")
    made = Assessment.objects.create(
        organisation=organisation, statement=statement, assessed_on=date(2026, 3, 2)
    )
    return At({"pk": organisation.pk, "assessment": made.pk}, organisation=organisation.pk)


ROWS: dict[str, Door] = {
    "library:ourselves": Door((P.ORGANISATION_READ, P.ORGANISATION_READ_ANY), at=an_organisation),
    "library:publish_assessment": Door(post=P.SELF_ASSESSMENT_CHANGE, at=an_assessment),
    "library:withdraw_assessment": Door(post=P.SELF_ASSESSMENT_CHANGE, at=an_assessment),
}
