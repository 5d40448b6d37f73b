"""Answers about the scheme, the law and the providers, from the rules and facts that state them."""
