"""Files and folders that nobody but their owner reads."""

from contextlib import suppress
from pathlib import Path

PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700


def make_private(folder: Path) -> None:
    """Make a folder of the program's own, and let nobody but its owner into it."""
    folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    # In a container the folder may be mounted, and another's.
    with suppress(PermissionError):
        folder.chmod(PRIVATE_FOLDER)
