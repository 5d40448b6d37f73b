"""Tasks and conversations: listed, taken, given on, called about, finished."""
