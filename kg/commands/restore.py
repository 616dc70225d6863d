"""`kg restore`: a store as a backup has it."""

from pathlib import Path

from kg import settings
from kg import store as stores
from kg.commands._options import Json, Quiet, Store, on_disk
from kg.commands._output import done


def restore(backup: Path, store: Store = None, as_json: Json = False, quiet: Quiet = False) -> None:
    """Serve what a backup holds; what was live before stays for `kg rollback`."""
    told = on_disk(settings.load({"store": store}), "kg restore")
    with stores.writer(told.store):
        build = stores.restore(told.store, backup)
    done({"build": build}, f"live: {build}", as_json=as_json, quiet=quiet)
