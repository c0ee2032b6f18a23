"""Memberships begun, changed, ended, corrected; control of a council; published figures."""

from dataclasses import replace
from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from ccin.audit.models import Entry
from ccin.audit.reads.history import history_of
from ccin.kernel.errors import Refused, Stale
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.members.models import ClassTerms, Membership, Organisation, Snapshot, SupporterTally
from ccin.members.operations import (
    ControlChange,
    ExportWanted,
    MembershipCorrection,
    MembershipDetails,
    SnapshotDetails,
    TallyDetails,
    TermsDetails,
    begin_membership,
    change_class,
    control_changed,
    correct_membership,
    correct_snapshot,
    end_membership,
    end_memberships,
    export_members,
    record_supporter_tally,
    set_class_terms,
    take_snapshot,
)
from ccin.members.states import EndReason, MembershipClass, SubKind
from tests.actors import EDITOR, OFFICER, main_contact_of
from tests.factories import (
    AuthorityFactory,
    MembershipFactory,
    OrganisationFactory,
    SnapshotFactory,
)

pytestmark = pytest.mark.django_db

FULL = MembershipDetails("full", date(2024, 8, 1), "principal_council")
SUPPORTER = MembershipDetails("supporter", date(2024, 8, 1))


def events() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("event", flat=True))


class TestBeginning:
    def test_a_council_joins_with_its_decision_and_source(self) -> None:
        organisation = OrganisationFactory()
        details = replace(FULL, decision="EOC-2024-7", source="Minutes, 4 July 2024")

        membership = begin_membership(organisation, details, by=OFFICER)

        assert membership.decision == "EOC-2024-7"
        assert list(Organisation.objects.members_on(date(2024, 8, 1))) == [organisation]
        assert not Organisation.objects.members_on(date(2024, 7, 31))
        (line,) = history_of(organisation)
        assert str(line.words) == (
            f"Began the membership of {organisation} as full member from 1 August 2024\n"
            " (EOC-2024-7)"
        )

    def test_memberships_of_one_body_never_overlap(self) -> None:
        membership = MembershipFactory(affiliate=True, ended=True)
        organisation = membership.organisation

        with pytest.raises(Refused, match="already holds a membership from 1 January 2020 to 31"):
            begin_membership(
                organisation, replace(SUPPORTER, starts_on=date(2025, 7, 31)), by=OFFICER
            )
        begin_membership(organisation, replace(SUPPORTER, starts_on=date(2025, 8, 1)), by=OFFICER)
        with pytest.raises(Refused, match="since 1 August 2025"):
            begin_membership(
                organisation, replace(SUPPORTER, starts_on=date(2026, 1, 1)), by=OFFICER
            )

        assert Membership.objects.count() == 2

    def test_one_recorded_in_error_stands_in_nobodys_way(self) -> None:
        held = MembershipFactory(affiliate=True, ended=True, end_reason=EndReason.CORRECTED)

        begin_membership(held.organisation, SUPPORTER, by=OFFICER)

        assert Membership.objects.held_on(date(2024, 8, 1)).get().membership_class == "supporter"

    def test_a_class_that_does_not_fit_the_body_is_refused(self) -> None:
        company = OrganisationFactory(company=True)

        with pytest.raises(Refused, match=r"cannot be: Full member \(Principal council\)"):
            begin_membership(company, FULL, by=OFFICER)
        with pytest.raises(Refused, match="cannot be: Associate"):
            begin_membership(company, replace(SUPPORTER, membership_class="associate"), by=OFFICER)

    def test_a_merged_record_holds_nothing_new(self) -> None:
        merged = OrganisationFactory(company=True, merged_into=OrganisationFactory())

        with pytest.raises(Refused, match="was merged"):
            begin_membership(merged, SUPPORTER, by=OFFICER)

    def test_only_those_who_keep_memberships_may_change_one(self) -> None:
        membership = MembershipFactory(affiliate=True)
        organisation = membership.organisation

        for stranger in [EDITOR, main_contact_of(organisation)]:
            for attempt in [
                lambda by: begin_membership(OrganisationFactory(company=True), SUPPORTER, by=by),
                lambda by: change_class(membership, SUPPORTER, by=by),
                lambda by: end_membership(
                    membership, ends_on=date(2025, 1, 1), reason="lapsed", by=by
                ),
                lambda by: correct_membership(
                    membership, MembershipCorrection.of(membership), version=1, by=by
                ),
            ]:
                with pytest.raises(PermissionDenied):
                    attempt(stranger)

        assert events() == []


class TestChangingClass:
    def test_history_stays_and_the_new_membership_points_back(self) -> None:
        old = MembershipFactory(affiliate=True)

        new = change_class(old, SUPPORTER, by=OFFICER)

        old.refresh_from_db()
        assert (old.ends_on, old.end_reason) == (date(2024, 7, 31), EndReason.CLASS_CHANGED)
        assert (new.previous, new.starts_on) == (old, date(2024, 8, 1))
        held = {
            day: Membership.objects.held_on(day).get().membership_class
            for day in [date(2024, 7, 31), date(2024, 8, 1)]
        }
        assert list(held.values()) == ["affiliate", "supporter"]
        assert events() == ["members.class_changed"]

    def test_a_change_dated_before_the_last_one_is_refused_and_names_the_day(self) -> None:
        membership = MembershipFactory(affiliate=True, starts_on=date(2024, 8, 1))

        with pytest.raises(Refused, match="began on 1 August 2024"):
            change_class(membership, SUPPORTER, by=OFFICER)

        membership.refresh_from_db()
        assert membership.ends_on is None
        assert events() == []

    def test_the_same_class_is_no_change_and_an_ended_membership_cannot_change(self) -> None:
        membership = MembershipFactory(supporter=True)
        ended = MembershipFactory(supporter=True, ended=True)

        with pytest.raises(Refused, match="the class it holds already"):
            change_class(membership, SUPPORTER, by=OFFICER)
        with pytest.raises(MoveNotAllowed):
            change_class(ended, SUPPORTER, by=OFFICER)


class TestEnding:
    @pytest.mark.parametrize("reason", ["resigned", "lapsed", "removed", "dissolved"])
    def test_a_leaver_is_a_member_until_its_last_day(self, reason: str) -> None:
        membership = MembershipFactory(affiliate=True)

        end_membership(
            membership, ends_on=date(2025, 7, 31), reason=reason, note="By letter", by=OFFICER
        )

        held = [
            Membership.objects.held_on(day).count() for day in [date(2025, 7, 31), date(2025, 8, 1)]
        ]
        assert held == [1, 0]
        assert "By letter" in str(history_of(membership.organisation)[0].words)

    def test_an_end_that_cannot_be_is_refused(self) -> None:
        membership = MembershipFactory(affiliate=True)

        with pytest.raises(Refused, match="Choose why it ended"):
            end_membership(membership, ends_on=date(2025, 1, 1), reason="class_changed", by=OFFICER)
        with pytest.raises(Refused, match="began on 1 January 2020"):
            end_membership(membership, ends_on=date(2019, 1, 1), reason="lapsed", by=OFFICER)
        end_membership(membership, ends_on=date(2025, 1, 1), reason="lapsed", by=OFFICER)
        with pytest.raises(MoveNotAllowed):
            end_membership(membership, ends_on=date(2025, 2, 1), reason="lapsed", by=OFFICER)

    def test_many_end_together_or_none(self) -> None:
        early = MembershipFactory(starts_on=date(2020, 1, 1)).organisation
        late = MembershipFactory(starts_on=date(2026, 1, 1)).organisation

        with pytest.raises(Refused, match=f"{late.name}: The membership began on 1 January 2026"):
            end_memberships([early, late], ends_on=date(2025, 3, 31), reason="lapsed", by=OFFICER)
        none = Membership.objects.exclude(ends_on=None).count()
        with pytest.raises(PermissionDenied):
            end_memberships([early], ends_on=date(2026, 3, 31), reason="lapsed", by=EDITOR)
        ended = [
            end_memberships([early, late], ends_on=day, reason="lapsed", by=OFFICER)
            for day in [date(2026, 3, 31), date(2026, 4, 1)]
        ]

        assert (none, ended) == (0, [2, 0])


class TestExporting:
    def test_who_took_what_is_written_down(self) -> None:
        member = MembershipFactory().organisation
        wanted = ExportWanted(
            on=date(2026, 11, 23), as_file="csv", private=True, chosen=[member.pk]
        )

        content = export_members(wanted, by=OFFICER)

        (line,) = history_of(member)
        assert member.name in content.decode()
        assert line.words == (
            "Exported the membership of 23 November 2026 with people and notes (CSV, rows: 1)"
        )
        assert line.entry.actor_key == OFFICER.key

    def test_nothing_is_given_out_to_those_who_may_not_have_it(self) -> None:
        wanted = ExportWanted(on=date(2026, 11, 23), as_file="csv")

        with pytest.raises(PermissionDenied):
            export_members(wanted, by=EDITOR)

        assert not Entry.objects.exists()


class TestCorrecting:
    def test_the_trail_keeps_what_was_there_before(self) -> None:
        membership = MembershipFactory(affiliate=True)
        wanted = replace(MembershipCorrection.of(membership), starts_on=date(2019, 8, 1))

        correct_membership(membership, wanted, version=1, by=OFFICER)

        assert Entry.objects.get().values["changes"] == {"starts_on": ["2020-01-01", "2019-08-01"]}
        with pytest.raises(Stale):
            correct_membership(membership, wanted, version=1, by=OFFICER)

    def test_a_membership_recorded_in_error_drops_out_of_every_day(self) -> None:
        membership = MembershipFactory(affiliate=True)
        wanted = replace(
            MembershipCorrection.of(membership),
            ends_on=date(2020, 1, 1),
            end_reason=EndReason.CORRECTED,
        )

        correct_membership(membership, wanted, version=1, by=OFFICER)

        assert not Membership.objects.held_on(date(2020, 1, 1)).exists()

    def test_a_correction_that_cannot_be_is_refused(self) -> None:
        earlier = MembershipFactory(affiliate=True, ended=True)
        membership = MembershipFactory(
            supporter=True, organisation=earlier.organisation, starts_on=date(2025, 8, 1)
        )
        now = MembershipCorrection.of(membership)

        for wanted, why in [
            (replace(now, starts_on=date(2025, 7, 1)), "already holds a membership"),
            (replace(now, membership_class="full", sub_kind="pcc"), "cannot be"),
            (replace(now, ends_on=date(2026, 1, 1)), "or neither"),
            (replace(now, end_reason="lapsed"), "or neither"),
            (replace(now, ends_on=date(2025, 1, 1), end_reason="lapsed"), "before the first"),
        ]:
            with pytest.raises(Refused, match=why):
                correct_membership(membership, wanted, version=1, by=OFFICER)

        assert events() == []


class TestControl:
    def council_and_group(self) -> tuple[Organisation, Organisation]:
        authority = AuthorityFactory()
        return (
            OrganisationFactory(authority=authority),
            OrganisationFactory(party_group=True, principal_council=authority),
        )

    def test_control_is_lost_and_won_back_and_every_day_can_be_shown(self) -> None:
        council, group = self.council_and_group()
        full = MembershipFactory(organisation=council)
        lost = ControlChange(date(2024, 5, 3), group_has_control=False, sub_kind="minority_group")
        won = ControlChange(date(2026, 5, 8), group_has_control=True)

        associate = control_changed(council, group, lost, by=OFFICER)
        again = control_changed(council, group, won, by=OFFICER)

        full.refresh_from_db()
        assert (full.end_reason, full.ends_on) == (EndReason.CONTROL_CHANGED, date(2024, 5, 2))
        assert (associate.previous, associate.sub_kind) == (full, SubKind.MINORITY_GROUP)
        assert (again.previous, again.organisation) == (associate, council)
        held = [
            Membership.objects.held_on(day).get().organisation
            for day in [date(2024, 5, 2), date(2024, 5, 3), date(2026, 5, 7), date(2026, 5, 8)]
        ]
        assert held == [council, group, group, council]
        told = [str(line.words) for line in history_of(group)]
        assert told[0].startswith("Recorded that its group took control")
        assert told[1].startswith("Recorded that control was lost")

    def test_what_cannot_change_places_is_refused_and_changes_nothing(self) -> None:
        council, group = self.council_and_group()
        stranger = OrganisationFactory(party_group=True)
        lost = ControlChange(date(2024, 5, 3), group_has_control=False)

        with pytest.raises(Refused, match="holds no membership"):
            control_changed(council, group, lost, by=OFFICER)
        membership = MembershipFactory(organisation=council)
        for body, change, why in [
            (stranger, lost, "not recorded as a group on"),
            (group, replace(lost, happened_on=date(2020, 1, 1)), "must have changed after"),
            (group, replace(lost, happened_on=date(2999, 1, 1)), "today or earlier"),
        ]:
            with pytest.raises(Refused, match=why):
                control_changed(council, body, change, by=OFFICER)
        Membership.objects.update(membership_class=MembershipClass.SUPPORTER, sub_kind="")
        with pytest.raises(Refused, match="is not full member but supporter"):
            control_changed(council, group, lost, by=OFFICER)
        with pytest.raises(PermissionDenied):
            control_changed(council, group, lost, by=EDITOR)

        membership.refresh_from_db()
        assert membership.ends_on is None
        assert events() == []

    def test_a_body_that_holds_a_membership_of_its_own_cannot_take_over_another(self) -> None:
        council, group = self.council_and_group()
        MembershipFactory(organisation=council)
        MembershipFactory(organisation=group, membership_class="associate", sub_kind="group")

        with pytest.raises(Refused, match="cannot overlap"):
            control_changed(
                council, group, ControlChange(date(2024, 5, 3), group_has_control=False), by=OFFICER
            )

        assert Membership.objects.filter(ends_on=None).count() == 2


class TestPublished:
    def test_new_terms_end_the_old_ones_and_past_days_keep_theirs(self) -> None:
        first = TermsDetails("affiliate", date(2017, 7, 1), "A brochure", kinds=["company"])
        second = replace(first, valid_from=date(2027, 1, 1), kinds=["company", "ngo"])

        old = set_class_terms(first, by=OFFICER)
        set_class_terms(second, by=OFFICER)

        old.refresh_from_db()
        assert old.valid_to == date(2026, 12, 31)
        with pytest.raises(Refused, match="already begin on 1 January 2027"):
            set_class_terms(second, by=OFFICER)
        with pytest.raises(PermissionDenied):
            set_class_terms(second, by=EDITOR)
        assert ClassTerms.objects.count() == 2

    def test_a_snapshot_is_taken_once_and_corrected_by_one_at_a_time(self) -> None:
        details = SnapshotDetails(date(2026, 7, 31), "July 2026", "Annual review", full=60)

        snapshot = take_snapshot(details, by=OFFICER)
        correct_snapshot(snapshot, replace(details, full=61), version=1, by=OFFICER)

        assert Snapshot.objects.get().full == 61
        with pytest.raises(Stale):
            correct_snapshot(snapshot, details, version=1, by=OFFICER)
        with pytest.raises(Refused, match="already recorded"):
            take_snapshot(details, by=OFFICER)
        with pytest.raises(Refused, match="at least one figure"):
            take_snapshot(replace(details, source="B", full=None), by=OFFICER)
        assert str(history_of(snapshot)[0].words) == (
            "Corrected the published figures; full: 60 → 61"
        )

    def test_only_those_who_keep_snapshots_may(self) -> None:
        snapshot = SnapshotFactory()
        details = SnapshotDetails(date(2026, 7, 31), "July 2026", "Annual review", full=60)

        with pytest.raises(PermissionDenied):
            take_snapshot(details, by=EDITOR)
        with pytest.raises(PermissionDenied):
            correct_snapshot(snapshot, details, version=1, by=EDITOR)

        assert events() == []

    def test_a_new_count_of_supporters_ends_the_one_before(self) -> None:
        first = record_supporter_tally(TallyDetails(12, date(2021, 7, 31), "A list"), by=OFFICER)
        record_supporter_tally(TallyDetails(9, date(2026, 1, 1), "A form"), by=OFFICER)

        first.refresh_from_db()
        assert first.ends_on == date(2025, 12, 31)
        with pytest.raises(Refused, match="from 1 January 2026 is already recorded"):
            record_supporter_tally(TallyDetails(9, date(2024, 1, 1), "A form"), by=OFFICER)
        with pytest.raises(PermissionDenied):
            record_supporter_tally(TallyDetails(9, date(2027, 1, 1), "A form"), by=EDITOR)
        assert SupporterTally.objects.count() == 2


@time_machine.travel("2026-11-23")
def test_every_sentence_of_the_room_can_be_read() -> None:
    council, group = TestControl().council_and_group()
    MembershipFactory(organisation=council)
    control_changed(
        council, group, ControlChange(date(2026, 5, 8), group_has_control=False), by=OFFICER
    )
    membership = Membership.objects.get(organisation=group)
    correct_membership(
        membership,
        replace(MembershipCorrection.of(membership), sub_kind="group"),
        version=1,
        by=OFFICER,
    )

    told = [str(line.words) for line in history_of(group)]

    assert told[0] == (
        "Corrected the membership; sub kind: opposition group → "
        "group of councillors, standing not recorded"
    )
