"""Ruled tables: straight lines of a page to a grid of cells, by pdfplumber's table functions."""

from dataclasses import dataclass
from typing import Any, cast

_SNAP = 3.0  # points; lines and corners no further apart are one

Box = tuple[float, float, float, float]  # x0, y0, x1, y1


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: for each row its cells, None for a place that a cell above covers."""

    rows: tuple[tuple[Box | None, ...], ...]

    @property
    def width(self) -> int:
        return max(map(len, self.rows))

    @property
    def box(self) -> Box:
        """What all cells cover."""
        cells = [cell for row in self.rows for cell in row if cell is not None]
        return min(c[0] for c in cells), min(c[1] for c in cells), max(c[2] for c in cells), max(c[3] for c in cells)


def grids(edges: list[Box]) -> tuple[Grid, ...]:
    """Tables of two rows and two columns at least that level and upright lines enclose."""
    from pdfplumber import table as plumber

    drawn = plumber.merge_edges([_edge(*box) for box in edges], _SNAP, _SNAP, _SNAP, _SNAP)
    cells = plumber.intersections_to_cells(plumber.edges_to_intersections(drawn, _SNAP, _SNAP))
    found = (_grid(plumber.Table(cast(Any, None), group).rows) for group in plumber.cells_to_tables(cells))
    return tuple(grid for grid in found if len(grid.rows) >= 2 and grid.width >= 2)


def _edge(x0: float, y0: float, x1: float, y1: float) -> dict[str, Any]:
    """A line as pdfplumber describes it, its y pointing down."""
    level = x1 - x0 >= y1 - y0
    x, y = (x0 + x1) / 2, -(y0 + y1) / 2
    ends = {"x0": x0, "x1": x1, "top": y, "bottom": y} if level else {"x0": x, "x1": x, "top": -y1, "bottom": -y0}
    return {**ends, "width": x1 - x0, "height": y1 - y0, "orientation": "h" if level else "v", "object_type": "line"}


def _grid(rows: Any) -> Grid:
    """Rows of a grid; a place that the cell to its left covers is left out."""
    found = []
    for row in rows:
        cells: list[Box | None] = []
        for place in row.cells:
            if place is None:
                cells.append(None)
            else:
                x0, top, x1, bottom = place
                cells.append((x0, -bottom, x1, -top))
        found.append(tuple(cells))
    columns = [min((r[i][0] for r in found if r[i] is not None), default=0.0) for i in range(len(found[0]))]  # type: ignore[index]
    return Grid(tuple(tuple(c for i, c in enumerate(r) if c is not None or not _covered(r[:i], columns[i])) for r in found))


def _covered(before: tuple[Box | None, ...], x: float) -> bool:
    return any(cell is not None and cell[2] > x + _SNAP for cell in before)
