"""Hidden counts stay hidden from somebody who can subtract."""

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from web.console.numbers.small_counts import FEWEST, SafeTable, without_small_counts

COUNTS = st.integers(0, 12) | st.integers(0, 4) | st.just(0)
TABLES = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(COUNTS, min_size=width, max_size=width), min_size=1, max_size=6)
)


def worked_out(table: SafeTable) -> list[tuple[int, int]]:
    """The hidden cells that the sums determine: what somebody with linear algebra finds."""
    height, width = len(table.rows), len(table.rows[0])
    hidden = [cell for cell in product(range(height), range(width)) if told(table, cell) is None]
    equations = []
    for line in [
        *([(r, c) for c in range(width)] for r in range(height)),
        *([(r, c) for r in range(height)] for c in range(width)),
    ]:
        signs = {cell: -1 if cell == line[-1] else 1 for cell in line}
        equations.append([signs.get(cell, 0) for cell in hidden])
    if not hidden:
        return []
    matrix = np.array(equations)
    rank = np.linalg.matrix_rank(matrix)
    found = []
    for number, cell in enumerate(hidden):
        alone = np.eye(len(hidden))[number]
        if np.linalg.matrix_rank(np.vstack([matrix, alone])) == rank:
            found.append(cell)
    return found


def told(table: SafeTable, cell: tuple[int, int]) -> int | None:
    return table.rows[cell[0]][cell[1]]


@settings(max_examples=300, deadline=None)
@given(TABLES)
def test_no_small_count_is_shown_and_none_can_be_worked_out(counts: list[list[int]]) -> None:
    table = without_small_counts(counts)
    for row in table.rows:
        assert all(count is None or count == 0 or count >= FEWEST for count in row)
    assert worked_out(table) == []


@settings(max_examples=300, deadline=None)
@given(TABLES)
def test_what_is_hidden_in_a_line_adds_up_to_enough_to_say_nothing_of_one(
    counts: list[list[int]],
) -> None:
    table = without_small_counts(counts)
    for row, whole in zip(table.rows, counts, strict=False):
        hidden = [true for true, shown in zip(whole, row, strict=False) if shown is None]
        if hidden and row[-1] is not None:
            assert sum(hidden) >= FEWEST
            assert len(hidden) > 1


@given(TABLES)
def test_what_is_shown_is_true(counts: list[list[int]]) -> None:
    table = without_small_counts(counts)
    for row, whole in zip(table.rows, counts, strict=False):
        assert all(shown in (None, true) for shown, true in zip(row, whole, strict=False))
        assert row[-1] in (None, sum(whole))
    assert table.rows[-1][-1] in (None, sum(map(sum, counts)))


def test_a_table_without_small_counts_is_left_alone() -> None:
    table = without_small_counts([[5, 0, 9], [12, 7, 0]])
    assert table.rows == ((5, 0, 9, 14), (12, 7, 0, 19), (17, 7, 9, 33))
    assert not table.hides


def test_beside_a_small_count_the_next_smallest_is_hidden_in_its_row_and_its_column() -> None:
    table = without_small_counts([[2, 20, 30], [40, 50, 60], [70, 80, 90]])
    assert table.rows[0] == (None, None, 30, 52)
    assert table.rows[1] == (None, None, 60, 150)
    assert table.rows[2] == (70, 80, 90, 240)
    assert table.rows[3] == (112, 150, 180, 442)


def test_nothing_at_all_may_be_told() -> None:
    assert without_small_counts([[0, 0], [0, 0]]).rows == ((0, 0, 0),) * 3


def test_a_few_in_all_are_hidden_in_all() -> None:
    table = without_small_counts([[1, 0], [0, 1]])
    assert table.rows[-1][-1] is None
