"""The register's front: everything that other rooms may ask of it."""

from collections.abc import Callable

from argon2 import PasswordHasher

from choice_register.attempts import Attempts, Limits
from choice_register.casefile import CaseFiles
from choice_register.caseload import Caseload
from choice_register.choices import Choices
from choice_register.decisions import Decisions
from choice_register.disclosure import Disclosure
from choice_register.eligibility import Eligibility
from choice_register.extracts import Extracts
from choice_register.importing import Importing
from choice_register.letters import OWASP, Letters, draw_code
from choice_register.lifecycle import Lifecycle
from choice_register.noticing import Noticing
from choice_register.proofs import Proofs
from choice_register.retention import Retention
from choice_register.statistics import Statistics
from foundation.clock import Clock
from foundation.database import Database
from provider_catalog.catalogue import Catalogue


class Register:
    """People, decisions, choices, letter codes and proofs, behind one front.

    Each method is one act in transactions of its own: call none of them inside a transaction.
    A method and its promises stand in the class of its part; here is only what there is.

    Args:
        database: where everything is kept; its tables are made by `migrations.upgrade`.
        catalogue: schemes, providers and contracts.
        clock: what time it is.
        hasher: Argon2id and its cost; a cheaper one is for tests only.
        limits: how many wrong codes are taken.
        draw: where codes come from; another than the default is for the demo only.
    """

    def __init__(
        self,
        database: Database,
        catalogue: Catalogue,
        clock: Clock,
        *,
        hasher: PasswordHasher = OWASP,
        limits: Limits | None = None,
        draw: Callable[[], str] = draw_code,
    ) -> None:
        decisions = Decisions(database, catalogue, clock)
        self.add_person = decisions.add_person
        self.add_decision = decisions.add_decision
        self.person = decisions.person
        self.decision = decisions.look_up

        choices = Choices(database, Eligibility(catalogue, clock), clock)
        self.register_choice = choices.register
        self.undo_choice = choices.undo
        self.choices = choices.of
        self.refusals = choices.refusals

        lifecycle = Lifecycle(database, clock)
        self.approve = lifecycle.approve
        self.reject = lifecycle.reject
        self.bring_into_effect = lifecycle.bring_into_effect

        letters = Letters(database, clock, hasher, draw)
        self.issue_letter = letters.issue
        self.lock_letter = letters.lock
        self.check_code = Attempts(database, clock, hasher, limits).check

        proofs = Proofs(database, clock)
        self.proven_person = proofs.person
        self.withdraw_proof = proofs.withdraw
        self.proven_conversations = proofs.conversations_of

        caseload = Caseload(database, clock)
        self.list_choices = caseload.list_choices
        self.municipalities_of_case = caseload.municipalities_of
        self.last_reference = caseload.last_reference
        self.without_letter = caseload.without_letter

        files = CaseFiles(database, clock)
        self.open_case = files.open
        self.open_person = files.open_person
        self.find_people = files.find
        self.correct_phone = files.correct_phone

        statistics = Statistics(database, clock)
        self.count_choices = statistics.choices
        self.count_deliveries = statistics.deliveries
        self.districts_of = statistics.districts_of

        noticing = Noticing(database, clock)
        self.choices_to_tell = noticing.choices_to_tell
        self.decided_since = noticing.decided_since
        self.not_chosen = noticing.not_chosen
        self.chosen_since = noticing.chosen_since

        extracts = Extracts(database)
        self.extract_choices = extracts.choices
        self.extract_audit = extracts.audit

        self.import_people = Importing(database, clock).load
        self.disclose = Disclosure(database, clock).person
        self.purge = Retention(database, clock).purge
