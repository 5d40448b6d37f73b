"""Innhold: texts, rules, providers and contracts: proposed by one, approved by another."""
