"""The sentences behind the rules."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import formats
from django.utils.text import get_text_list
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


def day_in_words(day: date) -> str:
    return formats.date_format(day, "j F Y")


def period_in_words(starts_on: date, ends_on: date | None) -> str:
    if ends_on is None:
        return f"since {day_in_words(starts_on)}"
    return f"from {day_in_words(starts_on)} to {day_in_words(ends_on)}"


SIZE_WORDS = {
    "small": _("Under 100,000 residents"),
    "medium": _("100,000 to 249,999 residents"),
    "large": _("250,000 to 499,999 residents"),
    "largest": _("500,000 residents or more"),
}

# What the terms call each kind of body.
KINDS = {
    "unitary": _("unitary councils"),
    "county": _("county councils"),
    "non_metropolitan_district": _("district and borough councils"),
    "metropolitan_district": _("metropolitan borough and city councils"),
    "london_borough": _("London boroughs"),
    "scottish": _("Scottish councils"),
    "welsh": _("Welsh councils"),
    "northern_irish": _("Northern Irish councils"),
    "combined_authority": _("combined authorities"),
    "combined_county_authority": _("combined county authorities"),
    "greater_london_authority": _("the Greater London Authority"),
    "pcc": _("Police and Crime Commissioners"),
    "parish": _("town, parish and community councils"),
    "minority_group": _("groups that run a minority administration"),
    "opposition_group": _("opposition groups"),
    "devolved_administration": _("devolved administrations"),
    "overseas_authority": _("local and regional governments abroad"),
    "company": _("companies"),
    "ngo": _("charities and other non-profit bodies"),
    "cooperative": _("co-operatives and mutuals"),
    "person": _("individuals"),
}
AS_A = {
    "full": _("full members"),
    "associate": _("associates"),
    "affiliate": _("affiliates"),
    "supporter": _("supporters"),
}
SENTENCES = {
    "named_in_the_terms": _(
        "The network’s terms name %(kind)s among those that join as %(membership_class)s."
    ),
    "rules_are_silent": _(
        "The network’s published terms say nothing about %(kind)s. A person decides."
    ),
    "abolished": _("This body ceased to exist after %(last_day)s."),
    "not_yet_in_being": _(
        "This council takes over on %(begins_on)s. Until then the terms do not say whether it "
        "may join, so a person decides."
    ),
    "will_dissolve": _(
        "This council will be dissolved: its last day is %(last_day)s. Its membership can "
        "then pass to %(successors)s."
    ),
    "belongs_already": _("It belongs to the network already, among the %(membership_class)s."),
    "parish_council_unknown": _(
        "A parish is an area, and not every parish has a council. Only a council can join."
    ),
    "parish_without_council": _(
        "This parish has no council of its own, so there is no body that could join."
    ),
    "standing_unknown": _(
        "Which class is open to a group depends on how it stands on %(council)s."
    ),
    "group_has_control": _(
        "The group has control of %(council)s, so the council itself can join. A council that "
        "joins pays and takes part as a full member."
    ),
    "group_runs_a_minority": _(
        "This class is for a group that runs %(council)s without a majority, where the other "
        "groups will not let the council join."
    ),
    "group_in_opposition": _(
        "This class is for a group that intends to bring %(council)s into the network if it "
        "takes control."
    ),
    "council_belongs_already": _(
        "%(council)s belongs to the network already, so its councillors can take part through "
        "the council. The terms do not say whether a group may join beside it, so a person "
        "decides."
    ),
    "council_abolished": _(
        "%(council)s ceased to exist after %(last_day)s, and its groups with it."
    ),
    "not_a_council": _(
        "“%(name)s” reads like the name of a council. Only a council that is in the register of "
        "public authorities joins as one; a body that a council owns joins as itself."
    ),
    "named_only_with_consent": _("People are listed by name only if they have agreed to it."),
    "successor_may_join": _("Ask for %(successors)s instead, which took its place."),
    "council_may_join": _("Ask for %(council)s to join as a full member."),
    "ask_us": _("Write to us: a person answers."),
    "tell_us_whether_council": _("Tell us whether this parish has a council."),
    "tell_us_standing": _(
        "Tell us whether the group has control, runs a minority administration or is in opposition."
    ),
    "become_a_supporter": _("Become a supporter: supporters are listed apart and are not members."),
}


def sentence(code: str, values: Mapping[str, Any]) -> str:
    """A reason as a sentence, in the reader's language."""
    return SENTENCES[code] % {name: _in_words(name, value) for name, value in values.items()}


def _in_words(name: str, value: Any) -> str:
    if isinstance(value, date):
        return day_in_words(value)
    if isinstance(value, tuple):
        names = get_text_list([str(item) for item in value], gettext("and"))
        return names or gettext("its successor")
    known = {"kind": KINDS, "membership_class": AS_A}.get(name, {})
    return str(known.get(value, value))


FIGURE_NAMES = {
    "full": _("Full members"),
    "associate": _("Associates"),
    "affiliate": _("Affiliates"),
    "supporters": _("Supporters"),
    "citizens": _("Citizens represented"),
    "budget": _("Combined budget"),
}
DEFINITIONS = {
    "full": _(
        "Councils, combined authorities and Police and Crime Commissioners that hold full "
        "membership on the day."
    ),
    "associate": _(
        "Town, parish and community councils, groups of councillors and other elected "
        "authorities that hold associate membership on the day."
    ),
    "affiliate": _("Organisations that hold affiliate membership on the day."),
    "supporters": _(
        "Organisations and individuals that support the network on the day. They are not members "
        "and are counted apart; individuals are counted, not named."
    ),
    "citizens": _(
        "Residents of the areas of all full member councils, each resident once: where a county "
        "and its district are both members, the district is not added again. Combined authorities "
        "and Police and Crime Commissioners are left out."
    ),
    "budget": _(
        "The budgets of all full member councils added up, in whole pounds. Combined authorities "
        "and Police and Crime Commissioners are left out."
    ),
}
DIFFERENCES = {
    "another_day": _("The published figure is as at: %(as_at)s."),
    "brought_forward": _(
        "Memberships counted here were brought forward from %(sources)s; later joiners and "
        "leavers are counted once they are recorded."
    ),
    "joined_and_left": _(
        "By the records here, %(joined)s members joined and %(left)s left in between."
    ),
    "other_years": _("The live figure rests on numbers of %(year)s."),
    "four_nations": _("The four nations measure a budget in their own ways: %(measures)s."),
    "rounded": _("The published figure is rounded."),
    "note": _("Of the published figure: %(note)s"),
}


def definition_of(key: str, *measures: str) -> str:
    """What a figure counts; a budget also names how each nation measures it."""
    definition = str(DEFINITIONS[key])
    if not measures:
        return definition
    named = gettext("Measured as: %(measures)s.") % {"measures": "; ".join(measures)}
    return f"{definition} {named}"


def source_of_counts(on: date, brought_forward_from: Sequence[str] = ()) -> str:
    """Our own records; where some came from an earlier list, that list too."""
    records = gettext("The network’s membership records for %(day)s") % {"day": day_in_words(on)}
    if not brought_forward_from:
        return records
    sources = get_text_list(list(brought_forward_from[:3]), gettext("and"))
    earlier = gettext("brought forward from: %(sources)s") % {"sources": sources}
    return f"{records}; {earlier}"


def why_different(code: str, values: Mapping[str, Any]) -> str:
    return DIFFERENCES[code] % {name: _in_words(name, value) for name, value in values.items()}
