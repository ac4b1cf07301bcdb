"""What was carried over is confirmed before it is sent."""
