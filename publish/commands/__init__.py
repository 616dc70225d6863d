"""Commands that the command line finds through the entry point group `mandategraph.commands`."""
