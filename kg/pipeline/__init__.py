"""The arrows: bytes to documents to extractions to a published build.

`entries` reads sources, `texts` keeps what was extracted from each text, `steps` what each step made of it, `reasons`
tells why something is done again, `labour` has engines do the work, `publishing`
puts a build together and makes it live, `building` is what commands ask for.
"""

from kg.extraction import extract, name_of
from kg.pipeline.building import add_vocabulary, build, remove, remove_vocabulary
from kg.pipeline.entries import read
from kg.pipeline.reports import BuildReport, FileReport

__all__ = [
    "BuildReport",
    "FileReport",
    "add_vocabulary",
    "build",
    "extract",
    "name_of",
    "read",
    "remove",
    "remove_vocabulary",
]
