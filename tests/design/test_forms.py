"""Every field is drawn with its label, hint and error, and an error leads to the right control."""

import re
from datetime import date

import pytest
from django import forms
from django.template.loader import render_to_string

from ccin.design.samples import SampleForm, wrong_form
from ccin.design.widgets import DayInput


class DayForm(forms.Form):
    starts_on = forms.DateField(label="First day", widget=DayInput)


class OptionalForm(forms.Form):
    phone = forms.CharField(label="Telephone", required=False)
    note = forms.CharField(label="Note (optional)", required=False)
    which = forms.CharField(label="Which council is it?")


def test_each_error_in_the_summary_leads_to_a_control_on_the_page() -> None:
    html = str(wrong_form())

    targets = re.findall(r'<li><a href="#([^"]+)">', html)

    assert targets == [
        "id_name",
        "id_email",
        "id_fee",
        "id_kind_0",
        "id_topics_0",
        "id_topic",
        "id_ends_on_day",
        "id_reasons",
        "id_paper",
        "id_agreed",
    ]
    assert [html.count(f' id="{target}"') for target in targets] == [1] * 10


def test_a_form_without_errors_has_no_summary() -> None:
    html = str(SampleForm())

    assert "error" not in html


@pytest.mark.parametrize("name", list(SampleForm.base_fields))
def test_what_describes_a_control_exists(name: str) -> None:
    html = str(wrong_form()[name].as_field_group())

    described = re.findall(r'aria-describedby="([^"]*)"', html)

    assert len(described) == 1
    for target in described[0].split():
        assert html.count(f'id="{target}"') == 1


@pytest.mark.parametrize("form", [SampleForm(), wrong_form()])
def test_no_attribute_is_empty_but_a_value(form: forms.Form) -> None:
    empty = set(re.findall(r' ([a-z-]+)=""', str(form)))

    assert empty <= {"value"}


def test_a_number_typed_in_words_stays_as_typed() -> None:
    html = str(wrong_form()["fee"].as_field_group())

    assert '<input type="text" name="fee" value="a lot" inputmode="numeric"' in html


def test_a_missing_value_is_called_by_its_label() -> None:
    html = str(OptionalForm({}))

    assert '<a href="#id_which">Answer “Which council is it?”</a>' in html


def test_only_what_may_be_left_out_is_marked_so_and_only_once() -> None:
    html = str(OptionalForm())

    assert html.count("(optional)") == 2
    assert 'Telephone <span class="ccin-optional">(optional)</span>' in html


def test_an_error_of_the_whole_form_is_in_the_summary() -> None:
    form = DayForm({})
    form.add_error(None, "The membership has ended")

    assert "<li>The membership has ended</li>" in str(form)


def test_a_day_is_read_from_three_boxes() -> None:
    form = DayForm({"starts_on_day": "1", "starts_on_month": "4", "starts_on_year": "2027"})

    assert form.is_valid()
    assert form.cleaned_data["starts_on"] == date(2027, 4, 1)


def test_a_day_that_does_not_exist_stays_in_its_boxes() -> None:
    form = DayForm({"starts_on_day": "31", "starts_on_month": "2", "starts_on_year": "2027"})

    html = str(form["starts_on"].as_field_group())

    assert re.findall(r'value="([^"]*)"', html) == ["31", "2", "2027"]


def test_a_known_day_fills_its_boxes() -> None:
    form = DayForm(initial={"starts_on": date(2026, 11, 23)})

    html = str(form["starts_on"].as_field_group())

    assert re.findall(r'value="([^"]*)"', html) == ["23", "11", "2026"]


def test_no_box_filled_in_is_no_day() -> None:
    form = DayForm({"starts_on_day": "", "starts_on_month": " ", "starts_on_year": ""})

    assert form.errors["starts_on"].as_data()[0].code == "required"


def test_a_choice_that_was_made_stays_made() -> None:
    form = SampleForm({"kind": "county", "topics": ["care"]})

    html = str(form["kind"].as_field_group()) + str(form["topics"].as_field_group())

    assert re.findall(r'value="(\w+)" checked', html) == ["county", "care"]


def test_what_a_person_typed_is_never_markup() -> None:
    form = SampleForm({"name": '"><script>'})

    assert "<script>" not in render_to_string("design/form/summary.html", {"form": form})
    assert "<script>" not in str(form["name"].as_field_group())
