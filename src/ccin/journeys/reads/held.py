"""What is held about a person: for every kind of record, how theirs is found, what of it they are
shown, and what is left out and why.

A test walks all models: one that knows people or accounts, or whose text names an actor or an
address, and is not named here, fails it. So no room can forget anybody.
"""

from django.utils.translation import gettext_lazy as _

from ccin.journeys.reads.held_funding import FUNDING, LEFT_OUT_OF_FUNDING
from ccin.journeys.reads.holding import (
    A_SECRET,
    CHOICES,
    DECISIONS,
    OF_A_BODY,
    OF_OTHERS,
    OF_THE_TEXT,
    SENT,
    SIGN_INS,
    THE_SAME,
    WHO,
    WORK,
    WROTE,
    Held,
    Part,
)

__all__ = ["HELD", "LEFT_OUT", "NOTHING_OF", "Held", "Part"]

REPORTED = ("words", "reported_at", "settled_at")
BEGUN = ("title", "words", "asked_at", "state")
TOLD = (  # what was not sent may be of a group that they left: its title is not shown
    Held(SENT, ("key:to_key",), ("notice", "state"), {"state": "gathered"}),
    Held(SENT, ("key:to_key",), ("state",), {"state__in": ["held", "dropped"]}),
)
UPLOADED = (Held(WORK, ("account:uploaded_by_user",), ("title", "created_at")),)

HELD: dict[str, tuple[Held, ...]] = {
    "account.EmailAddress": (Held(SIGN_INS, ("account:user",), ("email", "verified")),),
    "accounts.Account": (
        Held(WHO, ("account:pk",), ("name", "email", "is_active", "created_at", "last_login")),
    ),
    "accounts.Invitation": (
        Held(
            WHO,
            ("account:account", "email:email"),
            ("organisation", "name", "email", "role", "job_title", "state", "made_at"),
        ),
    ),
    "accounts.RoleHeld": (
        Held(WHO, ("account:account",), ("role", "starts_on", "ends_on", "stopped_at", "reason")),
    ),
    "accounts.Session": (
        Held(SIGN_INS, ("account:account",), ("device", "began_at", "seen_on", "expire_date")),
    ),
    "accounts.SignInLink": (
        Held(SIGN_INS, ("account:account",), ("address", "made_at", "expires_at", "used_at")),
    ),
    "accounts.TeamRequest": (
        Held(WHO, ("account:account",), ("organisation", "role", "job_title", "state", "asked_at")),
    ),
    "desk.Done": (Held(WORK, ("account:done_by",), ("deadline", "fell_on", "done_at", "note")),),
    "discussion.Asking": (
        Held(WROTE, ("person:person",), ("topic", "because", "asked_at", "replied_at")),
    ),
    "discussion.Belonging": (
        Held(
            WHO,
            ("person:person",),
            ("group", "is_moderator", "by_post", "joined_at", "left_at", "removed_because"),
        ),
    ),
    "discussion.Mention": (Held(SENT, ("person:person",), ("topic",)),),
    "discussion.Post": (
        Held(
            WROTE,
            ("person:author",),
            ("topic", "words", "posted_at", "changed_at", "state", "removed_because"),
        ),
    ),
    "discussion.Profile": (
        Held(WHO, ("person:person",), ("expertise", "is_listed", "shows_email", "chosen_at")),
    ),
    "discussion.Report": (Held(WROTE, ("key:reported_by",), REPORTED),),
    "discussion.Topic": (Held(WROTE, ("person:asked_by",), BEGUN),),
    "discussion.Wish": (
        Held(WROTE, ("person:person",), ("group", "words", "made_at", "state", "answered_because")),
    ),
    **FUNDING,
    "governance.Appointment": (
        Held(
            WHO,
            ("person:person",),
            (
                "seat",
                "organisation",
                "office",
                "starts_on",
                "ends_on",
                "end_reason",
                "authority_on_file",
                "note",
            ),
        ),
    ),
    "governance.Concern": (
        Held(
            WROTE,
            ("person:raised_by", "key:raised_by_account"),
            ("kind", "about", "words", "raised_at", "acknowledged_at", "answer"),
        ),
    ),
    "governance.Interest": (
        Held(
            DECISIONS,
            ("person:person",),
            ("matter", "organisation", "words", "dispensation", "declared_at", "withdrawn_at"),
        ),
    ),
    "governance.Participation": (
        Held(
            DECISIONS,
            ("person:person",),
            ("recommendation", "decision", "organisation", "role", "was_chair", "presence"),
        ),
    ),
    "governance.Question": (
        Held(WROTE, ("person:asked_by",), ("matter", "words", "asked_at", "answer")),
        Held(WORK, ("key:answered_by",), ("matter", "answer", "answered_at")),
    ),
    "governance.Vote": (
        Held(
            DECISIONS,
            ("person:appointment__person",),
            ("procedure", "choice", "voted_at", "left_at", "left_because"),
        ),
    ),
    "joining.Applicant": (
        Held(WHO, ("account:account",), ("application", "began_it", "added_at")),
    ),
    "joining.Application": (
        Held(
            WROTE,
            ("account:applicants__account",),
            ("name", "applicant_name", "applicant_job_title", "applicant_phone", "why", "state"),
            {"applicants__began_it": True},
        ),
        Held(WORK, ("person:mentor",), ("name", "state")),
    ),
    "joining.ContactCheck": (
        Held(WORK, ("key:confirmed_by",), ("organisation", "asked_on", "confirmed_on")),
    ),
    "joining.Enquiry": (
        Held(
            WROTE,
            ("email:email",),
            (
                "kind",
                "name",
                "email",
                "phone",
                "organisation",
                "question",
                "answer",
                "next_step",
                "outcome",
                "asked_at",
                "answered_at",
                "closed_at",
            ),
        ),
    ),
    "joining.NamedRepresentative": (
        Held(WHO, ("email:email",), ("application", "role", "name", "email", "phone", "job_title")),
    ),
    "joining.Welcome": (
        Held(WORK, ("person:mentor",), ("organisation", "starts_on", "due_on", "closed_on")),
    ),
    "journeys.DataRequest": (
        Held(
            WROTE,
            ("person:person", "account:account", "email:email"),
            (
                "kind",
                "name",
                "email",
                "words",
                "came_by",
                "received_on",
                "due_on",
                "state",
                "asked",
                "extended_because",
                "answer",
                "answered_at",
                "identity_by",
            ),
        ),
    ),
    "journeys.RetentionRun": (Held(WORK, ("key:by",), ("ran_at", "is_dry")),),
    "library.Adoption": (
        Held(WHO, ("person:contact",), ("resource", "organisation", "stage", "since")),
    ),
    "library.Import": (
        Held(WORK, ("account:started_by",), ("file_name", "list_name", "started_at", "state")),
    ),
    "library.MaintainerInvitation": (
        Held(WORK, ("key:invited_by",), ("resource", "organisation", "invited_at")),
    ),
    "library.Note": (Held(WROTE, ("account:author",), ("resource", "words", "made_at")),),
    "library.Release": (
        Held(WORK, ("key:released_by",), ("resource", "number", "changes", "released_at")),
    ),
    "library.Resource": (
        Held(WHO, ("person:contact",), ("title", "contact_line")),
        Held(WORK, ("account:started_by",), ("title", "started_at", "state")),
    ),
    "library.SavedSearch": (
        Held(WROTE, ("account:account",), ("name", "words", "filters", "saved_at", "looked_at")),
    ),
    "members.Person": (
        Held(
            WHO,
            ("person:pk",),
            ("name", "email", "phone", "notes", "listing_consent_on", "listing_consent_source"),
        ),
    ),
    "members.Representation": (
        Held(
            WHO,
            ("person:person",),
            (
                "organisation",
                "role",
                "job_title",
                "is_primary",
                "starts_on",
                "ends_on",
                "end_reason",
            ),
        ),
    ),
    "mfa.Authenticator": (
        Held(SIGN_INS, ("account:user",), ("type", "created_at", "last_used_at")),
    ),
    "outbox.Addressee": (
        Held(SENT, ("key:to_key", "email:email"), ("mailing", "name", "email", "state", "because")),
    ),
    "outbox.Arrival": (
        Held(
            WROTE,
            ("key:to_key", "email:from_email"),
            ("kind", "state", "arrived_at", "from_email", "subject", "words", "because"),
        ),
    ),
    "outbox.Choice": (
        Held(CHOICES, ("key:to_key",), ("section", "how", "chosen_at", "wording", "source")),
    ),
    "outbox.Digest": (Held(SENT, ("key:to_key",), ("day",)),),
    "outbox.Letter": (
        Held(
            SENT,
            ("key:to_key", "email:to_email"),
            ("subject", "to_name", "to_email", "text", "state", "written_at", "last_error"),
            {"secret": False},
        ),
        Held(
            SIGN_INS,
            ("key:to_key", "email:to_email"),
            ("subject", "to_email", "state", "written_at"),
            {"secret": True},
        ),
    ),
    "outbox.Mailing": (Held(WORK, ("key:sent_by",), ("subject", "begun_at", "state")),),
    "outbox.Reach": (
        Held(
            CHOICES,
            ("email:email",),
            (
                "email",
                "bounces",
                "last_bounced_at",
                "last_error",
                "given_up_at",
                "away_since",
                "objected_at",
            ),
        ),
    ),
    "outbox.Telling": TOLD,
    "socialaccount.SocialAccount": (
        Held(
            SIGN_INS,
            ("account:user",),
            ("provider", "uid", "extra_data", "date_joined", "last_login"),
        ),
    ),
    "texts.Comment": (Held(WROTE, ("key:author",), ("about", "words", "author_name", "made_at")),),
    "texts.Proposal": (
        Held(
            WROTE,
            ("key:author",),
            ("before", "after", "reason", "author_name", "made_at", "state", "answer"),
        ),
    ),
    "texts.Text": (Held(WORK, ("key:holder",), ("holder_name", "held_until")),),
    "texts.Version": (Held(WROTE, ("key:author",), ("number", "author_name", "written_at")),),
    "wagtailadmin.EditingSession": (Held(SIGN_INS, ("account:user",), ("last_seen_at",)),),
    "wagtailcore.Comment": (Held(WROTE, ("account:user",), ("page", "text", "created_at")),),
    "wagtailcore.CommentReply": (Held(WROTE, ("account:user",), ("text", "created_at")),),
    "wagtailcore.ModelLogEntry": (Held(WORK, ("account:user",), ("label", "action", "timestamp")),),
    "wagtailcore.Page": (Held(WORK, ("account:owner",), ("title", "first_published_at")),),
    "wagtailcore.PageLogEntry": (Held(WORK, ("account:user",), ("label", "action", "timestamp")),),
    "wagtailcore.PageSubscription": (
        Held(CHOICES, ("account:user",), ("page", "comment_notifications")),
    ),
    "wagtailcore.Revision": (Held(WORK, ("account:user",), ("object_str", "created_at")),),
    "wagtailcore.TaskState": (Held(WORK, ("account:finished_by",), ("status", "finished_at")),),
    "wagtailcore.WorkflowState": (Held(WORK, ("account:requested_by",), ("status", "created_at")),),
    "wagtaildocs.Document": UPLOADED,
    "wagtailimages.Image": UPLOADED,
    "wagtailusers.UserProfile": (
        Held(CHOICES, ("account:user",), ("preferred_language", "current_time_zone")),
    ),
    "website.Picture": UPLOADED,
}

# Of those above: what tells of people, or how they are known, and is not shown.
LEFT_OUT: dict[str, object] = {
    "accounts.Account.password": _("is never set"),
    "accounts.Account.person": THE_SAME,
    "accounts.Invitation.invited_by": OF_OTHERS,
    "accounts.Session.session_data": A_SECRET,
    "accounts.Session.session_key": A_SECRET,
    **LEFT_OUT_OF_FUNDING,
    "governance.Concern.raised_by_account": THE_SAME,
    "joining.Application.decision_by": OF_A_BODY,
    "joining.Enquiry.owner": OF_OTHERS,
    "library.Adoption.note": OF_A_BODY,
    "library.Adoption.outcome": OF_A_BODY,
    "library.Adoption.outcome_known": OF_A_BODY,
    "library.Import.chosen": OF_OTHERS,
    "library.Import.found": OF_OTHERS,
    "library.Release.content": OF_THE_TEXT,
    "library.Resource.taken_down_because": OF_A_BODY,
    "members.Person.merged_into": THE_SAME,
    "outbox.Letter.html": THE_SAME,
    "wagtailcore.Comment.resolved_by": OF_OTHERS,
    "wagtailcore.Page.locked_by": THE_SAME,
    "website.Picture.description": OF_OTHERS,
    **{
        f"joining.Application.{name}": OF_A_BODY
        for name in (
            "body_key",
            "decision_reference",
            "population_source",
            "budget_source",
            "figures_note",
            "intention",
            "work",
            "website",
            "registration_number",
            "outcome_note",
            "unfinished",
        )
    },
}

# Kinds that know people or look so, and of which nothing is shown.
NOTHING_OF: dict[str, object] = {
    "account.EmailConfirmation": A_SECRET,
    "audit.Concern": _("is read with the history"),
    "audit.Detail": _("is read with the history"),
    "audit.Entry": _("is the history, which has its own part below"),
    "governance.Seat": _("says how a seat is filled, not by whom"),
    "governance.Terms": _("says which body adopted them"),
    "library.Pack": _("names the writer of a foreword as it was printed"),
    "newsroom.Issue": _("names the writer of a letter as it was sent"),
    "wagtailadmin.FormState": _("is a page being edited, for a day"),
    "wagtailcore.UploadedFile": _("is a file on its way into the editor, for a day"),
    "website.ContentPage": THE_SAME,
    "website.HomePage": THE_SAME,
    "website.NewsIndexPage": THE_SAME,
    "website.NewsPage": THE_SAME,
}
