"""Presenters: state to Block Kit. Pure functions; nothing is read here."""
