"""What is kept on the disk: drafts, and the folder for all that outlives a kernel."""
