"""What was asked, answered, done and promised: the records of the review."""
