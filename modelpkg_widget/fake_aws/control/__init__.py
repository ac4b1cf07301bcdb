"""What is said to the sandbox itself: faults, permissions, clock, scenarios."""
