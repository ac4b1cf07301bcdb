"""What becomes of a package: its states, why it failed, what may be done next."""
