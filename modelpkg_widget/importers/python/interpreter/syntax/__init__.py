"""What each statement and expression does."""
