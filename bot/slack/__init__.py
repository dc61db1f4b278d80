"""Slack: thin listeners, pure presenters, and the worker that makes threads look as their reviews are."""
