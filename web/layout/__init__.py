"""What every page shares: the look, the frame, the guards and the words.

Designsystemet's style sheets are vendored under `static/design/vendor`; nothing is built.
"""
