"""What the house is about: guidelines, findings, reviews and their record. Standard library only."""
