"""What a request becomes: one file for each format."""
