"""What a request becomes: one file for each format, `to_*.py`, and its row in `registry.py`."""
