"""One file per dump format: `MEDIA_TYPE`, `SUFFIX`, `TITLE` and `write(reader, out)`."""
