"""OHCHR's matrix of recommendations: the thematic list that a State gets, and fills for its reports."""
