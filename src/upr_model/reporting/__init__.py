"""What a person or a program is shown: tables with their basis."""
