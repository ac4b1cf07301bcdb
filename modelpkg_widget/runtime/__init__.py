"""Threads, trying again, and servers of this machine: what needs nothing of ours."""
