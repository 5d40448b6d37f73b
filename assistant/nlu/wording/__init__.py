"""Words in one spelling: dialect, old forms, and the language a message is in."""
