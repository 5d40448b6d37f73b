"""Sessions of those who sign in."""

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Nothing yet."""
