"""`kg rollback`: the build before the live one."""

from kg import settings
from kg import store as stores
from kg.commands._options import Json, Quiet, Store, on_disk
from kg.commands._output import done


def rollback(store: Store = None, as_json: Json = False, quiet: Quiet = False) -> None:
    """Serve the build before the live one; a second time leads forth again."""
    told = on_disk(settings.load({"store": store}), "kg rollback")
    stores.live_directory(told.store)
    with stores.writer(told.store):
        build = stores.rollback(told.store)
    done({"build": build}, f"live: {build}", as_json=as_json, quiet=quiet)
