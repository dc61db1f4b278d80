"""Block Kit, held to Slack's limits: what Slack refuses with `invalid_blocks`, and why."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from bot.sandbox.elements import check_element, check_text, elements_of
from bot.sandbox.problems import Problems
from bot.sandbox.rich_text import check_rich_text
from bot.sandbox.shapes import Json, SlackError

MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
_ALL_CHARACTERS = 13_200
_LONG_ID = 255


def check_blocks(blocks: Any, *, most: int = MESSAGE_BLOCKS, place: str = "/blocks") -> list[str]:
    """What is wrong with blocks, in Slack's words.

    Args:
        blocks: The list of blocks.
        most: How many there may be.
        place: JSON pointer of the list.

    Returns:
        Messages such as `[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]`.
    """
    problems = Problems()
    if not isinstance(blocks, list):
        problems.add("must be an array", place)
        return problems.messages
    if len(blocks) > most:
        problems.add(f"no more than {most} items allowed", place)
    for number, block in enumerate(blocks):
        _check_block(block, problems, f"{place}/{number}")
    _check_ids(blocks, problems, place)
    return problems.messages


def accept(blocks: Any) -> list[Json]:
    """Message blocks as Slack stores them, with the ids that were left out.

    Raises:
        SlackError: `invalid_blocks` with `response_metadata.messages`, or `msg_blocks_too_long`.
    """
    messages = check_blocks(blocks)
    if messages:
        raise SlackError("invalid_blocks", errors=messages, response_metadata={"messages": messages})
    if sum(map(len, _texts(blocks))) > _ALL_CHARACTERS:
        raise SlackError("msg_blocks_too_long")
    return with_ids(blocks)


def with_ids(blocks: list[Json]) -> list[Json]:
    """The same blocks, each with a `block_id` and each interactive element with an `action_id`."""
    return [_with_ids(block, number) for number, block in enumerate(blocks)]


def _with_ids(block: Json, number: int) -> Json:
    filled = {**block, "block_id": block.get("block_id") or f"b{number}"}
    for key in ("accessory", "element"):
        if key in block:
            filled[key] = _with_action(block[key], 0)
    if block["type"] == "actions":
        filled["elements"] = [_with_action(element, place) for place, element in enumerate(block["elements"])]
    return filled


def _with_action(element: Json, place: int) -> Json:
    return element if element["type"] == "image" or element.get("action_id") else {**element, "action_id": f"a{place}"}


def _check_block(block: Any, problems: Problems, place: str) -> None:
    if not isinstance(block, dict):
        problems.add("must be an object", place)
        return
    check = _BLOCKS.get(block.get("type", ""))
    if check is None:
        problems.add(f"unsupported type: {block.get('type')}", f"{place}/type")
        return
    problems.longest(block.get("block_id", ""), _LONG_ID, f"{place}/block_id")
    check(block, problems, place)


def _section(block: Json, problems: Problems, place: str) -> None:
    if "text" not in block and "fields" not in block:
        problems.missing("text", place)
    if "text" in block:
        check_text(block["text"], problems, f"{place}/text", most=3000)
    if "fields" in block:
        problems.count(block["fields"], 1, 10, f"{place}/fields")
        for number, field in enumerate(block["fields"]):
            check_text(field, problems, f"{place}/fields/{number}", most=2000)
    if "accessory" in block:
        check_element(block["accessory"], problems, f"{place}/accessory", where="section")


def _header(block: Json, problems: Problems, place: str) -> None:
    check_text(block.get("text"), problems, f"{place}/text", most=150, plain=True)


def _context(block: Json, problems: Problems, place: str) -> None:
    elements = block.get("elements", [])
    problems.count(elements, 1, 10, f"{place}/elements")
    for number, element in enumerate(elements):
        if element.get("type") == "image":
            check_element(element, problems, f"{place}/elements/{number}", where="context")
        else:
            check_text(element, problems, f"{place}/elements/{number}", most=3000)


def _actions(block: Json, problems: Problems, place: str) -> None:
    elements = block.get("elements", [])
    problems.count(elements, 1, 25, f"{place}/elements")
    for number, element in enumerate(elements):
        check_element(element, problems, f"{place}/elements/{number}", where="actions")


def _input(block: Json, problems: Problems, place: str) -> None:
    check_text(block.get("label"), problems, f"{place}/label", most=2000, plain=True)
    if "hint" in block:
        check_text(block["hint"], problems, f"{place}/hint", most=2000, plain=True)
    check_element(block.get("element", {}), problems, f"{place}/element", where="input")


def _image(block: Json, problems: Problems, place: str) -> None:
    check_element(block, problems, place, where="context")


def _markdown(block: Json, problems: Problems, place: str) -> None:
    problems.text(block.get("text"), 12_000, f"{place}/text")


def _nothing(block: Json, problems: Problems, place: str) -> None:
    """A divider has nothing that could be wrong."""


_BLOCKS: dict[str, Callable[[Json, Problems, str], None]] = {
    "section": _section,
    "header": _header,
    "context": _context,
    "actions": _actions,
    "input": _input,
    "image": _image,
    "rich_text": check_rich_text,
    "markdown": _markdown,
    "divider": _nothing,
}


def _check_ids(blocks: list[Any], problems: Problems, place: str) -> None:
    known = [block for block in blocks if isinstance(block, dict)]
    for block_id in _doubled(block["block_id"] for block in known if block.get("block_id")):
        problems.add(f"`block_id` already exists for block with ID '{block_id}'", place)
    for block in known:
        actions = (element["action_id"] for element in elements_of(block) if element.get("action_id"))
        for action_id in _doubled(actions):
            problems.add(f'`action_id` "{action_id}" already exists for block with ID "{block.get("block_id")}"', place)


def _doubled(names: Iterator[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]


def _texts(value: Any) -> Iterator[str]:
    """Each text that is seen, also those of rich text; a link without words shows its address."""
    if isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, dict):
        if value.get("type") == "link" and "text" not in value:
            yield str(value.get("url", ""))
        for key, one in value.items():
            if key == "text" and isinstance(one, str):
                yield one
            else:
                yield from _texts(one)
