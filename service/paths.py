"""Paths in a checkout."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ENGINE = ROOT / "assistant" / "engine"
ENGINE_PYTHON = ENGINE / ".venv" / "bin" / "python"
VAR = ROOT / "var"
"""What the program itself makes: the database, models, what was learned."""
MODELS = VAR / "models"
LEARNED = VAR / "learned"
"""Training data that municipalities have collected and taken into use."""
