"""What fictional members take from the library and give back, by what people themselves call."""

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

from ccin.access.actor import Actor
from ccin.accounts.models import Account
from ccin.accounts.reads.actors import actor_for
from ccin.demo.library import EDITOR, sent_file, somebody
from ccin.demo.together import write_together
from ccin.discussion.models import Topic
from ccin.discussion.operations.topics import hand_to_staff
from ccin.kernel.clock import today
from ccin.library.models import Resource, Theme
from ccin.library.operations.adopting import Adopting, Outcome, adopt_resource, tell_outcome
from ccin.library.operations.asking import (
    Question,
    answer_question,
    ask_network,
    reply_to_question,
    thank,
)
from ccin.library.operations.indexing_questions import index_question
from ccin.library.operations.packs import (
    PackDetails,
    add_to_pack,
    change_pack,
    publish_pack,
    set_cover,
    start_pack,
)
from ccin.library.operations.searches import Searched, save_search
from ccin.library.operations.uses import count_use
from ccin.library.states.uses import OF_WORDS
from ccin.members.models import Organisation, Representation
from ccin.principles.models import Statement
from ccin.principles.operations import Answer, assess, publish_assessment

FACTS = Path(__file__).resolve().parent / "facts" / "learning.toml"


def learned() -> dict[str, Any]:
    return tomllib.loads(FACTS.read_text(encoding="utf-8"))


def learn_from_each_other(*, by: Actor) -> None:
    told = learned()
    library = {each.title: each for each in Resource.objects.filter(fictional=True)}
    for adoption in told["adoption"]:
        _adopt(adoption, library[adoption["resource"]])
    for question in told["question"]:
        _ask(question, by=by)
    for search in told["search"]:
        searched = Searched(search.get("words", ""), search.get("filters", {}))
        save_search(searched, name=search.get("name", ""), by=somebody(search["by"]))
    write_together(told)
    _gather_pack(told["pack"], library)
    for assessment in told["assessment"]:
        _assess(assessment)
    _use(told["use"], library)


def _adopt(told: dict[str, Any], resource: Resource) -> None:
    organisation, contact = _speaking_for(told["by"])
    since = today() - timedelta(days=told["days_ago"])
    said = Adopting(told["stage"], since, told.get("note", ""))
    adoption = adopt_resource(resource, organisation, said, by=contact)
    if came := told.get("outcome"):
        stage = came.get("stage", told["stage"])
        outcome = Outcome(came["changed"], came["known"], came["again"], stage)
        tell_outcome(adoption, outcome, version=adoption.version, by=contact)


def _ask(told: dict[str, Any], *, by: Actor) -> None:
    asker = somebody(told["by"])
    question = Question(
        title=told["title"],
        words=told["words"],
        organisation=_organisation_of(told["by"]),
        themes=list(Theme.objects.filter(name__in=told["themes"])),
        searched=told.get("searched", ""),
    )
    topic = ask_network(question, by=asker)
    posts = [
        reply_to_question(
            topic,
            reply["words"].strip(),
            organisation=_organisation_of(reply["by"]),
            by=somebody(reply["by"]),
        )
        for reply in told.get("replies", ())
    ]
    if "answer" in told:
        topic.refresh_from_db()
        answer_question(topic, posts[told["answer"]], version=topic.version, by=asker)
        thank(posts[told["answer"]], by=asker)
    if told.get("with_staff"):
        _hand_over(topic, by=by)


def _hand_over(topic: Topic, *, by: Actor) -> None:
    """As the worker does when nobody has replied for long enough."""
    hand_to_staff(topic, by=by)
    index_question(topic)


def _gather_pack(told: dict[str, Any], library: dict[str, Resource]) -> None:
    editor = somebody(EDITOR)
    pack = start_pack(told["title"], by=editor)
    details = PackDetails(told["title"], told["foreword"].strip(), told["foreword_by"])
    change_pack(pack, details, version=pack.version, by=editor)
    add_to_pack(pack, [library[title] for title in told["resources"]], by=editor)
    set_cover(pack, sent_file(told["cover"]), words=told["cover_words"], by=editor)
    publish_pack(pack, by=editor)


def _assess(told: dict[str, Any]) -> None:
    organisation, contact = _speaking_for(told["by"])
    principles = Statement.objects.in_force_on(today())[0].principles.order_by("position")
    for days_ago, scores in told["scores"]:
        answers = {
            principle: Answer(score, sentence)
            for principle, score, sentence in zip(
                principles, scores, told["sentences"], strict=True
            )
        }
        day = today() - timedelta(days=days_ago)
        assessment = assess(organisation, answers, assessed_on=day, by=contact)
    if told["publish"]:
        publish_assessment(assessment, by=contact)


def _use(told: list[dict[str, Any]], library: dict[str, Resource]) -> None:
    for use in told:
        for what, times in use["what"]:
            key = what if use["kind"] in OF_WORDS else library[what].pk
            for _time in range(times):
                count_use(use["kind"], key)


def _speaking_for(name: str) -> tuple[Organisation, Actor]:
    """An organisation, and its main contact."""
    organisation = Organisation.objects.get(name=name, fictional=True)
    standing = Representation.objects.current_on(today()).filter(organisation=organisation)
    contact = standing.get(is_primary=True).person
    return organisation, actor_for(Account.objects.get(person=contact), second_factor=True)


def _organisation_of(email: str) -> Organisation:
    standing = Representation.objects.current_on(today()).filter(person__email=email)
    return standing.select_related("organisation").order_by("pk")[0].organisation
