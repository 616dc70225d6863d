"""Commands of `kg`, one file each: the function, or the group, bears the file's name.

A command reads its words, calls one function of the library and prints what came out. Heavy libraries are loaded
inside the function, so that `kg --help` starts at once.
"""
