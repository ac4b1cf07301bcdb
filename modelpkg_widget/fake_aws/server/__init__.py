"""The server of the sandbox: connections, protocols, and which service answers."""
