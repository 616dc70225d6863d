"""One file for each kind of page, with `show(reader, asked)`: what it shows, none where nothing is known.

A page that needs nothing but its template needs no file; `serving` names it.
"""
