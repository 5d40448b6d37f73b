"""Who can be chosen and by which rules: schemes, providers, contracts, all of it data.

Knows no other room. Start at `provider_catalog.catalogue.Catalogue`.
"""
