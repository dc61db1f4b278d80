"""The review desk for municipal social-media drafts."""
