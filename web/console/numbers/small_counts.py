"""Tables in which nobody can be recognised: small counts are hidden, and cannot be worked out.

In a small district «one person rejected in May» may be a neighbour. Statistics Norway hides cells
of few observations (its example is fewer than three), and then other cells too, so that the small
ones cannot be found from the sums
(https://www.ssb.no/omssb/personvern/personopplysninger-i-statistikken). We hide one to four.
Why, and what it does not cover: docs/decisions/016.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

FEWEST = 5
"""A count from one to one below this is hidden. None at all tells of nobody, and is shown."""

Cell = tuple[int, int]


@dataclass(frozen=True)
class SafeTable:
    """Counts with their sums; None is hidden.

    Attributes:
        rows: a row for each row of the counts, its sum last; the sums of the columns in the last.
    """

    rows: tuple[tuple[int | None, ...], ...]

    @property
    def hides(self) -> bool:
        """Whether anything is hidden."""
        return any(count is None for row in self.rows for count in row)


def without_small_counts(counts: Sequence[Sequence[int]]) -> SafeTable:
    """A table with sums, of which no hidden count can be worked out.

    Hidden is every small count; and, until it is enough, the smallest other count of a row or
    column in which a hidden one could be found by subtracting.

    Args:
        counts: rows of the same length; none is negative.
    """
    full = [[*row, sum(row)] for row in counts]
    full.append([sum(column) for column in zip(*full, strict=True)])
    table = _Table(full)
    while more := table.could_hide():
        table.hide_smallest(more)
    return SafeTable(
        tuple(
            tuple(None if (r, c) in table.hidden else count for c, count in enumerate(row))
            for r, row in enumerate(full)
        )
    )


class _Table:
    """Counts with sums in the last row and column; every line's last cell is the sum of it."""

    def __init__(self, full: list[list[int]]) -> None:
        self._full = full
        self.hidden: set[Cell] = {
            (r, c)
            for r, row in enumerate(full)
            for c, count in enumerate(row)
            if 0 < count < FEWEST
        }

    def could_hide(self) -> list[Cell]:
        """Cells of which one more has to be hidden; none when nothing can be worked out."""
        for line in self._lines():
            hidden = [cell for cell in line if cell in self.hidden]
            # What is hidden under a sum adds up to something that the rest tells: two ones under
            # a sum of two are no secret. And one alone is none either.
            under_sum = line[-1] not in hidden and sum(map(self._count, hidden)) < FEWEST
            if hidden and (len(hidden) == 1 or under_sum):
                return [cell for cell in line if cell not in self.hidden]
        for cell in sorted(self.hidden):
            if apart := self._apart(cell):
                return apart
        return []

    def hide_smallest(self, cells: list[Cell]) -> None:
        """Hide the smallest count among some cells; a sum, or a zero, only if there is no other."""
        last_row, last_column = len(self._full) - 1, len(self._full[0]) - 1

        def cost(cell: Cell) -> tuple[bool, bool, int]:
            is_sum = cell[0] == last_row or cell[1] == last_column
            return is_sum, not self._count(cell), self._count(cell)

        self.hidden.add(min(cells, key=cost))

    def _lines(self) -> Iterator[list[Cell]]:
        rows, columns = range(len(self._full)), range(len(self._full[0]))
        yield from ([(r, c) for c in columns] for r in rows)
        yield from ([(r, c) for r in rows] for c in columns)

    def _count(self, cell: Cell) -> int:
        return self._full[cell[0]][cell[1]]

    def _apart(self, cell: Cell) -> list[Cell]:
        """The shown cells that would close a round through a hidden one; none if it is on one.

        Along a round of hidden cells, each in line with the next, one more here and one less there
        leaves every sum as it is, so the sums cannot tell the counts. Off every round they can: the
        cell is then the only bridge between two parts of the table.
        """
        rows, columns = self._reached(cell)
        if cell[1] in columns:
            return []
        return [
            (r, c)
            for r in range(len(self._full))
            for c in range(len(self._full[0]))
            if (r in rows) != (c in columns) and (r, c) not in self.hidden
        ]

    def _reached(self, cell: Cell) -> tuple[set[int], set[int]]:
        """The rows and columns that hang together with a cell's row by other hidden cells."""
        rows, columns = {cell[0]}, set[int]()
        others = self.hidden - {cell}
        while True:
            more = {c for r, c in others if r in rows} - columns
            if not more:
                return rows, columns
            columns |= more
            rows |= {r for r, c in others if c in columns}
