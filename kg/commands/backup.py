"""`kg backup`: a whole store as a folder of its own."""

from pathlib import Path

from kg import settings
from kg import store as stores
from kg.commands._options import Json, Quiet, Store, on_disk
from kg.commands._output import done


def backup(target: Path, store: Store = None, as_json: Json = False, quiet: Quiet = False) -> None:
    """Copy the live build, texts and vocabularies into a new folder, with checksums."""
    told = on_disk(settings.load({"store": store}), "kg backup")
    stores.live_directory(told.store)
    with stores.writer(told.store):
        count = stores.backup(told.store, target)
    done({"files": count}, f"{count} files in {target}", as_json=as_json, quiet=quiet)
