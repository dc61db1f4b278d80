"""A local Slack workspace: the tests' Slack and the demo's. Nothing leaves the machine."""
