"""HTTP with what runs on this machine: in the clear, so that no certificate is looked at."""

import ssl

IN_THE_CLEAR = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""What `httpx` is given to verify with: it trusts nobody. Left to itself every client reads the
list of the world's authorities, a hundred and fifty of them."""
