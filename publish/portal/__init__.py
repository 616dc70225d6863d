"""The portal: pages for people, one file for each kind of page in `pages/`, written by templates.

A page is made in a child process, from the store alone, as `look.written` has it; `serving` hands it out.
"""
