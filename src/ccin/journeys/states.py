"""What each journey does with every foreign key to an organisation, a person or an authority.

A test walks the foreign keys of all rooms: one that is not named here fails it, so that no room can
add a record which a merge would strand or an erasure would miss.
"""

MERGING_ORGANISATIONS = {
    "members.Identifier.organisation": "moves; one that both have is kept once",
    "members.Membership.organisation": "moves; an overlap is refused",
    "members.Organisation.merged_into": "follows to the record that is kept",
    "members.Representation.organisation": "moves; an overlap in one role is refused",
    "principles.Assessment.organisation": "moves; two of one day are refused",
}

MERGING_PEOPLE = {
    "accounts.Account.person": "moves; where both may sign in it is refused",
    "members.Person.merged_into": "follows to the record that is kept",
    "members.Representation.person": "moves; an overlap in one role is refused",
}

ERASING_A_PERSON = {
    "accounts.Account.person": "stops signing in and loses name and address",
    "members.Person.merged_into": "is erased with the record it was merged into",
    "members.Representation.person": "ends; the role stays without a job title",
}

REORGANISING = {
    "joining.Enquiry.authority": "stays: it was asked about that council",
    "members.Organisation.authority": "stays; the membership passes on to the successor’s record",
    "members.Organisation.principal_council": "moves to the successor when staff say so",
    "register.Authority.combined_authority": "a fact of the register",
    "register.Authority.parent": "a fact of the register",
    "register.Authority.police_area": "a fact of the register",
    "register.AuthorityName.authority": "a fact of the register",
    "register.GssCode.authority": "a fact of the register",
    "register.Measure.authority": "a fact of the register",
    "register.Parish.authority": "a fact of the register",
    "register.PoliticalControl.authority": "a fact of the register",
    "register.Succession.predecessor": "says to whom a membership may pass",
    "register.Succession.successor": "says to whom a membership may pass",
}
