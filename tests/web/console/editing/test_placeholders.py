"""What stands between braces in a text is in Norwegian for whoever edits it, and the program's own
names everywhere else."""

import re

from tests.web.console.editing.content import (
    ROOT,
    approve,
    approver,
    editor,
    propose,
    the_proposal,
    typed_in,
)
from tests.web.console.harness import OSLO, ConsoleHarness
from web.console.editing.labels import VALUES
from web.console.editing.placeholders import as_called, as_named

DATE = f"{ROOT}/texts/choice.start_on"
BRACES = re.compile(r"\{\w+\}")


def test_everything_that_a_text_is_filled_with_has_a_name_of_its_own(
    harness: ConsoleHarness,
) -> None:
    needed = {field for text in harness.application.texts.all.values() for field in text.fields()}
    assert needed == set(VALUES)
    assert len(set(VALUES.values())) == len(VALUES)
    # None is another's name in the program: it would be read as that.
    assert not {called for name, called in VALUES.items() if called in VALUES and called != name}


def test_every_text_goes_through_the_form_and_comes_back_as_it_was(harness: ConsoleHarness) -> None:
    for text in harness.application.texts.all.values():
        for wording in text.wordings.values():
            assert as_named(as_called(wording)) == wording


def test_no_page_of_texts_shows_a_name_of_the_programs(harness: ConsoleHarness) -> None:
    client, shown = editor(harness), set()
    for topic in sorted({text.topic for text in harness.application.texts.all.values()}):
        shown |= set(BRACES.findall(client.get(f"{ROOT}/texts?topic={topic}").text))
    shown |= set(BRACES.findall(client.get(DATE).text))
    assert shown
    assert shown <= {f"{{{called}}}" for called in VALUES.values()}


def test_an_edit_is_written_in_norwegian_and_kept_in_the_programs_names(
    harness: ConsoleHarness,
) -> None:
    assert typed_in(editor(harness).get(DATE))["nb-any"] == ["De begynner {dato}."]
    assert "må ha med <code>{dato}</code>" in editor(harness).get(DATE).text
    told = propose(editor(harness), DATE, **{"nb-any": "De kommer.", "nn-any": "Dei kjem."})
    assert "Teksten må ha med {dato}." in told.text
    new = {"nb-any": "De kommer {dato}.", "nn-any": "Dei kjem {dato}."}
    assert propose(editor(harness), DATE, **new).status_code == 303
    edition = the_proposal(harness)
    assert edition.content["nb"]["any"] == "De kommer {date}."
    page = approver(harness).get(f"{ROOT}/proposals/{edition.id}").text
    assert "{dato}" in page
    assert "{date}" not in page
    approve(harness, edition)
    assert "{date}" in harness.application.texts.of(OSLO).all["choice.start_on"].wording(
        "nb", "sms"
    )
    assert "{dato}" in editor(harness).get(f"{ROOT}/history/text:choice.start_on").text


def test_a_text_is_found_by_what_it_is_filled_with(harness: ConsoleHarness) -> None:
    page = editor(harness).get(f"{ROOT}/texts", query_string={"q": "De begynner {dato}"}).text
    assert "De begynner {dato}." in page
    assert 'value="De begynner {dato}"' in page
