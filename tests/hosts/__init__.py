"""Hosts that need packages of their own, driven for real: `make hosts`."""
