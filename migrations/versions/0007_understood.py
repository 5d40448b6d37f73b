"""What a message was understood as, beside the message."""

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Nothing yet."""
