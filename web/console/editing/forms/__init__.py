"""From the shape of a value to a form and back, with what no value may be."""
