"""The commands, and how the packages are put together into a running service."""
