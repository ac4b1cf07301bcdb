"""The checks: one file for each service, its texts in the JSON file beside it."""
