"""How far a page is turned: skew and quarter turns, by the profile of its lines in a small copy."""

import math

import numpy as np
from numpy.typing import NDArray
from PIL import Image

_LONG = 1000  # pixels of the long side of the small copy
_INK = 160  # grey level; darker is ink
_POINTS = 15_000  # dots of ink that are looked at
_FEW = 400  # dots; a page with fewer has no lines
_WIDEST, _COARSE, _FINE = 10.0, 0.5, 0.1  # degrees
_RULE = 0.5  # share of the width from which a row of dots counts no more: a drawn rule
_SIDEWAYS = 1.6  # how much sharper the lines of the turned page have to be
_SLIGHT = 0.3  # degrees; less is left as it is

Dots = tuple[NDArray[np.float64], NDArray[np.float64]]


def lean(grey: Image.Image) -> tuple[bool, float]:
    """Whether the lines run up or down instead of across, and by how many degrees clockwise they then lean; 0 where it is slight."""
    small = grey.reduce(max(1, max(grey.size) // _LONG))
    y, x = np.nonzero(np.asarray(small) < _INK)
    if len(x) < _FEW:
        return False, 0.0
    step = max(1, len(x) // _POINTS)
    across: Dots = (x[::step].astype(float), y[::step].astype(float))
    upward: Dots = (across[1], small.width - across[0])
    best, angle = _angle(across, small.width / step)
    other, turned = _angle(upward, small.height / step)
    sideways = other > _SIDEWAYS * best
    found = turned if sideways else angle
    return sideways, found if _SLIGHT < abs(found) < _WIDEST else 0.0


def _angle(dots: Dots, full: float) -> tuple[float, float]:
    """``(sharpness, degrees)`` at which the lines are sharpest."""
    coarse = max((_sharpness(dots, angle, full), angle) for angle in np.arange(-_WIDEST, _WIDEST + _COARSE, _COARSE))
    return max((_sharpness(dots, angle, full), float(angle)) for angle in np.arange(coarse[1] - _COARSE, coarse[1] + _COARSE, _FINE))


def _sharpness(dots: Dots, angle: float, full: float) -> float:
    """How abruptly ink begins and ends from row to row if the page is turned back by ``angle``."""
    x, y = dots
    rows = y * math.cos(math.radians(angle)) - x * math.sin(math.radians(angle))
    profile = np.minimum(np.bincount((rows - rows.min()).astype(np.int64)), _RULE * full)
    return float((np.diff(profile) ** 2).sum())
