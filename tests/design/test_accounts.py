"""Allauth's pages are drawn with our components."""

import pytest
from django.template import Context, Origin, Template
from django.test import Client


def element(source: str, **context: object) -> str:
    page = Origin("page", template_name="account/page.html")
    return Template("{% load allauth %}" + source, origin=page).render(Context(context)).strip()


@pytest.mark.django_db
def test_the_page_to_sign_in_has_our_frame(client: Client) -> None:
    html = client.get("/accounts/login/").content.decode()

    assert 'class="ccin-header"' in html
    assert 'class="ccin-button' in html


@pytest.mark.parametrize(
    ("tags", "look"),
    [
        ("prominent,login", "ccin-button"),
        ("danger,delete", "ccin-button ccin-button--warning"),
        ("outline,primary", "ccin-button ccin-button--quiet"),
    ],
)
def test_a_button_looks_like_what_it_does(tags: str, look: str) -> None:
    html = element('{% element button type="submit" tags=tags %}Go{% endelement %}', tags=tags)

    assert html == f'<button class="{look}" type="submit">Go</button>'


def test_a_link_that_looks_like_a_button_has_no_type() -> None:
    html = element('{% element button href="/x/" type="submit" tags="a" %}Go{% endelement %}')

    assert html == '<a href="/x/" class="ccin-button">Go</a>'


@pytest.mark.parametrize("kind", ["text", "textarea", "checkbox", "radio"])
def test_a_control_has_its_label(kind: str) -> None:
    html = element(
        '{% element field type=kind id="id_x" name="x" value="1" %}'
        "{% slot label %}Code{% endslot %}{% endelement %}",
        kind=kind,
    )

    assert html.count('id="id_x"') == 1
    assert html.count('for="id_x">Code</label>') == 1
