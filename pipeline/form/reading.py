"""Typed reading of YAML: every mistake is noted with its file and key, none stops the reading of the rest."""

from collections.abc import Callable, Hashable, Iterable
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import yaml

E = TypeVar("E", bound=StrEnum)
Fill = Callable[[str], str]


class FormError(ValueError):
    """Criteria that cannot be used; one line a mistake, in Vietnamese."""

    def __init__(self, errors: Iterable[str]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(self.errors))


class _Loader(yaml.CSafeLoader):
    """A safe loader that refuses a key given twice."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Hashable, Any]:
    seen: dict[Hashable, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in seen:
            raise yaml.constructor.ConstructorError(None, None, f"khóa {key!r} ghi hai lần", key_node.start_mark)
        seen[key] = loader.construct_object(value_node, deep=True)
    return seen


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def load_yaml(path: Path, errors: list[str]) -> Any:
    """The content of a YAML file; None, with the mistake noted, where it cannot be read."""
    try:
        return yaml.load(path.read_text("utf-8"), _Loader)
    except FileNotFoundError:
        errors.append(f"{path.name}: không có tệp này trong {path.parent}")
    except (OSError, UnicodeDecodeError) as error:
        errors.append(f"{path.name}: không đọc được ({error})")
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", dòng {mark.line + 1}" if mark else ""
        errors.append(f"{path.name}{line}: sai cú pháp YAML ({getattr(error, 'problem', error)})")
    return None


class Reader:
    """A mapping whose keys are taken one by one; ``close`` refuses those that were not asked for."""

    def __init__(self, data: Any, where: str, errors: list[str], fill: Fill = str) -> None:
        self.where = where
        self.errors = errors
        self.fill = fill
        self._left: dict[str, Any] = {}
        if isinstance(data, dict):
            self._left = {str(k): v for k, v in data.items()}
        else:
            self.error("", "phải là một bảng khóa: giá trị")

    def error(self, key: str, message: str) -> None:
        self.errors.append(f"{self.where}{'.' if key else ''}{key}: {message}")

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys that were not taken yet."""
        return tuple(self._left)

    def has(self, key: str) -> bool:
        return key in self._left

    def take(self, key: str, default: Any = None) -> Any:
        return self._left.pop(key, default)

    def inner(self, data: Any, key: str) -> "Reader":
        """A reader of a nested mapping."""
        return Reader(data, f"{self.where}.{key}", self.errors, self.fill)

    def text(self, key: str, default: str | None = None) -> str:
        """A text; without a default it must be there."""
        value = self.take(key, default)
        if value is None:
            self.error(key, "thiếu")
            return ""
        if not isinstance(value, str | int | float):
            self.error(key, "phải là chữ")
            return ""
        return self.fill(str(value))

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; a single text stands for a list of one."""
        value = self.take(key, [])
        return self.as_texts(value, key)

    def as_texts(self, value: Any, key: str) -> tuple[str, ...]:
        items = [value] if isinstance(value, str | int) else value
        if not isinstance(items, list) or not all(isinstance(v, str | int) for v in items):
            self.error(key, "phải là danh sách các cụm từ")
            return ()
        for item in items:
            if not any(c.isalnum() for c in str(item)):
                self.error(key, f"cụm từ {item!r} không có chữ nào")
        return tuple(self.fill(str(v)) for v in items)

    def groups(self, key: str) -> tuple[tuple[str, ...], ...]:
        """A list of lists of texts."""
        value = self.take(key, [])
        if not isinstance(value, list):
            self.error(key, "phải là danh sách các nhóm từ")
            return ()
        made = tuple(self.as_texts(group, f"{key}[{i}]") for i, group in enumerate(value))
        if not all(made):
            self.error(key, "có nhóm từ rỗng")
        return made

    def number(self, key: str, default: float = 0) -> float:
        value = self.take(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.error(key, "phải là số")
            return default
        return value

    def flag(self, key: str) -> bool:
        value = self.take(key, False)
        if not isinstance(value, bool):
            self.error(key, "phải là true hoặc false")
        return bool(value)

    def choice(self, key: str, enum: type[E], default: E) -> E:
        return next(iter(self.as_choices(self.take(key, default.value), key, enum)), default)

    def choices(self, key: str, enum: type[E]) -> frozenset[E]:
        return frozenset(self.as_choices(self.take(key, []), key, enum))

    def as_choices(self, value: Any, key: str, enum: type[E]) -> list[E]:
        """A value or list of values as members of a closed vocabulary."""
        made = []
        for item in value if isinstance(value, list) else [value]:
            try:
                made.append(enum(item))
            except ValueError:
                self.error(key, f"không biết {item!r}; dùng một trong: {', '.join(enum)}")
        return made

    def close(self) -> None:
        """Notes every key that nobody asked for."""
        for key in self._left:
            self.error(key, "khóa lạ")
