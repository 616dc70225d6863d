"""Finders: a unit of text to mentions, one file a family.

Each file defines `NAME`, `EXAMPLES` (text to surfaces, identifiers and types) and `find(unit, lexicon)`; a
new file in this folder runs without an edit elsewhere, and its examples are tests.
"""
