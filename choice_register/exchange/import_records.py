"""Types of the import: its records, and its report."""

from dataclasses import dataclass, field
from datetime import date

from choice_register.types import NewService


@dataclass(frozen=True)
class DecisionRecord:
    """A decision as the municipality's system has it; `valid_to` is its last day, or None."""

    reference: str
    decided_on: date
    valid_from: date
    valid_to: date | None
    services: tuple[NewService, ...]


@dataclass(frozen=True)
class PersonRecord:
    """A person as the municipality's system has it, with the decisions to add or change."""

    national_id: str = field(repr=False)
    name: str
    birth_date: date
    municipality: str
    district: str | None
    phone: str | None
    standard: str
    decisions: tuple[DecisionRecord, ...]


@dataclass
class Imported:
    """How many people and decisions were new, changed, and as they were."""

    people_added: int = 0
    people_changed: int = 0
    people_same: int = 0
    decisions_added: int = 0
    decisions_changed: int = 0
    decisions_same: int = 0
    people_moved: int = 0
    phones_kept: int = 0
    """Numbers that a caseworker has corrected since the file's was written down."""
    phones_replaced: int = 0
    """Numbers that a caseworker had corrected, and for which the file has a newer one."""
    choices_not_granted: int = 0
    """Choices under way or in effect, of people in the file, that no decision carries now."""

    @property
    def nothing_new(self) -> bool:
        """Whether the register was left as it was."""
        return not (
            self.people_added
            + self.people_changed
            + self.people_moved
            + self.decisions_added
            + self.decisions_changed
        )

    def add(self, other: "Imported") -> None:
        """Add the counts of a part."""
        for name, count in vars(other).items():
            setattr(self, name, getattr(self, name) + count)


class LivesElsewhere(ValueError):
    """Somebody in the records has a choice or a mandate in another municipality.

    A caseworker moves such a person (`Register.move_person`), because the move ends them.

    Args:
        which: places in the sequence of records, from 0.
    """

    def __init__(self, which: list[int]) -> None:
        super().__init__(f"{len(which)} people have something under way in another municipality")
        self.which = which
