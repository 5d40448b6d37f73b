"""What caseworkers do at the desk."""

from tests.casework.home import KARI, Home


def test_who_takes_a_conversation_answers_in_it_and_the_person_is_told(home: Home) -> None:
    conversation = home.text("grunn asked")
    home.desk.claim(KARI, conversation)
    assert home.outbox[-1] == "Nå er det Kari fra Oslo kommune som svarer."
    assert home.conversation(conversation).holder == KARI.id
