"""The formats of this library: dossiers, tables, JSON Lines."""
