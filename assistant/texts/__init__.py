"""What the assistant says: texts by topic in YAML, and the one place that renders them."""

from assistant.texts.rendering import Rendered, Texts, TooSensitive
from assistant.texts.text import Level, Text, TextError

__all__ = ["Level", "Rendered", "Text", "TextError", "Texts", "TooSensitive"]
