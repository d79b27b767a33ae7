"""Reports of the Working Group, and the addenda to them, read into recommendations and positions."""
