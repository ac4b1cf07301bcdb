"""Where requests come from and what they become: one file for each source, and each format."""
