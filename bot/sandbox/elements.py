"""The parts of blocks: text objects, options, and what people click, choose or type.

Source: Slack's reference of block elements and composition objects.
"""

from collections.abc import Callable, Iterator
from typing import Any

from bot.sandbox.pickers import fits
from bot.sandbox.problems import Problems
from bot.sandbox.shapes import Json

_SELECTS = ("users_select", "channels_select", "conversations_select", "external_select")
_MULTI = ("multi_users_select", "multi_channels_select", "multi_conversations_select", "multi_external_select")
_PICKERS = ("datepicker", "timepicker")
_CHOICES = ("checkboxes", "radio_buttons", "static_select")
_TYPED = ("plain_text_input", "number_input", "email_text_input", "url_text_input")
_ALLOWED = {
    "section": (*_CHOICES, "multi_static_select", *_SELECTS, *_MULTI, *_PICKERS, "button", "overflow", "image"),
    "actions": (*_CHOICES, *_SELECTS, *_PICKERS, "datetimepicker", "button", "overflow"),
    "input": (
        *(*_CHOICES, "multi_static_select", *_SELECTS, *_MULTI, *_PICKERS, "datetimepicker"),
        *(*_TYPED, "file_input", "rich_text_input"),
    ),
    "context": ("image",),
}
_LONG_ID = 255
_LONG_TYPED = 3000


def elements_of(block: Json) -> Iterator[Json]:
    """The elements of a block that have an action."""
    if block.get("type") in ("actions", "context_actions"):
        yield from block.get("elements", ())
    for key in ("accessory", "element"):
        if isinstance(block.get(key), dict):
            yield block[key]


def options_of(element: Json) -> list[Json]:
    """The options of an element, those of its groups in order."""
    groups = element.get("option_groups") or [element]
    return [option for group in groups for option in group.get("options", ())]


def check_text(text: Any, problems: Problems, place: str, *, most: int, plain: bool = False) -> None:
    """Checks a text object."""
    if not isinstance(text, dict):
        problems.missing(place.rpartition("/")[2], place.rpartition("/")[0])
        return
    allowed = ("plain_text",) if plain else ("plain_text", "mrkdwn")
    if text.get("type") not in allowed:
        problems.add(f"unsupported type: {text.get('type')}", f"{place}/type")
    problems.text(text.get("text"), most, f"{place}/text")


def check_element(element: Json, problems: Problems, place: str, *, where: str) -> None:
    """Checks an element; `where` is the type of the block it stands in."""
    kind = element.get("type", "")
    if kind not in _ALLOWED[where]:
        problems.add(f"unsupported type: {kind or None}", f"{place}/type")
        return
    problems.longest(element.get("action_id", ""), _LONG_ID, f"{place}/action_id")
    if "placeholder" in element:
        check_text(element["placeholder"], problems, f"{place}/placeholder", most=150, plain=True)
    if "confirm" in element:
        _confirm(element["confirm"], problems, f"{place}/confirm")
    if "max_selected_items" in element:
        problems.number(element["max_selected_items"], 1, None, f"{place}/max_selected_items")
    check = _ELEMENTS.get(kind)
    if check is not None:
        check(element, problems, place)


def _button(element: Json, problems: Problems, place: str) -> None:
    check_text(element.get("text"), problems, f"{place}/text", most=75, plain=True)
    problems.longest(element.get("value", ""), 2000, f"{place}/value")
    problems.longest(element.get("url", ""), 3000, f"{place}/url")
    if element.get("style", "primary") not in ("primary", "danger"):
        problems.add("must match one of the allowed values: primary, danger", f"{place}/style")


def _image(element: Json, problems: Problems, place: str) -> None:
    if "image_url" not in element and "slack_file" not in element:
        problems.missing("image_url", place)
    problems.text(element.get("alt_text"), 2000, f"{place}/alt_text")


def _few(element: Json, problems: Problems, place: str) -> None:
    _options(element, problems, place, most=10)
    _initial(element, problems, place)


def _overflow(element: Json, problems: Problems, place: str) -> None:
    _options(element, problems, place, most=5, plain=True)


def _select(element: Json, problems: Problems, place: str) -> None:
    if "option_groups" not in element:
        _options(element, problems, place, most=100, plain=True)
    else:
        problems.count(element["option_groups"], 1, 100, f"{place}/option_groups")
        for number, group in enumerate(element["option_groups"]):
            at = f"{place}/option_groups/{number}"
            check_text(group.get("label"), problems, f"{at}/label", most=75, plain=True)
            _options(group, problems, at, most=100, plain=True)
    if "options" in element and "option_groups" in element:
        problems.add("only one of options, option_groups allowed", place)
    _initial(element, problems, place)


def _options(element: Json, problems: Problems, place: str, *, most: int, plain: bool = False) -> None:
    options = element.get("options", [])
    problems.count(options, 1, most, f"{place}/options")
    for number, option in enumerate(options):
        at = f"{place}/options/{number}"
        check_text(option.get("text"), problems, f"{at}/text", most=75, plain=plain)
        problems.text(option.get("value"), 150, f"{at}/value")
        if "description" in option:
            check_text(option["description"], problems, f"{at}/description", most=75, plain=plain)


def _initial(element: Json, problems: Problems, place: str) -> None:
    options = options_of(element)
    for initial in [*element.get("initial_options", ()), *filter(None, [element.get("initial_option")])]:
        if initial not in options:
            problems.add("must match one of the options", f"{place}/initial_options")
    if element.get("initial_options") == []:
        problems.add("must have at least 1 items", f"{place}/initial_options")


def _typed(element: Json, problems: Problems, place: str) -> None:
    problems.number(element.get("max_length", 1), 1, _LONG_TYPED, f"{place}/max_length")
    problems.number(element.get("min_length", 0), 0, _LONG_TYPED, f"{place}/min_length")
    _start("initial_value", element, problems, place)


def _number(element: Json, problems: Problems, place: str) -> None:
    if not isinstance(element.get("is_decimal_allowed"), bool):
        problems.missing("is_decimal_allowed", place)
    _start("initial_value", element, problems, place)


def _start(field: str, element: Json, problems: Problems, place: str) -> None:
    value = element.get(field)
    if value is None:
        return
    if isinstance(value, str):
        problems.longest(value, _LONG_TYPED, f"{place}/{field}")
    if not fits(element["type"], value):
        problems.add("must be a valid value of this element", f"{place}/{field}")


def _starting(field: str) -> Callable[[Json, Problems, str], None]:
    return lambda element, problems, place: _start(field, element, problems, place)


def _user(element: Json, problems: Problems, place: str) -> None:
    if not isinstance(element.get("initial_user", ""), str):
        problems.add("must be a string", f"{place}/initial_user")


def _users(element: Json, problems: Problems, place: str) -> None:
    if "initial_users" in element:
        most = element.get("max_selected_items", _LONG_TYPED)
        problems.count(element["initial_users"], 0, most, f"{place}/initial_users")


def _confirm(confirm: Json, problems: Problems, place: str) -> None:
    for name, most in (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)):
        check_text(confirm.get(name), problems, f"{place}/{name}", most=most, plain=name != "text")


_ELEMENTS: dict[str, Callable[[Json, Problems, str], None]] = {
    "button": _button,
    "image": _image,
    "checkboxes": _few,
    "radio_buttons": _few,
    "overflow": _overflow,
    "static_select": _select,
    "multi_static_select": _select,
    "users_select": _user,
    "multi_users_select": _users,
    "datepicker": _starting("initial_date"),
    "timepicker": _starting("initial_time"),
    "datetimepicker": _starting("initial_date_time"),
    "plain_text_input": _typed,
    "url_text_input": _starting("initial_value"),
    "email_text_input": _starting("initial_value"),
    "number_input": _number,
}
