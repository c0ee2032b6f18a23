"""What funding holds about a person: a part of `held`."""

from ccin.funding.states import OPEN_BIDS, BidState
from ccin.journeys.reads.holding import DECISIONS, OF_A_BODY, OF_OTHERS, WHO, WORK, WROTE, Held

# Marks of a bid that is considered are read nowhere but on the pages of marking, which know whose.
CLOSED = sorted(set(BidState) - OPEN_BIDS)

FUNDING: dict[str, tuple[Held, ...]] = {
    "funding.AgreedMark": (
        Held(
            WORK,
            ("key:agreed_by",),
            ("bid", "criterion", "score", "reason", "agreed_at"),
            {"bid__state__in": CLOSED},
        ),
    ),
    "funding.Agreement": (
        Held(
            DECISIONS,
            ("key:accepted_by",),
            ("project", "accepted_name", "accepted_as", "accepted_at"),
        ),
        Held(WORK, ("key:offered_by",), ("project", "offered_at")),
    ),
    "funding.Assessment": (
        Held(
            DECISIONS,
            ("person:person",),
            ("bid", "state", "asked_at", "done_at", "set_aside_because"),
        ),
        Held(DECISIONS, ("person:person",), ("bid", "comment"), {"bid__state__in": CLOSED}),
    ),
    "funding.Bid": (
        Held(WHO, ("person:contact",), ("title", "lead")),
        Held(WORK, ("account:started_by",), ("title", "lead", "started_at")),
    ),
    "funding.BidPartner": (
        Held(WORK, ("key:invited_by",), ("bid", "organisation", "invited_at")),
        Held(WORK, ("key:answered_by",), ("bid", "organisation", "state", "answered_at")),
    ),
    "funding.ChangeRequest": (
        Held(WROTE, ("key:asked_by",), ("project", "kind", "words", "asked_at", "state")),
    ),
    "funding.DecisionLetter": (
        Held(WORK, ("key:drafted_by",), ("bid", "feedback", "drafted_at", "sent_at")),
    ),
    "funding.Declaration": (Held(DECISIONS, ("person:person",), ("round", "made_at")),),
    "funding.Idea": (Held(WROTE, ("person:put_by",), ("title", "words", "put_at", "state")),),
    "funding.Mark": (
        Held(
            DECISIONS,
            ("person:assessment__person",),
            ("criterion", "score", "reason"),
            {"assessment__bid__state__in": CLOSED},
        ),
    ),
    "funding.Output": (
        Held(WORK, ("key:handed_in_by",), ("project", "kind", "title", "handed_in_at")),
    ),
    "funding.Payment": (
        Held(WORK, ("key:claimed_by",), ("project", "position", "amount", "note", "claimed_at")),
        Held(WORK, ("key:approved_by",), ("project", "position", "amount", "approved_at")),
    ),
    "funding.PreferenceRun": (Held(WORK, ("key:run_by",), ("strand", "whose", "run_at")),),
    "funding.ProgressReport": (
        Held(WROTE, ("key:made_by",), ("project", "track", "words", "made_at")),
    ),
    "funding.Submission": (Held(WORK, ("key:submitted_by",), ("bid", "number", "submitted_at")),),
    "funding.Support": (
        Held(WROTE, ("person:person",), ("idea", "willingness", "note", "said_at")),
    ),
}

LEFT_OUT_OF_FUNDING: dict[str, object] = {
    "funding.Bid.withdrawn_because": OF_A_BODY,
    "funding.Output.note": OF_OTHERS,
    "funding.Payment.sent_back_because": OF_OTHERS,
    "funding.Submission.content": OF_A_BODY,
}
