"""An OpenDocument text on its way to pieces: what of it is hidden."""
