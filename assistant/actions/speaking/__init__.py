"""Who is talking: the person, somebody close, or somebody who has something to gain."""
