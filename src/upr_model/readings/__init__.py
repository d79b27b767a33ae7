"""What was read from a file, and two readings brought together."""
