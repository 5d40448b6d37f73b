"""The demo: invented people, loaded through the register's own facade."""
