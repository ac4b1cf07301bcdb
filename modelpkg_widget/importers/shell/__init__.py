"""Shell scripts: parsed and followed without running anything."""
