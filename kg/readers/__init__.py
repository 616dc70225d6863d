"""Readers: bytes into the stored text, one file per format.

A file in this folder is a reader. It defines `MEDIA_TYPES` and `SUFFIXES` (the first of each is the usual
one), `EXAMPLES` (pairs of bytes and the text that they give) and `read(data, where) -> str`; a binary format
also defines `MAGIC`, the bytes that its files begin with.
"""
