"""The letters that go at once, each with the one reason out of four why it cannot wait for the
digest. Whatever is not here is told with `tell`: people are written to at once for nothing else."""

FORMAL = "a formal notice: a vote, a decision, a receipt that the law asks for, terms that end"
ASKED = "a question put to somebody by name, who alone can answer it"
SECURITY = "the security of an account: codes, links, addresses, roles, invitations"
WAITING = "for somebody who has no account, and so no digest, and waits for this"

AT_ONCE = {
    "accounts.account_made": SECURITY,
    "accounts.address_asked_for": SECURITY,
    "accounts.address_changed": SECURITY,
    "accounts.address_unknown": SECURITY,
    "accounts.code_sent": SECURITY,
    "accounts.colleague_invited": SECURITY,
    "accounts.council_identity_changed": SECURITY,
    "accounts.role_ended": SECURITY,
    "accounts.role_granted": SECURITY,
    "accounts.second_factor_changed": SECURITY,
    "accounts.second_factor_reset": SECURITY,
    "accounts.team_request_answered": SECURITY,
    "accounts.team_request_made": ASKED,
    "funding.closing_moved": FORMAL,
    "funding.round_called_off": FORMAL,
    "governance.appointed": FORMAL,
    "governance.appointment_ended": FORMAL,
    "governance.concern_acknowledged": FORMAL,
    "governance.concern_answered": FORMAL,
    "governance.concern_received": FORMAL,
    # How a vote ended, and what a body was answered, is told in the digest, unless the matter is
    # confidential: those letters are kept apart from all that staff may read.
    "governance.procedure_closed": FORMAL,
    "governance.procedure_opened": FORMAL,
    "governance.procedure_stopped": FORMAL,
    "governance.question_answered": FORMAL,
    "governance.vote_missing": FORMAL,
    "joining.application_approved": FORMAL,
    "joining.application_asked_for": ASKED,
    "joining.application_joined": FORMAL,
    "joining.application_lapsed": FORMAL,
    "joining.application_link": WAITING,
    "joining.application_nudged": ASKED,
    "joining.application_offered": WAITING,
    "joining.application_received": FORMAL,
    "joining.application_refused": FORMAL,
    "joining.application_returned": ASKED,
    "joining.application_shared": WAITING,
    "joining.application_waits": FORMAL,
    "joining.application_withdrawn": FORMAL,
    "joining.approval_lapsed": FORMAL,
    "joining.condition_due": FORMAL,
    "joining.enquiry_answered": WAITING,
    "joining.enquiry_received": WAITING,
    "joining.question_asked": ASKED,
    "joining.representative_welcomed": SECURITY,
    "joining.supporter_accepted": FORMAL,
    "journeys.data_request_answered": FORMAL,
    "journeys.data_request_asked": ASKED,
    "journeys.data_request_erased": FORMAL,
    "journeys.data_request_extended": FORMAL,
    "journeys.data_request_received": FORMAL,
    "journeys.data_request_refused": FORMAL,
    "journeys.data_request_withdrawn": FORMAL,
    # Receipts of a reply by e-mail, to whoever would think that all of it was posted.
    "journeys.reply_posted_in_part": FORMAL,
    "journeys.reply_refused": FORMAL,
    "library.maintainer_invited": ASKED,
    "library.question_put": ASKED,
}
