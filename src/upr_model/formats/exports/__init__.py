"""Exports of databases: UPR Info, old and new, and the Universal Human Rights Index."""
