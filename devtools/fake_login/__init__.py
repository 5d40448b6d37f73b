"""A sign-in on loopback for the demo and for tests: ID-porten and the caseworkers' own.

Authlib's server side does the protocol, as strictly as the real ones: PKCE with S256 and a nonce
are demanded, codes are good once, and addresses to return to must be known.
"""
