"""The store on disk: texts, extractions and whole builds, each build an Oxigraph database of its own.

    STORE/texts/{sha256}.txt           every stored text, by its hash
    STORE/layouts/{sha256}.json        how a text stands in its file, by the hash of the file
    STORE/cache/{kind}/{key}.json      results that depend on nothing but their key
    STORE/vocabularies/{name}.nt       vocabularies that were added
    STORE/vocabularies.{build}/        those of a restored build, until they have taken the place of the others
    STORE/builds/{build}/graph/        the Oxigraph database of one build
    STORE/builds/{build}/manifest.json what went into it
    STORE/builds/{build}/graphs.json   a hash of each of its graphs
    STORE/builds/{build}/results       the keys of the results in the cache that it can use
    STORE/builds/{build}/tables/       what is searched and counted, see `kg.tables`
    STORE/index.sqlite                 names and who gives them, so that a change costs what changes
    STORE/current                      link to the build that is served

A build is written beside the live one and becomes live by one rename; readers hold what they opened. The database of
the next build shares the files of the one before that never change. A store that is a service far away has such a
folder for its builds, see `away`.
"""

from kg.store.away import at, is_current, is_near, near, opened, shown
from kg.store.backup import backup, restore
from kg.store.draft import DEFAULT, Draft, by_graph, draft, publish, publish_draft
from kg.store.hashes import lines_hash
from kg.store.kept import (
    cached,
    drop_vocabulary,
    keep,
    keep_vocabulary,
    layout,
    save_layout,
    save_text,
    text,
    vocabularies,
    vocabulary,
)
from kg.store.live import FORMAT, Reader, base_of, live_directory, manifest, open_reader, writer
from kg.store.parcels import added, cache_name, keep_added, layout_name, packed, text_name, unpacked
from kg.store.results import note_results, sweep_results
from kg.store.sending import sent
from kg.store.switching import rollback
from kg.store.telling import lines_of, telling

__all__ = [
    "DEFAULT",
    "FORMAT",
    "Draft",
    "Reader",
    "added",
    "at",
    "backup",
    "base_of",
    "by_graph",
    "cache_name",
    "cached",
    "draft",
    "drop_vocabulary",
    "is_current",
    "is_near",
    "keep",
    "keep_added",
    "keep_vocabulary",
    "layout",
    "layout_name",
    "lines_hash",
    "lines_of",
    "live_directory",
    "manifest",
    "near",
    "note_results",
    "open_reader",
    "opened",
    "packed",
    "publish",
    "publish_draft",
    "restore",
    "rollback",
    "save_layout",
    "save_text",
    "sent",
    "shown",
    "sweep_results",
    "telling",
    "text",
    "text_name",
    "unpacked",
    "vocabularies",
    "vocabulary",
    "writer",
]
