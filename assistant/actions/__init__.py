"""The custom actions: thin; each asks register or catalogue and says *what* to say, not how."""
