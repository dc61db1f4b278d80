"""The errors a person can cause, each one polite Japanese sentence that says what to do instead."""


class ReviewDeskError(Exception):
    """An expected refusal. Its text is shown to the person who caused it, and to nobody else."""


class RulesError(Exception):
    """Rules that cannot be used: the text names the file, the key and the reason."""


class SettingsError(Exception):
    """A setting that is missing or wrong: the text names the variable."""


class NotEntitledError(ReviewDeskError):
    """The person may not do this."""


class TooEarlyError(ReviewDeskError):
    """The review is not yet at the point where this can be decided."""


class ClosedError(ReviewDeskError):
    """The review has ended, nothing can be changed any more."""


class StaleError(ReviewDeskError):
    """The act was meant for an earlier revision of the text."""


class UnreadableDraftError(ReviewDeskError):
    """The draft cannot be read as text: too long, or its snippet cannot be fetched."""
