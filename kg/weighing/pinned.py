"""The hash of the file of weights; `python -m tests.weighing --write` writes it anew."""

SHA256 = "e85c7aa941f33de9cff72b0ab3d8b2f7c9776ee334c3b449e794f8a3fb1fc27b"
