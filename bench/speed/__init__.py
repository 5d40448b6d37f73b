"""How long things take, each beside a named peer in the same run."""
