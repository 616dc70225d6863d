"""What a child process can be asked: one file for each kind, with `run(reader, task)`, which gives the body.

Where more must be told than the body, it gives both: the body, and what is added to the head of the answer. A file
is loaded when its kind is asked for the first time. An empty body means that nothing is known.
"""
