"""The form as one HTML file that needs no kernel."""
