"""The kinds of content that can be edited, each with its pages and checks."""
