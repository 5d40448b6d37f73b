"""The table of sessions."""

from datetime import datetime

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, UtcDateTime


class SignInSession(Base):
    """Somebody who is, or was, signed in. The row alone tells nobody who it is."""

    __tablename__ = "sign_in_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    id_hash: Mapped[str] = mapped_column(unique=True)
    """Of the random id, which stands in the browser's cookie and nowhere else."""
    name: Mapped[str | None]
    """By which other packages know what was done in it (`Held.name`). It opens nothing."""
    party: Mapped[str]
    subject_hash: Mapped[str] = mapped_column(index=True)
    """Keyed with our secret, so that one can end all sessions of somebody one knows."""
    key_mark: Mapped[str | None]
    """Which secret `subject_hash` is keyed with (`secret_keys.mark_of_key`)."""
    provider_session: Mapped[str | None] = mapped_column(index=True)
    """The provider's own id of its session (`sid`), by which it asks us to end ours."""
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Who it is, sealed with a key that only the cookie holds; nothing once the session is over."""
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """When it is over, however much it is used."""
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
