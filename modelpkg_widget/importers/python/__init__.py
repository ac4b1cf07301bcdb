"""Python text: parsed and followed without running anything."""
