"""«Du» is who speaks. To somebody with a mandate the case is told of the one who gave it, by name.

Every answer goes through here, so that no action has to remember it; how a text is worded then
stands in assistant/texts/choosing/of_another.yml.
"""

from dataclasses import replace

from assistant.actions.reply import Reply
from assistant.actions.situation import END_PROOF, Situation


def told(situation: Situation, reply: Reply) -> Reply:
    """A reply with whom it is about, where whoever talks now acts for another.

    Args:
        situation: the message, as it came.
        reply: the whole answer, as the person herself would hear it.
    """
    # Read anew: the mandate may have been proven, or laid down, in this very turn.
    person = replace(situation).person
    if any(message.get("do") == END_PROOF for message in reply.messages):
        return reply
    if person is not None and person.mandate is not None:
        for message in reply.messages:
            if "say" in message:
                message["giver"] = person.name.split()[0]
    return reply
