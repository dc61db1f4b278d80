"""Text to findings: no Slack, no database; only the loaders read files."""
