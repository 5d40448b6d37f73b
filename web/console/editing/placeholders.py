"""What stands between braces in a text: the program's names, and what an editor calls them."""

import re

from web.console.editing.labels import VALUES

_BRACES = re.compile(r"\{(\w+)\}")
_NAMES = {called: name for name, called in VALUES.items()}


def as_called(words: str) -> str:
    """Words as an editor reads them: «{leverandør}» for `{provider}`."""
    return _BRACES.sub(lambda found: f"{{{VALUES.get(found[1], found[1])}}}", words)


def as_named(words: str) -> str:
    """Words as the program keeps them; what is called nothing of ours stays as it is."""
    return _BRACES.sub(lambda found: f"{{{_NAMES.get(found[1], found[1])}}}", words)
