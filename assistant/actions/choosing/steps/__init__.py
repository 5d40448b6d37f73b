"""The steps of a choice: begun, offered, picked, read back, registered or refused."""
