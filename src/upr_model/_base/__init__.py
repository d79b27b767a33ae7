"""What every room stands on: checks of fields, ids, order, and the package's own tables."""
