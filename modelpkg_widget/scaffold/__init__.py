"""A folder to start from: a container that passes a rehearsal unchanged.

``files/`` has a folder for each framework. What ends with ``.txt`` there is written without it, so
that no tool takes it for code of this package.
"""
