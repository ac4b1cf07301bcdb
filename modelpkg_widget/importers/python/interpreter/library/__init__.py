"""What calls of Python's library and of SDKs do."""
