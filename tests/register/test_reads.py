"""What the register answers when asked."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from ccin.register import reasons
from ccin.register.models import Authority
from ccin.register.reads import (
    areas_under,
    find_authorities,
    find_parishes,
    latest_measures,
)
from ccin.register.rules import How
from ccin.register.states import TILED, AuthorityKind, MeasureKind

pytestmark = pytest.mark.usefixtures("register_to_read")
DAY = date(2026, 11, 23)

TYPED = [
    # official and short names
    ("Oldham Metropolitan Borough Council", "oldham", How.OFFICIAL),
    ("Oldham", "oldham", How.SHORT),
    ("oldham council", "oldham", How.HEART),
    ("Oldham City Council", "oldham", How.HEART),
    ("KIRKLEES METROPOLITAN COUNCIL", "kirklees", How.HEART),
    ("Tower Hamlets", "tower-hamlets", How.SHORT),
    ("London Borough of Tower Hamlets", "tower-hamlets", How.OFFICIAL),
    ("Tower Hamlets London Borough", "tower-hamlets", How.HEART),
    ("LB Hackney", "hackney", How.HEART),
    ("Hackney Council", "hackney", How.HEART),
    ("Royal Borough of Greenwich", "greenwich", How.OFFICIAL),
    ("City of London", "city-of-london", How.SHORT),
    ("Greater London Authority", "greater-london-authority", How.OFFICIAL),
    ("Durham County Council", "county-durham", How.OFFICIAL),
    ("Saint Helens", "st-helens", How.SHORT),
    ("St. Albans", "st-albans", How.SHORT),
    ("Kent", "kent", How.SHORT),
    ("Kent County Council", "kent", How.OFFICIAL),
    ("Bristol City Council", "bristol", How.OFFICIAL),
    ("Glasgow City Council", "glasgow", How.OFFICIAL),
    ("Belfast", "belfast", How.SHORT),
    ("Armagh City, Banbridge & Craigavon", "armagh-banbridge-craigavon", How.SHORT),
    ("West Northants", "west-northamptonshire", How.HEART),
    ("North Herts", "north-hertfordshire", How.VARIANT),
    ("Telford & Wrekin Council", "telford-and-wrekin", How.OFFICIAL),
    ("Cheshire West & Chester", "cheshire-west-and-chester", How.SHORT),
    ("Police and Crime Commissioner for Sussex", "pcc-sussex", How.OFFICIAL),
    ("Greater Manchester", "greater-manchester-combined-authority", How.SHORT),
    ("cheshire and warrington", "cheshire-and-warrington-ca", How.SHORT),
    ("West Surrey Council", "west-surrey", How.OFFICIAL),
    ("E08000025", "birmingham", How.CODE),
    ("e08000016", "barnsley", How.CODE),
    # apostrophes, dashes and ampersands
    ("King's Lynn and West Norfolk", "kings-lynn-and-west-norfolk", How.SHORT),
    ("King’s Lynn & West Norfolk", "kings-lynn-and-west-norfolk", How.SHORT),
    ("Kings Lynn", "kings-lynn-and-west-norfolk", How.VARIANT),
    ("Stoke on Trent", "stoke-on-trent", How.SHORT),
    ("Stockton–on–Tees", "stockton-on-tees", How.SHORT),
    # other names
    ("Hull", "kingston-upon-hull", How.VARIANT),
    ("City of Kingston upon Hull", "kingston-upon-hull", How.VARIANT),
    ("BCP", "bournemouth-christchurch-poole", How.VARIANT),
    ("GMCA", "greater-manchester-combined-authority", How.VARIANT),
    ("RBWM", "windsor-and-maidenhead", How.VARIANT),
    ("B&NES", "bath-and-north-east-somerset", How.VARIANT),
    ("Western Isles", "eilean-siar", How.VARIANT),
    ("Na h-Eileanan Siar", "eilean-siar", How.SHORT),
    ("Comhairle nan Eilean Siar", "eilean-siar", How.OFFICIAL),
    ("Edinburgh", "edinburgh", How.VARIANT),
    ("Rhondda Cynon Taff", "rhondda-cynon-taff", How.VARIANT),
    ("Rhondda Cynon Taf", "rhondda-cynon-taff", How.SHORT),
    # Welsh
    ("Ynys Mon", "isle-of-anglesey", How.WELSH),
    ("Ynys Môn", "isle-of-anglesey", How.WELSH),
    ("Cyngor Sir Ynys Môn", "isle-of-anglesey", How.WELSH),
    ("Caerdydd", "cardiff", How.WELSH),
    ("Cyngor Caerdydd", "cardiff", How.WELSH),
    ("Abertawe", "swansea", How.WELSH),
    ("Sir Gâr", "carmarthenshire", How.HEART),
    ("sir benfro", "pembrokeshire", How.WELSH),
    ("Comisiynydd Heddlu a Throseddu Gogledd Cymru", "pcc-north-wales", How.WELSH),
    # former names
    ("Shepway District Council", "folkestone-hythe", How.FORMER),
    ("Doncaster Metropolitan Borough Council", "doncaster", How.FORMER),
    ("Milton Keynes Council", "milton-keynes", How.FORMER),
    ("London Borough of Greenwich", "greenwich", How.FORMER),
    # misspelt
    ("Oldam", "oldham", How.MISSPELT),
    ("Brimingham", "birmingham", How.MISSPELT),
    ("Sheffeild city council", "sheffield", How.MISSPELT),
    ("Greater Mancester", "greater-manchester-combined-authority", How.MISSPELT),
    ("Rhonda Cynon Taff", "rhondda-cynon-taff", How.MISSPELT),
    ("Wolverhamton", "wolverhampton", How.MISSPELT),
    ("Chersterfeild", "chesterfield", How.MISSPELT),
    ("Merthyr Tidfil", "merthyr-tydfil", How.MISSPELT),
    ("Hove and Brighton", "brighton-and-hove", How.WITHIN),
    # parts
    ("Dagenham", "barking-and-dagenham", How.PART),
    ("Kirkl", "kirklees", How.BEGINNING),
    ("Leeds Labour Group", "leeds", How.WITHIN),
    # gone
    ("Taunton Deane", "taunton-deane-abolished-2019", How.SHORT),
]


def test_typed_names_are_recognised_and_the_page_can_say_how() -> None:
    found = {typed: find_authorities(typed, on=DAY)[0] for typed, _key, _how in TYPED}

    answers = [(typed, answer.authority.key, answer.how) for typed, answer in found.items()]
    assert answers == TYPED


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("North Yorkshire", ["north-yorkshire", "north-yorkshire-abolished-2023"]),
        ("Somerset", ["somerset", "somerset-abolished-2023"]),
        ("Christchurch", ["christchurch-abolished-2019", "bournemouth-christchurch-poole"]),
        ("Lancashire", ["lancashire", "lancashire-combined-county-authority"]),
        ("Newcastle", ["newcastle-upon-tyne", "newcastle-under-lyme"]),
        ("Cumbria", ["cumbria-ca", "cumbria-abolished-2023"]),
    ],
)
def test_a_name_that_several_bodies_have_had_lists_them_all(typed: str, keys: list[str]) -> None:
    found = find_authorities(typed, on=DAY)

    assert [answer.authority.key for answer in found][:2] == keys


def test_what_is_gone_is_not_meant_while_what_replaced_it_has_the_same_name() -> None:
    meant = {
        typed: [
            answer.authority.key for answer in find_authorities(typed, on=DAY) if answer.is_meant
        ]
        for typed in ("Somerset", "Lancashire", "Newcastle", "Taunton Deane", "Surrey")
    }

    assert meant == {
        "Somerset": ["somerset"],
        "Lancashire": [],
        "Newcastle": [],
        "Taunton Deane": ["taunton-deane-abolished-2019"],
        "Surrey": ["surrey"],
    }


def test_a_misspelling_is_read_aloud() -> None:
    [found] = find_authorities("Oldam", on=DAY)

    assert found.reading == "We read “Oldam” as Oldham."


def test_what_names_no_authority_finds_none() -> None:
    hostile = [
        "",
        " ",
        "\x00\x01",
        "a" * 10_000,
        "é" * 10_000,
        "'; DROP TABLE",
        '" UNION SELECT 1 --',
    ]
    hostile += ["%", "***", "((((", "NEAR/2 AND NOT", "Acme Widgets Ltd", "🏛", "\u202e"]

    assert [typed for typed in hostile if find_authorities(typed, on=DAY)] == []
    assert [typed for typed in hostile if find_parishes(typed)] == []


def test_a_search_costs_three_queries_at_first_and_two_after(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    find_authorities("Leeds", on=DAY)

    with django_assert_num_queries(2):
        find_authorities("Manchester", on=DAY)
    with django_assert_num_queries(2):
        find_authorities("Cambridgeshire and Peterborough", on=DAY)


def test_a_parish_name_that_exists_often_lists_every_one_with_its_council() -> None:
    found = find_parishes("Broughton")

    exact = [answer for answer in found if answer.how is How.OFFICIAL]
    assert len(exact) == 11
    assert all(answer.parish.authority.name for answer in exact)


@pytest.mark.parametrize("typed", ["Silverdale", "Silverdale Parish Council", "silverdale PC"])
def test_both_parishes_called_silverdale_are_found(typed: str) -> None:
    councils = [
        answer.parish.authority.key for answer in find_parishes(typed) if answer.how is How.OFFICIAL
    ]

    assert councils == ["lancaster", "newcastle-under-lyme"]


def test_a_misspelt_parish_is_read_as_the_nearest_name() -> None:
    found = find_parishes("Witny Town Council")

    assert [(answer.parish.name, answer.parish.authority.key) for answer in found][:1] == [
        ("Witney", "west-oxfordshire")
    ]
    assert found[0].reading == "We read “Witny Town Council” as Witney."


def test_every_kind_of_authority_covers_the_people_it_should() -> None:
    keys = ["oldham", "lancashire", "lancashire-combined-county-authority", "pcc-sussex"]
    keys += ["greater-london-authority", "cumbria-ca", "pcc-gwent", "surrey"]
    bodies = {body.key: body for body in Authority.objects.filter(key__in=keys)}

    covered = areas_under(bodies.values(), on=DAY)

    counts = {key: len(covered[bodies[key].pk]) for key in keys}
    assert covered[bodies["oldham"].pk] == {bodies["oldham"].pk}
    assert counts == {
        "oldham": 1,
        "lancashire": 12,
        "lancashire-combined-county-authority": 14,
        "pcc-sussex": 13,
        "greater-london-authority": 33,
        "cumbria-ca": 2,
        "pcc-gwent": 5,
        "surrey": 11,
    }


def test_no_kind_is_left_without_people() -> None:
    bodies = Authority.objects.existing_on(DAY)

    covered = areas_under(bodies, on=DAY)

    assert {body.kind for body in bodies} == set(AuthorityKind)
    assert [body.key for body in bodies if not covered[body.pk]] == []
    assert sum(body.kind in TILED for body in bodies) == 361


def test_the_latest_population_is_given_for_each_authority_that_has_one() -> None:
    keys = dict(
        Authority.objects.filter(key__in=["oldham", "poole-abolished-2019"]).values_list(
            "key", "pk"
        )
    )

    found = latest_measures(MeasureKind.POPULATION, list(keys.values()))

    assert list(found) == [keys["oldham"]]
    assert found[keys["oldham"]].year == "2024"


def test_every_way_of_recognising_a_name_has_its_words() -> None:
    assert set(reasons.HOW) == {how.name for how in How}
