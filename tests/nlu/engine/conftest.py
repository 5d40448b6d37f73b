"""Rasa is prepared here as it is in the engine, so that no TensorFlow is imported for nothing."""

from assistant.engine import lean

lean.start()
