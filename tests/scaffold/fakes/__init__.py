"""Stand-ins for frameworks: what the scaffold's files call of them, with the nearest neighbor."""
