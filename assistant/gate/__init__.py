"""The gate before every act that changes something: is this an unqualified yes to what was asked?

`judge` (verdict.py) is the one place where it is decided, by `changed.py`, `no.py` and `yes.py`.
The rest reads the message: `clean.py` takes away courtesy; `reactions.py`, `automatic.py` and
`own_words.py` tell what is not the person's words at all. The words are in YAML files, which
`wording.py` reads. Why it is so: docs/decisions/018. The engine imports this too, on Python 3.10.
"""
