"""How far implementation got, and what moved."""
