"""OLE compound files (the container of doc, xls, msg and of encrypted Office files), written for tests."""

import struct
from collections.abc import Mapping

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_STREAM, _STORAGE, _ROOT = 2, 1, 5


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file of version 3 that holds ``streams``; a name with ``/`` lies in storages. At most about 7 MB."""
    names, kinds, children = _tree(streams)
    mini, big = bytearray(), bytearray()
    minifat: list[int] = []
    fat: list[int] = []
    starts = [_END] * len(names)
    for at, name in enumerate(names):
        data = streams.get(name, b"") if kinds[at] == _STREAM else b""
        if data:
            starts[at] = _put(mini, minifat, data, _MINI) if len(data) < _CUTOFF else _put(big, fat, data, _SECTOR)
    starts[0] = _put(big, fat, bytes(mini), _SECTOR)
    sizes = [len(mini), *(len(streams.get(name, b"")) for name in names[1:])]
    first_mini = _put(big, fat, struct.pack(f"<{len(minifat)}I", *minifat), _SECTOR, b"\xff")
    links = _links(names, children)
    table = b"".join(_entry(names[i], kinds[i], links[i], starts[i], sizes[i]) for i in range(len(names)))
    first_entry = _put(big, fat, table, _SECTOR, _entry("", 0, (_FREE,) * 3, 0, 0))
    return _head(fat, first_entry, first_mini, len(minifat)) + bytes(big) + _allocation(fat)


def _tree(streams: Mapping[str, bytes]) -> tuple[list[str], list[int], dict[int, list[int]]]:
    """Paths, kinds and children by number of all entries; the root is the first."""
    names, kinds = [""], [_ROOT]
    children: dict[int, list[int]] = {}
    for path in streams:
        parts = path.split("/")
        parent = 0
        for depth in range(1, len(parts) + 1):
            name = "/".join(parts[:depth])
            if name not in names:
                names.append(name)
                kinds.append(_STREAM if depth == len(parts) else _STORAGE)
                children.setdefault(parent, []).append(len(names) - 1)
            parent = names.index(name)
    return names, kinds, children


def _links(names: list[str], children: dict[int, list[int]]) -> list[tuple[int, int, int]]:
    """``(left, right, child)`` of every entry: siblings stand in a balanced tree, shorter names first."""
    left, right, child = ([_FREE] * len(names) for _ in range(3))

    def rooted(numbers: list[int]) -> int:
        if not numbers:
            return _FREE
        half = len(numbers) // 2
        left[numbers[half]], right[numbers[half]] = rooted(numbers[:half]), rooted(numbers[half + 1 :])
        return numbers[half]

    for parent, numbers in children.items():
        leaf = {number: names[number].rpartition("/")[2].upper() for number in numbers}
        child[parent] = rooted(sorted(numbers, key=lambda number: (len(leaf[number]), leaf[number])))
    return list(zip(left, right, child, strict=True))


def _put(out: bytearray, chain: list[int], data: bytes, size: int, filler: bytes = b"\0") -> int:
    """Appends ``data`` in whole sectors and their chain; gives the first sector."""
    if not data:
        return _END
    first, count = len(chain), -(-len(data) // size)
    out += data + (filler * (count * size))[: count * size - len(data)]
    chain += [*range(first + 1, first + count), _END]
    return first


def _entry(path: str, kind: int, links: tuple[int, ...], start: int, size: int) -> bytes:
    name = ("Root Entry" if kind == _ROOT else path.rpartition("/")[2]).encode("utf-16-le") if kind else b""
    length = len(name) + 2 if kind else 0
    return struct.pack("<64sHBB3I16sI16sIQ", name, length, kind, 1, *links, bytes(16), 0, bytes(16), start, size)


def _fat_sectors(fat: list[int]) -> int:
    count = 0
    while count * (_SECTOR // 4) < len(fat) + count:
        count += 1
    return count


def _allocation(fat: list[int]) -> bytes:
    count = _fat_sectors(fat)
    full = [*fat, *[_FAT] * count]
    full += [_FREE] * (count * _SECTOR // 4 - len(full))
    return struct.pack(f"<{len(full)}I", *full)


def _head(fat: list[int], first_entry: int, first_mini: int, minis: int) -> bytes:
    count = _fat_sectors(fat)
    places = [*range(len(fat), len(fat) + count), *[_FREE] * (109 - count)]
    mini_sectors = -(-minis * 4 // _SECTOR)
    return struct.pack(
        "<8s16s5H6x9I109I",
        *(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 3, 0xFFFE, 9, 6),
        *(0, count, first_entry, 0, _CUTOFF, first_mini, mini_sectors, _END, 0),
        *places,
    )
