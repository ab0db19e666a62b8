"""A page on its way from the picture in the file to the picture that is recognised: pixels, and where they come from."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.extractors.layout.words import Affine

Matrix = NDArray[np.float64]
"""3 x 3, homogeneous: from pixels of a sheet to pixels of the picture in the file."""

Mask = NDArray[np.bool_]
Corners = tuple[tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]]
"""Upper left, upper right, lower right, lower left."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """``picture``: RGB or grey. ``dpi``: its resolution. ``origin``: where its pixels stand in the picture of ``size`` in the file."""

    picture: Image.Image
    dpi: float
    origin: Matrix
    size: tuple[int, int]

    def changed(self, picture: Image.Image) -> "Sheet":
        """Other pixels in the same places."""
        return Sheet(picture, self.dpi, self.origin, self.size)

    def resized(self, factor: float) -> "Sheet":
        """Smaller by ``factor``."""
        wide, high = self.picture.size
        size = (max(1, round(wide * factor)), max(1, round(high * factor)))
        move = np.diag([wide / size[0], high / size[1], 1.0])
        return Sheet(self.picture.resize(size, Image.Resampling.BOX), self.dpi * size[1] / high, self.origin @ move, self.size)

    def turned(self, quarters: int) -> "Sheet":
        """Turned counter-clockwise by quarters of a circle."""
        picture, origin = self.picture, self.origin
        for _ in range(quarters % 4):
            origin = origin @ np.array([[0.0, -1.0, picture.width], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
            picture = picture.transpose(Image.Transpose.ROTATE_90)
        return Sheet(picture, self.dpi, origin, self.size)

    def rotated(self, degrees: float) -> "Sheet":
        """Turned counter-clockwise by a small angle about its middle, white where nothing was."""
        wide, high = self.picture.size
        cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
        x, y = wide / 2, high / 2
        return self._moved(np.array([[cos, -sin, x - cos * x + sin * y], [sin, cos, y - sin * x - cos * y], [0.0, 0.0, 1.0]]), (wide, high))

    def cut(self, corners: Corners) -> "Sheet":
        """The quadrilateral between ``corners`` made a rectangle."""
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
        wide = round(max(math.hypot(bx - ax, by - ay), math.hypot(cx - dx, cy - dy)))
        high = round(max(math.hypot(dx - ax, dy - ay), math.hypot(cx - bx, cy - by)))
        return self._moved(perspective(((0, 0), (wide, 0), (wide, high), (0, high)), corners), (wide, high))

    def _moved(self, move: Matrix, size: tuple[int, int]) -> "Sheet":
        white: Any = 255 if self.picture.mode == "L" else (255, 255, 255)
        flat = tuple((move / move[2, 2]).ravel())
        way, values = (Image.Transform.PERSPECTIVE, flat[:8]) if move[2, :2].any() else (Image.Transform.AFFINE, flat[:6])
        picture = self.picture.transform(size, way, values, Image.Resampling.BILINEAR, fillcolor=white)
        return Sheet(picture, self.dpi, self.origin @ move, self.size)

    def shown(self) -> Affine | None:
        """The affine map nearest to ``origin``, in shares; None where it is the picture in the file at whatever scale."""
        wide, high = self.picture.size
        corners = np.array([(0.0, 0.0, 1.0), (wide, 0.0, 1.0), (wide, high, 1.0), (0.0, high, 1.0)])
        there = corners @ self.origin.T
        there = there[:, :2] / there[:, 2:] / np.array(self.size)
        here = corners / np.array([wide, high, 1.0])
        found = np.linalg.lstsq(here, there, rcond=None)[0].T
        if np.allclose(found.ravel(), (1, 0, 0, 0, 1, 0), atol=1e-6):
            return None
        a, b, c, d, e, f = (float(x) for x in found.ravel())
        return a, b, c, d, e, f


def perspective(here: Corners, there: Corners) -> Matrix:
    """The map that takes four points to four others."""
    rows, values = [], []
    for (x, y), (u, v) in zip(here, there, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    found = np.linalg.solve(np.array(rows, dtype=float), np.array(values, dtype=float))
    return np.append(found, 1.0).reshape(3, 3)


def sheet(picture: Image.Image, dpi: float) -> Sheet:
    """The picture in the file as it is."""
    return Sheet(picture, dpi, np.eye(3), picture.size)
