"""A Word document on its way to pieces: its styles and lists, the words of its paragraphs, its tables."""
