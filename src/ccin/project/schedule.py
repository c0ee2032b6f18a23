"""The schedule: what the workers do, and when. Each task is a room's own."""

from datetime import time, timedelta

from ccin.accounts import tasks as accounts
from ccin.audit import tasks as audit
from ccin.discussion import tasks as discussion
from ccin.discussion.reads.telling import is_any_to_tell
from ccin.files import tasks as files
from ccin.files.reads import is_any_to_scan
from ccin.funding.reads.found import is_index_behind as is_funding_index_behind
from ccin.funding.tasks import assessing as funding_assessing
from ccin.funding.tasks import bids
from ccin.funding.tasks import deciding as funding_deciding
from ccin.funding.tasks import finding as funding_finding
from ccin.funding.tasks import projects as funding_projects
from ccin.funding.tasks import rounds as funding_rounds
from ccin.governance import tasks as governance
from ccin.joining import tasks as joining
from ccin.joining.reads.applications import is_any_untold
from ccin.journeys import tasks as journeys
from ccin.journeys.reads.retention import is_run_due
from ccin.library.reads.editing import is_any_to_read
from ccin.library.reads.keeping import is_any_import_due
from ccin.library.tasks import adopting, asking, keeping, ourselves, shelf, together, writing
from ccin.members import tasks as members
from ccin.members.reads.found import is_index_behind
from ccin.outbox import tasks as outbox
from ccin.outbox.reads.digests import is_any_digest_due
from ccin.outbox.reads.mailings import is_any_mailing_due
from ccin.search import tasks as search
from ccin.website import tasks as website
from ccin.website.reads.pages import is_any_due
from ccin.work import tasks as work
from ccin.work.rules import Daily, Every, Pass

SCHEDULE: tuple[Pass, ...] = (
    Pass(
        "outbox-send",
        "Send letters",
        outbox.send,
        Every(timedelta(seconds=1)),
        waiting=outbox.is_waiting,
    ),
    Pass(
        "outbox-mailings",
        "Write letters to many, some at a time",
        outbox.write_mailings,
        Every(timedelta(seconds=1)),
        waiting=is_any_mailing_due,
    ),
    Pass(
        "audit-seal",
        "Seal what was recorded",
        audit.seal,
        Every(timedelta(minutes=1)),
        waiting=audit.is_unsealed,
    ),
    Pass(
        "library-index",
        "Tell the search of files that were read and themes that were renamed",
        shelf.index,
        Every(timedelta(seconds=15)),
        waiting=shelf.is_any_to_index,
        long=True,
    ),
    Pass(
        "members-index",
        "Let members and those who stand for them be found",
        members.index,
        Every(timedelta(seconds=30)),
        waiting=is_index_behind,
    ),
    Pass(
        "funding-index",
        "Let calls for bids and projects be found",
        funding_finding.index,
        Every(timedelta(minutes=1)),
        waiting=is_funding_index_behind,
    ),
    Pass(
        "library-imports",
        "Look through lists that were sent, and bring them into the library",
        keeping.bring_lists_in,
        Every(timedelta(seconds=5)),
        waiting=is_any_import_due,
        long=True,
    ),
    Pass(
        "library-lists",
        "Give up lists that nobody brought in within a month",
        keeping.clear_lists,
        Daily(time(3, 15)),
    ),
    Pass(
        "search-weigh",
        "Weigh the words of what can be found",
        search.weigh,
        Every(timedelta(seconds=5)),
        waiting=search.is_any_due,
        long=True,
    ),
    Pass(
        "funding-lock",
        "Lock the bids of rounds that have closed",
        bids.lock_rounds,
        Every(timedelta(seconds=15)),
        waiting=bids.is_any_to_lock,
    ),
    Pass(
        "funding-drafts",
        "Remind those whose bid is not handed in a week and a day before bids close",
        bids.remind_of_drafts,
        Every(timedelta(hours=1)),
    ),
    Pass(
        "website-publish",
        "Publish pages whose moment has come",
        website.publish,
        Every(timedelta(minutes=1)),
        waiting=is_any_due,
    ),
    Pass(
        "accounts-groups",
        "Let the editor know whose roles began or ended",
        accounts.write_groups,
        Daily(time(0, 5)),
    ),
    Pass(
        "files-scan",
        "Have uploads scanned",
        files.scan,
        Every(timedelta(minutes=1)),
        waiting=is_any_to_scan,
    ),
    Pass(
        "accounts-digests",
        "Gather what is new into each reader’s digest, from seven on working days",
        accounts.send_digests,
        Every(timedelta(minutes=5)),
        waiting=is_any_digest_due,
        long=True,
    ),
    Pass(
        "accounts-links",
        "Clear sign-in links of long ago",
        accounts.clear_links,
        Daily(time(3, 5)),
    ),
    Pass(
        "joining-votes",
        "Carry out what written procedures about joining have carried",
        joining.act_on_votes,
        Every(timedelta(minutes=5)),
        waiting=joining.is_any_vote_to_act_on,
    ),
    Pass(
        "joining-conditions",
        "Remind of conditions, and let lapse what was not met in time",
        joining.look_after_conditions,
        Daily(time(6, 30)),
    ),
    Pass(
        "joining-drafts",
        "Remind of applications that nobody goes on with, and let them lapse",
        joining.look_after_applications,
        Daily(time(6, 35)),
    ),
    Pass(
        "joining-questions",
        "Pass on what bodies ask about applications",
        joining.pass_questions_on,
        Every(timedelta(minutes=1)),
        waiting=is_any_untold,
    ),
    Pass(
        "joining-welcome",
        "Look after the welcome lists of new members",
        joining.look_after_newcomers,
        Daily(time(6, 40)),
    ),
    Pass(
        "joining-contacts",
        "Ask members once a year whether their contacts are right",
        joining.ask_about_contacts,
        Daily(time(6, 50)),
    ),
    Pass(
        "funding-changes",
        "Carry out what written procedures about projects have carried",
        funding_projects.act_on_changes,
        Every(timedelta(minutes=5)),
        waiting=funding_projects.is_any_change_to_act_on,
    ),
    Pass(
        "funding-projects",
        "Remind leads of what their projects wait for, until it is done",
        funding_projects.look_after_projects,
        Daily(time(7, 5)),
    ),
    Pass(
        "library-assessments",
        "Ask members once a year how far they have come",
        ourselves.ask_for_next_assessments,
        Daily(time(6, 55)),
    ),
    Pass(
        "library-files",
        "Read the words of files, for the search",
        writing.read_files,
        Every(timedelta(minutes=1)),
        waiting=is_any_to_read,
    ),
    Pass(
        "library-reviews",
        "Ask once a year whether what is published is still right",
        writing.ask_for_reviews,
        Daily(time(7, 5)),
    ),
    Pass(
        "library-outcomes",
        "Ask adopters a year later what came of it",
        adopting.ask_for_outcomes,
        Daily(time(7, 0)),
    ),
    Pass(
        "library-searches",
        "Tell people what is new in the searches they saved",
        adopting.tell_of_searches,
        Every(timedelta(hours=1)),
    ),
    Pass(
        "library-uses",
        "Gather what was counted of the library's use, and forget what is old",
        adopting.gather,
        Daily(time(3, 20)),
    ),
    Pass(
        "governance-close",
        "Close written procedures and remind those who have not voted",
        governance.close,
        Every(timedelta(minutes=1)),
        waiting=governance.is_any_running,
    ),
    Pass(
        "governance-votes",
        "Carry out what written procedures about concerns have carried",
        governance.carry_out,
        Every(timedelta(minutes=5)),
        waiting=governance.is_any_vote_to_carry_out,
    ),
    Pass(
        "funding-calls",
        "Tell members of a call for bids that has opened",
        funding_rounds.announce_calls,
        Every(timedelta(minutes=10)),
        waiting=funding_rounds.is_any_call_to_announce,
    ),
    Pass(
        "funding-votes-on-rounds",
        "Carry out what written procedures about rounds of funding have carried",
        funding_rounds.act_on_votes,
        Every(timedelta(minutes=5)),
        waiting=funding_rounds.is_any_vote_on_a_round,
    ),
    Pass(
        "funding-questions",
        "Pass on what bodies ask about bids",
        funding_assessing.pass_questions_on,
        Every(timedelta(minutes=1)),
        waiting=funding_assessing.is_any_question_new,
    ),
    Pass(
        "funding-interests",
        "Set marks aside where an interest came about",
        funding_assessing.look_for_interests,
        Every(timedelta(hours=1)),
    ),
    Pass(
        "funding-marks",
        "Remind assessors of marks three days before they are due, and the day after",
        funding_assessing.remind_of_marks,
        Daily(time(6, 45)),
    ),
    Pass(
        "funding-votes-on-bids",
        "Carry out what written procedures about bids have carried",
        funding_deciding.act_on_votes,
        Every(timedelta(minutes=5)),
        waiting=funding_deciding.is_any_vote_on_a_bid,
    ),
    Pass(
        "library-index-questions",
        "Tell the search of questions whose themes changed",
        asking.index,
        Every(timedelta(minutes=1)),
        waiting=asking.is_any_to_index,
    ),
    Pass(
        "library-proposals",
        "Tell those who maintain a tool what members propose for it",
        together.tell_maintainers,
        Every(timedelta(minutes=10)),
        waiting=together.is_any_proposal_to_tell,
    ),
    Pass(
        "library-questions",
        "Put questions that nobody answered to the next ones, then to staff",
        asking.look_after_questions,
        Daily(time(8, 0)),
    ),
    Pass(
        "discussion-tell",
        "Tell groups what is new in them",
        discussion.tell_groups,
        Every(timedelta(minutes=1)),
        waiting=is_any_to_tell,
    ),
    Pass(
        "discussion-welcome",
        "Take people into groups to which they belong by their post",
        discussion.take_people_in,
        Daily(time(6, 20)),
    ),
    Pass(
        "journeys-retention",
        "Let go what has been kept long enough",
        journeys.let_go_what_is_old,
        Every(timedelta(minutes=10)),
        waiting=is_run_due,
        long=True,
    ),
    Pass("work-clear", "Clear runs of long ago", work.clear, Daily(time(3, 10))),
)
