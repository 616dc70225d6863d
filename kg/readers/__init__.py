"""Readers: bytes into the stored text, one file per format.

A file in this folder is a reader. It defines `MEDIA_TYPES` and `SUFFIXES` (the first of each is the usual
one), `EXAMPLES` (pairs of bytes and the text that they give) and `read(data, where) -> str`; a format
that is known by its content also defines `MAGIC`, the bytes that its files begin with, or `recognises(data) -> bool`.

A reader may define `read_laid_out(data, where) -> (str, Layout)`, which also tells what each stretch of the text is.
One that says `TAKES_CHARSET = True` takes the encoding that a server told as well, `charset=""` where none did.
Readers run in a child process with limits of time and memory.
"""
