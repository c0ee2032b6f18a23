"""What components promise to pages."""

from datetime import date

import pytest
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from django.test import RequestFactory

from ccin.design import charts, tables, tiles
from ccin.design.charts import Chart, Point, Series
from ccin.design.tiles import Tile


def drawn(source: str, **context: object) -> str:
    return Template("{% load design %}" + source).render(Context(context))


def asked(source: str, address: str, **context: object) -> str:
    request = RequestFactory().get(address)
    return Template("{% load design %}" + source).render(RequestContext(request, context))


@pytest.mark.parametrize(
    "source",
    [
        "{% inset %}{{ words }}{% endinset %}",
        "{% details words %}{{ words }}{% enddetails %}",
        "{% fact words words words %}{{ words }}{% endfact %}",
        "{% item words words %}{{ words }}{% enditem %}",
        "{% cell words words %}{% endcell %}",
        "{% moment words words %}{% endmoment %}",
        "{% figure words words words words %}",
        "{% tag words words %}",
        "{% button words words words %}",
        "{% crumbs words words words %}",
        "{% nothing words %}{% endnothing %}",
        "{% notification words words %}{% endnotification %}",
        "{% table words words %}<tr><td>{{ words }}</table>{% endtable %}",
        "{% ask words words words words words %}",
    ],
)
def test_words_of_others_are_never_markup(source: str) -> None:
    html = drawn(source, words='"><script>alert(1)</script>')

    assert "<script>" not in html
    assert '"">' not in html


def test_a_cell_of_a_table_names_its_heading() -> None:
    html = tables.labelled(
        '<thead><tr><th scope="col">Name</th><th class="ccin-number"><b>Since</b> when</th></tr>'
        "</thead><tbody><tr><th>Ardenby</th><td>2021</td></tr>"
        "<tr><th>Brigg</th><td>2022</td></tr></tbody>"
    )

    assert html.count('<td data-label="Since when"><div>') == 2
    assert html.count("</div></td>") == 2
    assert '<th scope="col" class="ccin-number">' in html
    assert '<th scope="row">Brigg</th>' in html


def test_a_table_without_headings_has_no_labels() -> None:
    assert tables.labelled("<tr><td>1</td></tr>") == "<tr><td><div>1</div></td></tr>"


def test_pages_of_a_list_keep_what_it_was_narrowed_by() -> None:
    page = Paginator(range(60), 20).page(2)

    html = asked("{% pagination page %}", "/members/?region=W&page=2&kind=a&kind=b", page=page)

    assert 'href="?region=W&amp;page=3&amp;kind=a&amp;kind=b" rel="next"' in html
    assert html.count("aria-current") == 1


def test_a_list_of_one_page_has_no_pagination() -> None:
    page = Paginator(range(3), 20).page(1)

    assert asked("{% pagination page %}", "/members/", page=page).strip() == ""


def test_the_way_shown_is_marked() -> None:
    html = asked('{% ways "Record" "Facts" "/a/" "People" "/b/" %}', "/b/")

    assert '<a href="/b/" aria-current="page">People</a>' in html
    assert html.count("aria-current") == 1


def test_a_moment_carries_its_day_for_machines() -> None:
    html = drawn("{% moment day %}x{% endmoment %}", day=date(2026, 4, 1))

    assert 'datetime="2026-04-01">1 April 2026</time>' in html


def test_a_cell_of_the_map_is_a_named_link() -> None:
    html = tiles.drawing([Tile(0, 0, "Ynys Môn & Co", "/members/ynys/", "full")])

    assert (
        '<a class="ccin-tile ccin-tile--full" href="/members/ynys/" tabindex="-1"'
        ' aria-label="Ynys Môn &amp; Co"><title>Ynys Môn &amp; Co</title>' in html
    )


def test_members_are_drawn_above_their_neighbours() -> None:
    html = tiles.drawing([Tile(0, 0, "Member", kind="full"), Tile(5, 9, "Other")])

    assert html.index("Other") < html.index("Member")


def test_neighbouring_cells_of_the_map_touch_and_do_not_overlap() -> None:
    box = tiles.view_box([Tile(0, 0, "a"), Tile(1, 0, "b"), Tile(0, 1, "c")])

    assert box == "0.0 0.0 34.6 35.0"


def growth() -> Chart:
    members = [
        Point(date(2017, 7, 1), 19, note="Report"),
        Point(date(2021, 1, 1), 84, "84 or so"),
    ]
    return Chart("Growth", "It grew.", [Series("members", members), Series("none yet", [])])


def test_a_chart_lists_what_it_draws_newest_first() -> None:
    rows = growth().rows

    assert [row["values"] for row in rows] == [["84 or so", ""], ["19", ""]]
    assert [row["note"] for row in rows] == ["", "Report"]


def test_a_chart_begins_at_nothing_and_ends_above_its_highest_value() -> None:
    svg = growth().drawing(860)

    assert ">0</text>" in svg
    assert ">100</text>" in svg


@pytest.mark.parametrize("value", [1, 7, 39, 84, 124, 999, 9_400_000])
def test_the_scale_of_a_chart_holds_its_highest_value_without_wasting_half(value: float) -> None:
    top = charts.ceiling(value)

    assert value <= top < value * 4 + 1


def test_a_chart_of_steps_holds_a_value_until_the_next() -> None:
    chart = Chart("Growth", "It grew.", growth().series, step=True)

    assert "H" in chart.drawing(360).split('ccin-chart__track" d="')[1].split('"')[0]


def test_a_value_found_in_another_way_stands_apart_from_the_line() -> None:
    line = Series("members", growth().series[0].points, Point(date(2026, 1, 1), 60), "counted here")
    chart = Chart("Growth", "It grew.", [line])

    svg = chart.drawing(860)

    track = svg.split('ccin-chart__track" d="')[1].split('"')[0]
    assert len(track.split("L")) == 2
    assert svg.count('class="ccin-chart__apart"') == 1
    assert ">counted here</text>" in svg
    assert [row["values"] for row in chart.rows] == [["60"], ["84 or so"], ["19"]]


def test_a_cell_that_is_never_closed_is_left_as_it_is() -> None:
    assert tables.labelled("<tr><td>1<td>2") == "<tr><td>1<td>2"


def test_an_empty_cell_stays_empty() -> None:
    html = tables.labelled("<thead><tr><th>A</th></tr></thead><tr><td></td></tr>")

    assert '<td data-label="A"></td>' in html
