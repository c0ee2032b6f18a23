"""Every write of the room, by what it is about; callers import from here."""

from ccin.members.operations.control import ControlChange, control_changed
from ccin.members.operations.export_members import ExportWanted, export_members
from ccin.members.operations.import_members import import_members
from ccin.members.operations.import_plan import Plan, Step, plan_import
from ccin.members.operations.memberships import (
    MembershipCorrection,
    MembershipDetails,
    begin_membership,
    change_class,
    correct_membership,
    end_membership,
    end_memberships,
)
from ccin.members.operations.organisations import (
    OrganisationDetails,
    add_identifier,
    add_organisation,
    correct_organisation,
    remove_identifier,
)
from ccin.members.operations.own_page import (
    MemberPageDetails,
    change_member_page,
    remove_logo,
    set_logo,
)
from ccin.members.operations.people import PersonDetails, add_person, correct_person
from ccin.members.operations.published import (
    SnapshotDetails,
    TallyDetails,
    TermsDetails,
    correct_snapshot,
    count_supporter,
    load_snapshots,
    load_terms,
    record_supporter_tally,
    set_class_terms,
    take_snapshot,
)
from ccin.members.operations.representations import (
    RepresentationDetails,
    appoint_representative,
    end_representation,
    end_representations,
    make_primary_contact,
)

__all__ = [
    "ControlChange",
    "ExportWanted",
    "MemberPageDetails",
    "MembershipCorrection",
    "MembershipDetails",
    "OrganisationDetails",
    "PersonDetails",
    "Plan",
    "RepresentationDetails",
    "SnapshotDetails",
    "Step",
    "TallyDetails",
    "TermsDetails",
    "add_identifier",
    "add_organisation",
    "add_person",
    "appoint_representative",
    "begin_membership",
    "change_class",
    "change_member_page",
    "control_changed",
    "correct_membership",
    "correct_organisation",
    "correct_person",
    "correct_snapshot",
    "count_supporter",
    "end_membership",
    "end_memberships",
    "end_representation",
    "end_representations",
    "export_members",
    "import_members",
    "load_snapshots",
    "load_terms",
    "make_primary_contact",
    "plan_import",
    "record_supporter_tally",
    "remove_identifier",
    "remove_logo",
    "set_class_terms",
    "set_logo",
    "take_snapshot",
]
