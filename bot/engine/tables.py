"""Reading TOML tables with one clear sentence for whatever is wrong in them."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from bot.domain.errors import RulesError

T = TypeVar("T")
_NAMES = {str: "文字列", int: "整数", bool: "true か false", list: "配列", dict: "表"}


def read_toml(path: Path) -> dict[str, Any]:
    """The file's content; RulesError naming the file and line where it is no UTF-8 TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise RulesError(f"{path}: ファイルを読めません ({error})") from error
    except tomllib.TOMLDecodeError as error:
        raise RulesError(f"{path}: TOMLとして読めません ({error})") from error


class Table:
    """A TOML table read key by key: what was not taken in the end is an unknown key."""

    def __init__(self, content: Mapping[str, Any], where: str) -> None:
        """`where` names the file and the key, for messages."""
        self._content = dict(content)
        self.where = where

    def error(self, key: str, reason: str) -> RulesError:
        """A RulesError that names file, key and reason."""
        return RulesError(f"{self.where}: {key}: {reason}")

    def take(self, key: str, kind: type[T], default: T | None = None) -> T:
        """The value of a key; RulesError where it is missing without a default, or of another type."""
        value = self._content.pop(key, default)
        if value is None:
            raise self.error(key, "この項目が必要です")
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.error(key, f"{_NAMES.get(kind, kind.__name__)}で書いてください")
        return value

    def strings(self, key: str) -> tuple[str, ...]:
        """A list of strings, empty where the key is missing; a single string stands for a list of one."""
        value = self._content.pop(key, [])
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not all(isinstance(item, str) and item for item in values):
            raise self.error(key, "空でない文字列の配列で書いてください")
        return tuple(values)

    def optional(self, key: str) -> str | None:
        """A string, or None where the key is missing."""
        return self.take(key, str) if key in self._content else None

    def table(self, key: str) -> "Table":
        """A table under this one, empty where the key is missing."""
        return Table(self.take(key, dict, {}), f"{self.where}: {key}")

    def tables(self, key: str) -> list["Table"]:
        """An array of tables, empty where the key is missing."""
        rows = self.take(key, list, [])
        if not all(isinstance(row, dict) for row in rows):
            raise self.error(key, "表の配列で書いてください")
        return [Table(row, f"{self.where}: {key}[{index}]") for index, row in enumerate(rows)]

    def keys(self) -> tuple[str, ...]:
        """The keys not taken yet."""
        return tuple(self._content)

    def texts(self) -> dict[str, str]:
        """All of this table: names and strings."""
        return {name: self.take(name, str) for name in self.keys()}

    def finish(self) -> None:
        """RulesError where a key was not taken, because nobody knows it."""
        for key in self._content:
            raise self.error(key, "知らない項目です。つづりをお確かめください")
