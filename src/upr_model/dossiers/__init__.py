"""Everything of one State: linked, asked, compared."""
