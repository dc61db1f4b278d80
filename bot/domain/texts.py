"""Texts that can be kept."""


def storable(text: str) -> str:
    """Without what no database and no UTF-8 can keep: NUL and halves of surrogate pairs."""
    return text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")
