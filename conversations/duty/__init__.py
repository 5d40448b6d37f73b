"""Somebody is told now: those on duty are texted and rung until one of them acknowledges."""
