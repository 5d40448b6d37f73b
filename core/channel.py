"""The channels: by what a person, a caseworker or somebody on duty is heard and reached."""

from enum import StrEnum


class Channel(StrEnum):
    """One way in or out. Its word is what the database and the audit keep."""

    SMS = "sms"
    PHONE = "phone"
    WEB = "web"
    """The pages and the chat."""
    PAPER = "paper"
    CASEWORK = "casework"
    """The console."""
    COMMAND_LINE = "command_line"
    DUTY_SMS = "duty"
    DUTY_CALL = "duty_call"
    """To somebody on duty: it has its own texts and thread."""


DIALOGUE_CHANNELS = (Channel.SMS, Channel.PHONE, Channel.WEB)
"""Those by which a person and the assistant talk with each other."""
