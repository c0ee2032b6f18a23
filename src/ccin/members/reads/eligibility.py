"""Whether a body may join: facts from the database, rules applied."""

from datetime import date

from ccin.members.models import ClassTerms, Membership
from ccin.members.rules.eligibility import Body, Eligibility, Standing, Terms, eligibility
from ccin.members.rules.periods import Period
from ccin.register.models import Authority, Parish, Succession


def terms_in_force(on: date) -> list[Terms]:
    return [
        Terms(
            membership_class=row.membership_class,
            sub_kind=row.sub_kind,
            kinds=frozenset(row.kinds),
            period=Period(row.valid_from, row.valid_to),
            source=row.source,
            fee_basis=row.fee_basis,
            is_proposal=row.is_proposal,
        )
        for row in ClassTerms.objects.filter(valid_from__lte=on).exclude(valid_to__lt=on)
    ]


def eligibility_of_authority(authority: Authority, *, on: date) -> Eligibility:
    body = Body(
        kind=authority.kind,
        name=authority.name,
        begins_on=authority.valid_from,
        last_day=authority.valid_to,
        successors=_successors(authority),
        holds_class=_class_held(on, organisation__authority=authority),
    )
    return eligibility(body, terms_in_force(on), on)


def eligibility_of_group(council: Authority, standing: Standing, *, on: date) -> Eligibility:
    """A group of councillors on this council. Several groups of one council may be members."""
    body = Body(
        kind="party_group",
        council=council.name,
        standing=standing,
        council_last_day=council.valid_to,
        council_belongs=bool(_class_held(on, organisation__authority=council)),
    )
    return eligibility(body, terms_in_force(on), on)


def eligibility_of_parish(parish: Parish, *, has_council: bool | None, on: date) -> Eligibility:
    body = Body(
        kind="parish",
        name=parish.name,
        has_council=has_council,
        council=parish.authority.name,
        holds_class=_class_held(on, organisation__parish=parish),
    )
    return eligibility(body, terms_in_force(on), on)


def eligibility_of_kind(kind: str, *, name: str = "", on: date) -> Eligibility:
    """A body that no register of ours knows: `company`, `ngo`, `cooperative`, `person`,
    `overseas_authority`, `devolved_administration`; of any other kind a person decides."""
    return eligibility(Body(kind=kind, name=name), terms_in_force(on), on)


def _successors(authority: Authority) -> tuple[str, ...]:
    if authority.valid_to is None:
        return ()
    found = Succession.objects.filter(predecessor=authority).order_by("successor__name")
    return tuple(found.values_list("successor__name", flat=True).distinct())


def _class_held(on: date, **organisation: object) -> str:
    held = Membership.objects.held_on(on).filter(
        organisation__merged_into__isnull=True, **organisation
    )
    return held.values_list("membership_class", flat=True).first() or ""
