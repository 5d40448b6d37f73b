"""The understanding pipeline runs in the engine's Python: its tests are started there, as one."""

collect_ignore = ["engine"]
