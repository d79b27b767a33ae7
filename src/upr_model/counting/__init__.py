"""What is counted, how, and the counts with their basis."""
