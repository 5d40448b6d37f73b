"""Mandates: authority in one person's case, given, redeemed, revoked."""
