"""The caseworkers' console."""
