"""Answers from the body of facts, decided at one place for every intent."""
