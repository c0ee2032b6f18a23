"""Who may do what: one table from roles to permissions, and nothing else."""

from enum import StrEnum, auto


class Permission(StrEnum):
    DESK_READ = auto()
    YEAR_AHEAD_READ = auto()
    YEAR_AHEAD_CHANGE = auto()
    HISTORY_READ = auto()
    ORGANISATION_READ = auto()
    ORGANISATION_READ_ANY = auto()
    ORGANISATION_CHANGE = auto()
    ORGANISATION_MERGE = auto()
    PERSON_READ_ANY = auto()
    PERSON_CHANGE = auto()
    PERSON_ERASE = auto()
    MEMBERSHIP_CHANGE = auto()
    MEMBERS_IMPORT = auto()
    MEMBERS_EXPORT = auto()
    REGISTER_READ = auto()
    REGISTER_CHANGE = auto()
    SNAPSHOT_CHANGE = auto()
    ENQUIRY_READ = auto()
    ENQUIRY_ANSWER = auto()
    SELF_ASSESSMENT_CHANGE = auto()
    ASSESSMENT_ASK = auto()
    STATEMENT_CHANGE = auto()
    LETTER_READ = auto()
    LETTER_RESEND = auto()
    LETTER_SEND = auto()
    JOB_READ = auto()
    JOB_RUN = auto()
    PAGE_EDIT = auto()
    PAGE_PUBLISH = auto()
    OLD_ADDRESS_CHANGE = auto()
    ROLE_READ = auto()
    ROLE_GRANT = auto()
    ACCOUNT_MAKE = auto()
    AUDIT_VERIFY = auto()
    AUDIT_SEAL = auto()
    FILE_SCAN = auto()
    SIGN_IN_CHANGE = auto()
    MEMBER_PAGE_CHANGE = auto()
    REPRESENTATIVE_CHANGE = auto()
    COLLEAGUE_INVITE = auto()
    CONTACTS_CONFIRM = auto()
    BODY_CHANGE = auto()
    APPOINTMENT_CHANGE = auto()
    MATTER_READ_ANY = auto()
    MATTER_READ = auto()
    MATTER_ASK = auto()
    MATTER_RECOMMEND = auto()
    MATTER_DECIDE = auto()
    MATTER_DECIDE_DELEGATED = auto()
    PROCEDURE_OPEN = auto()
    PROCEDURE_VOTE = auto()
    PROCEDURE_CLOSE = auto()
    INTEREST_DECLARE = auto()
    INTEREST_RECORD = auto()
    CONCERN_RAISE = auto()
    CONCERN_READ = auto()
    APPLICATION_READ_ANY = auto()
    APPLICATION_CORRECT = auto()
    APPLICATION_WRITE = auto()
    APPLICATION_WITHDRAW = auto()
    APPLICATION_LAPSE = auto()
    CONDITION_CHANGE = auto()
    WELCOME_CHANGE = auto()
    CONTACTS_ASK = auto()
    RESOURCE_READ = auto()
    RESOURCE_READ_ANY = auto()
    RESOURCE_WRITE = auto()
    RESOURCE_PUBLISH = auto()
    RESOURCE_TAKE_DOWN = auto()
    PROPOSAL_MAKE = auto()
    THEME_CHANGE = auto()
    LIBRARY_IMPORT = auto()
    LIBRARY_USE_READ = auto()
    PACK_CHANGE = auto()
    ADOPTION_CHANGE = auto()
    SEARCH_SAVE = auto()
    TOPIC_READ = auto()
    TOPIC_ASK = auto()
    TOPIC_REPLY = auto()
    ANSWER_MARK = auto()
    TOPIC_MODERATE = auto()
    TOPIC_HAND_ON = auto()
    GROUP_JOIN = auto()
    GROUP_CHANGE = auto()
    GROUP_MODERATE = auto()
    PEOPLE_FIND = auto()
    MAILING_SEND = auto()
    UPDATE_WRITE = auto()
    DATA_REQUEST_READ = auto()
    DATA_REQUEST_ANSWER = auto()
    RETENTION_RUN = auto()
    IDEA_READ = auto()
    IDEA_PUT = auto()
    IDEA_SORT = auto()
    ROUND_CHANGE = auto()
    BID_READ_ANY = auto()
    BID_WRITE = auto()
    BID_SUBMIT = auto()
    BID_CHECK = auto()
    BID_CLOSE = auto()
    PARTNER_ANSWER = auto()
    BID_ASSESS = auto()
    BID_MODERATE = auto()
    PREFERENCES_RUN = auto()
    AWARD_TELL = auto()
    AGREEMENT_ACCEPT = auto()
    PROJECT_REPORT = auto()
    PROJECT_KEEP = auto()
    PAYMENT_RECORD = auto()
    LETTER_RECEIVE = auto()
    LETTER_TELL = auto()
    FILE_WORDS_READ = auto()
    INDEX_WRITE = auto()


class Role(StrEnum):
    # Network staff, by function.
    MEMBERSHIP_OFFICER = auto()
    EDITOR = auto()
    ADMINISTRATOR = auto()
    STAND_IN = auto()  # covers a holiday: everything but roles, merging and erasing
    # Held for an organisation.
    MAIN_CONTACT = auto()
    REPRESENTATIVE = auto()
    APPLICANT = auto()  # whoever writes an application to join; for that application alone
    # Held in a group that people talk in, for that group alone.
    GROUP_MEMBER = auto()
    GROUP_MODERATOR = auto()
    NETWORK_OFFICER = auto()  # whoever belongs to a group of policy officers; for work areas alone
    # Held in a body.
    CHAIR = auto()
    VOTING = auto()
    NON_VOTING = auto()
    CLERK = auto()
    ADVISER = auto()
    # Commands and the worker, acting under their own name.
    MACHINE = auto()


STAFF_ROLES = frozenset({Role.MEMBERSHIP_OFFICER, Role.EDITOR, Role.ADMINISTRATOR, Role.STAND_IN})
BODY_ROLES = frozenset({Role.CHAIR, Role.VOTING, Role.NON_VOTING, Role.CLERK, Role.ADVISER})

P = Permission

_EVERYONE_ON_STAFF = {
    P.DESK_READ,
    P.YEAR_AHEAD_READ,
    P.HISTORY_READ,
    P.ORGANISATION_READ_ANY,
    P.PERSON_READ_ANY,
    P.REGISTER_READ,
    P.ENQUIRY_READ,
    P.LETTER_READ,
    P.JOB_READ,
    P.MATTER_READ_ANY,
    P.APPLICATION_READ_ANY,
    P.CONCERN_RAISE,
    P.RESOURCE_READ_ANY,
    P.LIBRARY_USE_READ,
    P.SEARCH_SAVE,
    P.TOPIC_READ,
    P.TOPIC_REPLY,
    P.PEOPLE_FIND,
    P.IDEA_READ,
    P.BID_READ_ANY,
}
_MEMBERSHIP = {
    P.ORGANISATION_CHANGE,
    P.PERSON_CHANGE,
    P.MEMBERSHIP_CHANGE,
    P.MEMBERS_IMPORT,
    P.MEMBERS_EXPORT,
    P.REGISTER_CHANGE,
    P.SNAPSHOT_CHANGE,
    P.ENQUIRY_ANSWER,
    P.LETTER_RESEND,
    P.YEAR_AHEAD_CHANGE,
    P.ACCOUNT_MAKE,
    P.MEMBER_PAGE_CHANGE,
    P.REPRESENTATIVE_CHANGE,
    P.COLLEAGUE_INVITE,
    P.CONTACTS_CONFIRM,
    P.CONTACTS_ASK,
    P.APPLICATION_CORRECT,
    P.APPLICATION_WITHDRAW,
    P.CONDITION_CHANGE,
    P.WELCOME_CHANGE,
    P.MATTER_DECIDE_DELEGATED,
    P.ADOPTION_CHANGE,
    P.ANSWER_MARK,
    P.TOPIC_MODERATE,
    P.GROUP_CHANGE,
    P.GROUP_MODERATE,
    P.MAILING_SEND,
    P.UPDATE_WRITE,
    P.DATA_REQUEST_READ,
    P.DATA_REQUEST_ANSWER,
}
_FUND = {
    P.IDEA_SORT,
    P.ROUND_CHANGE,
    P.BID_CHECK,
    P.PREFERENCES_RUN,
    P.AWARD_TELL,
    P.PROJECT_KEEP,
    P.PAYMENT_RECORD,
    P.MATTER_DECIDE_DELEGATED,
}
_CONSTITUTION = {P.BODY_CHANGE, P.APPOINTMENT_CHANGE, P.CONCERN_READ}
_WEBSITE = {P.PAGE_EDIT, P.PAGE_PUBLISH, P.OLD_ADDRESS_CHANGE, P.UPDATE_WRITE, P.MAILING_SEND}
_LIBRARY = {
    P.RESOURCE_WRITE,
    P.RESOURCE_PUBLISH,
    P.RESOURCE_TAKE_DOWN,
    P.PROPOSAL_MAKE,
    P.THEME_CHANGE,
    P.LIBRARY_IMPORT,
    P.PACK_CHANGE,
    P.ADOPTION_CHANGE,
    P.ANSWER_MARK,
    P.TOPIC_MODERATE,
    P.GROUP_CHANGE,
    P.GROUP_MODERATE,
}
_OWN_ORGANISATION = {
    P.DESK_READ,
    P.ORGANISATION_READ,
    P.CONCERN_RAISE,
    P.RESOURCE_READ,
    P.RESOURCE_WRITE,
    P.PROPOSAL_MAKE,
    P.ADOPTION_CHANGE,
    P.SEARCH_SAVE,
    P.TOPIC_READ,
    P.TOPIC_ASK,
    P.TOPIC_REPLY,
    P.ANSWER_MARK,
    P.GROUP_JOIN,
    P.PEOPLE_FIND,
    P.IDEA_READ,
    P.IDEA_PUT,
    P.BID_WRITE,
    P.BID_SUBMIT,
    P.PROJECT_REPORT,
}
_IN_A_BODY = {
    P.DESK_READ,
    P.MATTER_READ,
    P.MATTER_ASK,
    P.INTEREST_DECLARE,
    P.CONCERN_RAISE,
    P.RESOURCE_READ,
    P.SEARCH_SAVE,
    P.GROUP_JOIN,
    P.PEOPLE_FIND,
    P.IDEA_READ,
}
_IN_A_GROUP = {P.TOPIC_READ, P.TOPIC_ASK, P.TOPIC_REPLY}
_FOR_A_BODY = {P.MATTER_DECIDE, P.PROCEDURE_OPEN, P.CONCERN_READ}

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.MEMBERSHIP_OFFICER: frozenset(
        _EVERYONE_ON_STAFF
        | _MEMBERSHIP
        | _FUND
        | _CONSTITUTION
        | {P.ORGANISATION_MERGE, P.PERSON_ERASE}
    ),
    Role.EDITOR: frozenset(_EVERYONE_ON_STAFF | _WEBSITE | _LIBRARY),
    Role.ADMINISTRATOR: frozenset(
        _EVERYONE_ON_STAFF
        | _CONSTITUTION
        | {
            P.SIGN_IN_CHANGE,
            P.ROLE_READ,
            P.ROLE_GRANT,
            P.ACCOUNT_MAKE,
            P.AUDIT_VERIFY,
            P.RETENTION_RUN,
            P.DATA_REQUEST_READ,
            P.STATEMENT_CHANGE,
            P.LETTER_RESEND,
            P.YEAR_AHEAD_CHANGE,
        }
    ),
    Role.STAND_IN: frozenset(_EVERYONE_ON_STAFF | _MEMBERSHIP | _FUND | _WEBSITE | _LIBRARY),
    Role.MAIN_CONTACT: frozenset(
        _OWN_ORGANISATION
        | {
            P.SELF_ASSESSMENT_CHANGE,
            P.MEMBER_PAGE_CHANGE,
            P.REPRESENTATIVE_CHANGE,
            P.COLLEAGUE_INVITE,
            P.CONTACTS_CONFIRM,
            P.PARTNER_ANSWER,
            P.AGREEMENT_ACCEPT,
        }
    ),
    Role.REPRESENTATIVE: frozenset(_OWN_ORGANISATION),
    Role.APPLICANT: frozenset({P.APPLICATION_WRITE, P.APPLICATION_WITHDRAW}),
    Role.GROUP_MEMBER: frozenset(_IN_A_GROUP),
    Role.GROUP_MODERATOR: frozenset(
        _IN_A_GROUP | {P.TOPIC_MODERATE, P.ANSWER_MARK, P.GROUP_MODERATE}
    ),
    Role.NETWORK_OFFICER: frozenset({P.IDEA_READ, P.IDEA_SORT}),
    Role.CHAIR: frozenset(
        _IN_A_BODY
        | _FOR_A_BODY
        | {P.MATTER_RECOMMEND, P.PROCEDURE_VOTE, P.BID_ASSESS, P.BID_MODERATE}
    ),
    Role.VOTING: frozenset(_IN_A_BODY | {P.MATTER_RECOMMEND, P.PROCEDURE_VOTE, P.BID_ASSESS}),
    Role.NON_VOTING: frozenset(_IN_A_BODY),
    Role.CLERK: frozenset(
        _IN_A_BODY | _FOR_A_BODY | {P.MATTER_RECOMMEND, P.INTEREST_RECORD, P.BID_MODERATE}
    ),
    Role.ADVISER: frozenset(_IN_A_BODY),
    Role.MACHINE: frozenset(Permission),
}
