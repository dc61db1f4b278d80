"""Ids that travel through Slack and back."""

import re

CONFIRM_BLOCK = re.compile(r"^confirm:(?P<message>[\d.]+):(?P<revision>\d+):\d+$")
CONFIRM_ACTION = "confirm"
ALL_FINDINGS_ACTION = "all-findings"
FINDINGS_PAGE_ACTION = "findings-page"
BROWSE_ACTION = "browse-clause"
SHARE_ACTION = "share-clause"
WAIVE_ACTION = "waive-finding"
WAIVE_VIEW = "waive-finding-reason"
URGENT_ACTION = "mark-urgent"
NETWORKS_ACTION = "name-networks"
NETWORKS_VIEW = "networks"
FIELD = "field"
PUBLISHED_ACTION = "published"
PUBLISHED_VIEW = "publication"
APPROVE_CHANGES_ACTION = "approve-changes"
RETURN_REASON_ACTION = "return-reason"
RETURN_REASON_VIEW = "return-reason-words"
ADD_SECTION_ACTION = "add-section"
EDIT_SECTION_ACTION = "edit-section"
REMOVE_SECTION_ACTION = "remove-section"
SECTION_VIEW = "section"
ADD_ABSENCE_ACTION = "add-absence"
OWN = "own"
REMOVE_ABSENCE_ACTION = "remove-absence"
ABSENCE_VIEW = "absence"
SECTIONS_PAGE_ACTION = "sections-page"
ABSENCES_PAGE_ACTION = "absences-page"
DRAFT_VIEW = "draft"
CHECK_DRAFT_ACTION = "check-draft"
REWRITE_ACTION = "rewrite-draft"
TAKE_BACK_ACTION = "take-back-draft"
DRAFT_BLOCK = re.compile(r"^draft:(?P<drafter>[A-Z0-9]+):(?P<rewritten>\d+):(?P<form>[A-Za-z0-9]*)$")


def review_value(channel: str, message: str, revision: int, more: str = "") -> str:
    """What a button carries: the draft, the revision it was shown for, and whatever else it is about."""
    return "|".join((channel, message, str(revision), more))


def draft_block(drafter: str, rewritten: int, form: str) -> str:
    """The block of a draft written in a form: whose it is, when it was rewritten last (0: never), and which form."""
    return f"draft:{drafter}:{rewritten}:{form}"


def confirm_block(message: str, revision: int, index: int) -> str:
    """The block of the index-th group of confirmations of a draft's revision."""
    return f"confirm:{message}:{revision}:{index}"
