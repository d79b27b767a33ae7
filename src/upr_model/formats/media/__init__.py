"""Kinds of files: bytes, archives, text, PDF, Word, spreadsheets."""
