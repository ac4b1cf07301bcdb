"""What a request is: JSON by path, as text, compared and merged."""
