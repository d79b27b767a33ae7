"""What several formats have in common: cells, asks, findings."""
