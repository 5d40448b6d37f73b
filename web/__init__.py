"""Everything that a browser meets: layout, sign-in, public and own pages, console, API."""
