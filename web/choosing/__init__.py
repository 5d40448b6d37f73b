"""Choosing, switching and taking back by form: sign-in or the letter's code, one thing a page.

What is picked stands in the address, so that going back is always safe; nothing is registered
before the yes on the page where it is read back. Why: docs/decisions/029-choosing-by-form.md.
"""
