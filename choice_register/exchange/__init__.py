"""Exchange with other systems: imports of people and decisions, exports of what is stored."""
