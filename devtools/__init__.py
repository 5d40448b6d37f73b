"""Doubles of outside services, simulators and demo people; not in the wheel."""
