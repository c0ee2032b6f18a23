"""What may be wrong with a file, as codes with values; `str()` of the error is a plain sentence."""

from enum import StrEnum


class Fault(StrEnum):
    EMPTY = "empty"
    NOT_CSV = "not_csv"
    BEFORE_META = "before_meta"
    SECTION_TWICE = "section_twice"
    SECTION_MISSING = "section_missing"
    SECTION_ORDER = "section_order"
    HEADING_MISSING = "heading_missing"
    COLUMN_MISSING = "column_missing"
    COLUMN_TWICE = "column_twice"
    FIELDS = "fields"
    KEY_TWICE = "key_twice"
    KEY_MISSING = "key_missing"
    VOTE_TYPE = "vote_type"
    NOT_A_NUMBER = "not_a_number"
    NOT_AN_AMOUNT = "not_an_amount"
    TOO_LARGE = "too_large"
    TOO_FINE = "too_fine"
    NO_PROJECTS = "no_projects"
    NO_BALLOTS = "no_ballots"
    PROJECT_EMPTY = "project_empty"
    PROJECT_TWICE = "project_twice"
    PROJECT_COMMA = "project_comma"
    VOTER_EMPTY = "voter_empty"
    VOTER_TWICE = "voter_twice"
    CHOICE_EMPTY = "choice_empty"
    CHOICE_TWICE = "choice_twice"
    CHOICE_UNKNOWN = "choice_unknown"
    TOO_MANY_CHOICES = "too_many_choices"
    TOO_FEW_CHOICES = "too_few_choices"
    COUNT_DIFFERS = "count_differs"
    VOTES_DIFFER = "votes_differ"
    LOT_UNKNOWN = "lot_unknown"
    LOT_TWICE = "lot_twice"
    LOT_MISSING = "lot_missing"


SENTENCES = {
    Fault.EMPTY: "The file is empty.",
    Fault.NOT_CSV: "This is not a row of fields separated by semicolons: {problem}.",
    Fault.BEFORE_META: "A file of preferences begins with META; this one begins with “{found}”.",
    Fault.SECTION_TWICE: "{section} stands in the file twice.",
    Fault.SECTION_MISSING: "The file has no part {section}.",
    Fault.SECTION_ORDER: "{section} stands too early: the order is META, PROJECTS, VOTES.",
    Fault.HEADING_MISSING: "{section} has no row of headings.",
    Fault.COLUMN_MISSING: "The headings of {section} lack “{column}”.",
    Fault.COLUMN_TWICE: "The headings of {section} name “{column}” twice.",
    Fault.FIELDS: "This row has {found} fields where the headings of {section} name {wanted}.",
    Fault.KEY_TWICE: "META says “{key}” twice.",
    Fault.KEY_MISSING: "META does not say “{key}”.",
    Fault.VOTE_TYPE: (
        "The votes are of the type “{found}”. Only approvals can be counted here: vote_type must"
        " be approval, or choose-1."
    ),
    Fault.NOT_A_NUMBER: "“{found}” is not a whole number ({key}).",
    Fault.NOT_AN_AMOUNT: (
        "“{found}” is not an amount ({key}). Write digits, with a dot before the decimals, as in"
        " 1250 or 1250.50."
    ),
    Fault.TOO_LARGE: "{found} is too large ({key}): an amount has at most {most} digits.",
    Fault.TOO_FINE: "{found} is too fine ({key}): an amount has at most {most} decimals.",
    Fault.NO_PROJECTS: "PROJECTS lists no project.",
    Fault.NO_BALLOTS: "VOTES holds no ballot.",
    Fault.PROJECT_EMPTY: "This project has no project_id.",
    Fault.PROJECT_TWICE: "Project “{project}” is listed twice, first on line {first}.",
    Fault.PROJECT_COMMA: "A project_id cannot hold a comma: “{project}”.",
    Fault.VOTER_EMPTY: "This ballot has no voter_id.",
    Fault.VOTER_TWICE: "Voter “{voter}” has two ballots, the first on line {first}.",
    Fault.CHOICE_EMPTY: "The ballot of “{voter}” has a comma with no project beside it.",
    Fault.CHOICE_TWICE: "The ballot of “{voter}” names project “{project}” twice.",
    Fault.CHOICE_UNKNOWN: (
        "The ballot of “{voter}” names project “{project}”, which PROJECTS does not list."
    ),
    Fault.TOO_MANY_CHOICES: (
        "The ballot of “{voter}” names {found} projects; META allows {wanted} (max_length)."
    ),
    Fault.TOO_FEW_CHOICES: (
        "The ballot of “{voter}” names {found} projects; META asks for {wanted} (min_length)."
    ),
    Fault.COUNT_DIFFERS: (
        "META says {key} is {wanted}, but the file holds {found}. Is it complete?"
    ),
    Fault.VOTES_DIFFER: (
        "Project “{project}” is said to have {wanted} votes; the ballots give it {found}."
    ),
    Fault.LOT_UNKNOWN: "The lot names “{project}”, which is not a project of the file.",
    Fault.LOT_TWICE: "The lot names project “{project}” twice.",
    Fault.LOT_MISSING: "The lot must name every project once. It leaves out {missing}.",
}


class Malformed(ValueError):
    """A file cannot be counted as it is. `fault` and `values` say why, `line` says where."""

    def __init__(self, fault: Fault, line: int | None = None, **values: str | int) -> None:
        self.fault = fault
        self.line = line
        self.values = values
        sentence = SENTENCES[fault].format(**values)
        super().__init__(sentence if line is None else f"Line {line}: {sentence}")
