"""Cases and tasks to work on, for the tests of the pages about them."""

from dataclasses import dataclass

from choice_register.types import Authority, ChoiceRequest, PersonView
from conversations.models import Task
from tests.channels.harness import sid
from tests.web.console.harness import OSLO, ConsoleHarness


@dataclass
class Case:
    person: PersonView
    number: str

    @property
    def page(self) -> str:
        return f"/casework/choices/{self.number}?grunn=treat"


def case(harness: ConsoleHarness, name: str = "Solveig Myrhaug", municipality: str = OSLO) -> Case:
    """Somebody has chosen, on paper."""
    person = harness.person(name, municipality)
    today = harness.application.services.clock.today()
    where = (municipality, person.district)
    provider = next(
        each.id
        for each in harness.application.catalogue.providers(*where, "practical_assistance", today)
        if not each.municipal
        and harness.application.catalogue.contract(
            each.id, *where, "practical_assistance", today
        ).capacity
        is None
    )
    [made] = harness.application.register.register_choice(
        ChoiceRequest(
            person_id=person.id,
            picks={"practical_assistance": provider},
            channel="paper",
            authority=Authority.CASEWORKER,
            conversation=None,
            key=sid(),
        )
    )
    return Case(person, made.case_number)


def task(
    harness: ConsoleHarness, words: str, sender: str = "+4740011001", municipality: str = OSLO
) -> Task:
    """The task that a text leaves, as the harness' dialogue understands it."""
    before = {each.id for each in harness.tasks}
    harness.text(words, sender, municipality)
    return next(each for each in harness.tasks if each.id not in before)


def field(page: str, name: str) -> str:
    """The value of a hidden field in a page."""
    after = page.split(f'name="{name}" value="', 1)[1]
    return after.split('"', 1)[0]
