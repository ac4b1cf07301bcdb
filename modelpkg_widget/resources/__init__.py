"""Tables that several packages read, and what reads tables."""
