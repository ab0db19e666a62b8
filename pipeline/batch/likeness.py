"""Likeness of texts: MinHash over pairs of words, and the pairs of texts that are alike, found by locality-sensitive hashing.

A signature holds the lowest byte of each hash, which loses nothing (two texts agree in one by chance in 256). Bands are sorted instead of
hashed into tables: some 300 bytes a text instead of 18,000 (measured at 10,000 texts), and time that grows with their number, not that of
pairs.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING, Any

from pipeline.text.fold import fold

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, Any]

HASHES = 256
"""Bytes of a signature. The share of equal ones is the Jaccard similarity, give or take 0.03."""
LEAST = 100
"""Pairs of words: shorter papers are alike by their form alone."""
ENOUGH = 24
"""Others like it, after which a text looks for no more."""
_BAND = 4  # bytes: texts that are 0.5 alike share one of the 64 bands in 98 of 100 cases, those that are 0.2 alike in 10
_NEAR = 48  # texts of one band that are all compared with each other
_BESIDE = 2  # neighbours that a text of a larger crowd is compared with
_AT_ONCE = 1 << 15  # pairs compared at a time
_WORD = re.compile(r"[^\W_]+")
_STOPS = re.compile(r"[.!?:;\n\t]")


def signature(text: str) -> bytes:
    """MinHash of the pairs of its words; empty where it is short."""
    from datasketch import MinHash

    told = list(words(text))
    pairs = {f"{a} {b}" for a, b in pairwise(told)}
    if len(pairs) < LEAST:
        return b""
    made = MinHash(num_perm=HASHES, seed=1)
    made.update_batch([pair.encode("utf-8", "surrogatepass") for pair in sorted(pairs)])
    return (made.hashvalues & 0xFF).astype("u1").tobytes()  # type: ignore[no-any-return]


def words(text: str) -> Iterator[str]:
    """Folded words without figures and names: what a copyist changes."""
    found = list(_WORD.finditer(text))
    begins, last = True, 0
    for one, after in zip_longest(found, found[1:]):
        word = one.group()
        begins = begins or bool(_STOPS.search(text, last, one.start()))
        last = one.end()
        named = word[0].isupper() and (not begins or (after is not None and after.start() == last + 1 and _name(after.group())))
        if word.isalpha() and not named:
            yield _folded(word)
        begins = False


def _name(word: str) -> bool:
    return word[0].isupper() and not word.isupper()


@lru_cache(1 << 14)
def _folded(word: str) -> str:
    return fold(word)


def alike(signatures: Sequence[bytes], least: float) -> Iterator[tuple[int, int, float]]:
    """Pairs of signatures whose likeness is ``least`` or more, each once, the lower number first.

    All pairs that share a band, until ``ENOUGH`` are known that are like a text; where more than ``_NEAR`` share one, each is compared with
    the first and with its neighbours only: thousands of fillings of one template cost thousands of comparisons, not millions.
    """
    import numpy as np

    rows = np.frombuffer(b"".join(signatures), "u1").reshape(len(signatures), HASHES)
    seen = np.empty(0, "u8")
    known = np.zeros(len(rows), "u4")
    for start in range(0, HASHES, _BAND):
        band = np.ascontiguousarray(rows[:, start : start + _BAND]).view("<u4").ravel()
        pairs = np.setdiff1d(np.unique(_candidates(band, known < ENOUGH)), seen, assume_unique=True)
        found = [seen]
        for at in range(0, len(pairs), _AT_ONCE):
            one, other = _parted(pairs[at : at + _AT_ONCE])
            share = np.mean(rows[one] == rows[other], axis=1)
            kept = share >= least
            found.append(pairs[at : at + _AT_ONCE][kept])
            for numbers in (one[kept], other[kept]):
                np.add.at(known, numbers, 1)
            yield from zip(one[kept].tolist(), other[kept].tolist(), share[kept].tolist(), strict=True)
        seen = np.sort(np.concatenate(found))


def _candidates(band: "Numbers", wanting: "Numbers") -> "Numbers":
    """Pairs of texts whose bands are equal, see ``_joined``. ``wanting``: texts that look for others."""
    import numpy as np

    order = np.argsort(band, kind="stable").astype("u8")
    ordered = band[order]
    begins = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
    sizes = np.diff(np.append(begins, len(band)))
    crowded = np.repeat(sizes > _NEAR, sizes)
    first = np.repeat(begins, sizes)
    ahead = crowded & wanting[order] & (np.arange(len(band)) > first)
    made = [_joined(order[first][ahead], order[ahead])]
    for step in range(1, _NEAR):
        same = ordered[step:] == ordered[:-step]
        if not same.any():
            break
        same &= wanting[order[step:]] | wanting[order[:-step]]
        if step > _BESIDE:
            same &= ~crowded[step:]
        made.append(_joined(order[:-step][same], order[step:][same]))
    return np.concatenate(made)


def _joined(one: "Numbers", other: "Numbers") -> "Numbers":
    """Pairs as one number each: the lower, then the higher."""
    import numpy as np

    return (np.minimum(one, other) << np.uint64(32)) | np.maximum(one, other)


def _parted(pairs: "Numbers") -> "tuple[Numbers, Numbers]":
    import numpy as np

    return (pairs >> np.uint64(32)).astype("i8"), (pairs & np.uint64(0xFFFFFFFF)).astype("i8")
