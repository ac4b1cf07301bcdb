"""An abstract interpreter of Python text: what is certain of it, on every way that could run."""
