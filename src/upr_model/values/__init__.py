"""Values: numbers, names, days and vocabularies, which know nothing of one another's use."""
