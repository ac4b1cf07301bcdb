"""Where requests come from: what is given, and what is registered; one file for each source."""
