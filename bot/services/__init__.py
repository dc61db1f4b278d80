"""What a person can do, one function each; the outside is reached through ports."""
