"""The register's facade: everything that other packages may ask of it."""

from collections.abc import Callable

from argon2 import PasswordHasher

from choice_register.choices.availability import Availability
from choice_register.choices.choosing import Choices
from choice_register.choices.eligibility import Eligibility
from choice_register.choices.ending import ChoiceEnding
from choice_register.choices.lifecycle import Lifecycle
from choice_register.choices.refusals import Refusals
from choice_register.choices.stopping import Stopping
from choice_register.decisions import Decisions
from choice_register.exchange.data_export import Disclosure
from choice_register.exchange.extracts import Extracts
from choice_register.exchange.importing import Importing
from choice_register.exchange.moving import Moving
from choice_register.mandates.derived_codes import DerivedCodes
from choice_register.mandates.mandates import Mandates
from choice_register.mandates.queries import MandateQueries
from choice_register.mandates.withdrawing import Withdrawals
from choice_register.queries.case_file import CaseFiles
from choice_register.queries.caseload import Caseload
from choice_register.queries.notifications import Noticing
from choice_register.queries.statistics import Statistics
from choice_register.retention import Retention
from choice_register.verification.attempts import Attempts, Limits
from choice_register.verification.letters import OWASP, Letters, draw_code
from choice_register.verification.queries import Proofs
from choice_register.verification.sign_in import SignedIn
from core.clock import Clock
from core.database import Database
from core.secret_keys import SecretKeys
from provider_catalog.catalogue import Catalogue


class Register:
    """People, decisions, choices, codes, mandates and proofs, behind one facade.

    Each method is one act in transactions of its own: call none of them inside a transaction.
    A method and its promises stand in the class of its part; here is only what there is.

    Args:
        database: where everything is kept; its tables are made by `migrations.upgrade`.
        catalogue: schemes, providers and contracts.
        clock: what time it is.
        hasher: Argon2id and its cost; a cheaper one is for tests only.
        limits: how many wrong codes are taken.
        draw: where letters' codes come from; another than the default is for the demo only.
        secrets: the application's: mandates' codes are derived from them, and by them their
            agents' national ids are hidden; None where neither is needed.
    """

    def __init__(  # noqa: PLR0915 - a list of all that there is
        self,
        database: Database,
        catalogue: Catalogue,
        clock: Clock,
        *,
        hasher: PasswordHasher = OWASP,
        limits: Limits | None = None,
        draw: Callable[[], str] = draw_code,
        secrets: SecretKeys | None = None,
    ) -> None:
        decisions = Decisions(database, catalogue, clock)
        self.add_person = decisions.add_person
        self.add_decision = decisions.add_decision
        self.person = decisions.person
        self.decision = decisions.look_up

        eligibility = Eligibility(catalogue, clock)
        choices = Choices(database, eligibility, clock)
        self.register_choice = choices.register
        self.undo_choice = choices.undo
        self.undo_choice_by_caseworker = choices.undo_by_caseworker
        self.choices = choices.of
        self.refusals = Refusals(database, eligibility, clock).of
        availability = Availability(database, catalogue, clock)
        self.full_providers = availability.full
        self.is_full = availability.is_full

        self.stop = Stopping(database, clock).stop

        lifecycle = Lifecycle(database, clock)
        self.approve = lifecycle.approve
        self.reject = lifecycle.reject
        self.bring_into_effect = lifecycle.bring_into_effect

        ending = ChoiceEnding(database, clock)
        self.end_choice = ending.end
        self.end_without_decision = ending.end_without_decision

        letters = Letters(database, clock, hasher, draw)
        self.issue_letter = letters.issue
        self.latest_letter = letters.latest
        self.lock_letter = letters.lock
        keyed = DerivedCodes(secrets)
        attempts = Attempts(database, clock, hasher, limits, keyed)
        self.check_code = attempts.check
        self.whose_letter = attempts.whose_letter
        self.second_code = attempts.second_code

        proofs = Proofs(database, clock)
        self.proven_person = proofs.person
        self.given_proof = proofs.given
        self.last_proven = proofs.last
        self.last_proven_in = proofs.last_in
        self.shown_in = proofs.shown
        self.withdraw_proof = proofs.withdraw
        self.proven_conversations = proofs.conversations_of

        mandates = Mandates(database, clock, hasher, keyed)
        self.give_mandate = mandates.give
        self.register_mandate_by_caseworker = mandates.register_paper
        withdrawals = Withdrawals(database, clock)
        self.withdraw_mandate = withdrawals.withdraw
        self.mandates_withdrawn_with = withdrawals.withdrawn_with
        self.withdraw_mandate_by_caseworker = withdrawals.withdraw_by_caseworker

        mandate_lists = MandateQueries(database, clock)
        self.mandates_of = mandate_lists.of
        self.mandate = mandate_lists.one
        self.cases_from = mandate_lists.cases_from
        self.list_mandates = mandate_lists.listed
        self.mandates_to_check = mandate_lists.to_check

        signed_in = SignedIn(database, clock, keyed, attempts)
        self.prove_signed_in = signed_in.prove_person
        self.prove_mandate = signed_in.prove_agent
        self.mandates_for_agent = signed_in.mandates
        self.bind_mandate = signed_in.bind

        caseload = Caseload(database, clock)
        self.list_choices = caseload.list_choices
        self.case_that_waits_longest = caseload.waits_longest
        self.in_use = caseload.in_use
        self.known_people = caseload.known_people
        self.choices_under_way = caseload.under_way
        self.municipalities_of_case = caseload.municipalities_of
        self.last_reference = caseload.last_reference
        self.without_letter = caseload.without_letter
        self.letters_before = caseload.letters_before

        files = CaseFiles(database, clock)
        self.open_case = files.open
        self.open_person = files.open_person
        self.find_people = files.find
        self.correct_phone = files.correct_phone

        statistics = Statistics(database, clock)
        self.count_choices = statistics.choices
        self.count_waiting = statistics.waiting
        self.count_deliveries = statistics.deliveries
        self.districts_of = statistics.districts_of

        noticing = Noticing(database, clock)
        self.choices_to_tell = noticing.choices_to_tell
        self.decided_since = noticing.decided_since
        self.acts_since = noticing.acts_since
        self.not_chosen = noticing.not_chosen
        self.chosen_since = noticing.chosen_since

        extracts = Extracts(database)
        self.extract_choices = extracts.choices
        self.extract_audit = extracts.audit

        self.move_person = Moving(database, catalogue, clock).move
        self.import_people = Importing(database, clock).load
        self.disclose = Disclosure(database, clock).person
        self.purge = Retention(database, clock).purge
