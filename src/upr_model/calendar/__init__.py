"""When which State is reviewed, and what is due when."""
