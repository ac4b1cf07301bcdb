"""Where requests come from: one file for each format that is loaded, in formats/."""
