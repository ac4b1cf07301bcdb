"""Reaching port 8080 of a container that has no network."""
