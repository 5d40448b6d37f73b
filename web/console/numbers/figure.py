"""A figure: a table of counts in which nobody is recognised, and what stands beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from web.console.numbers.small_counts import SafeTable, without_small_counts

MONTH_NAMES = (
    *("januar", "februar", "mars", "april", "mai", "juni", "juli"),
    *("august", "september", "oktober", "november", "desember"),
)
HIDDEN = ":"
"""What stands for a hidden number, as in Statistics Norway's tables."""
NONE = "–"
"""What stands where there is nothing to reckon with."""


@dataclass(frozen=True)
class About:
    """What a figure counts.

    Attributes:
        id: in addresses.
        title: what is counted, in Norwegian.
        note: how it is counted.
        first: the heading of its rows.
    """

    id: str
    title: str
    note: str = ""
    first: str = "Måned"


@dataclass(frozen=True)
class Figure:
    """One table, and what its plot shows.

    Attributes:
        columns, rows: their headings, without the sums.
        table: the counts, with sums.
        more: further columns that are no counts, each with a value for every row and the sum.
    """

    about: About
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    table: SafeTable
    more: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def has_any(self) -> bool:
        """Whether anything was counted, hidden or not."""
        return self.table.rows[-1][-1] != 0

    @property
    def can_be_drawn(self) -> bool:
        """Whether any bar could be: not where all that was counted is hidden."""
        return any(count for row in self.table.rows[:-1] for count in row[:-1])

    def beside(self, more: Mapping[str, tuple[str, ...]]) -> "Figure":
        """The same with further columns."""
        return replace(self, more={**self.more, **more})

    def with_share(self, title: str, *columns: str) -> "Figure":
        """With what part of each row some columns are together, where it can be told."""
        places = [self.columns.index(each) for each in columns if each in self.columns]
        shares = []
        for row in self.table.rows:
            parts = [row[place] for place in places]
            known = [part for part in parts if part is not None]
            whole = row[-1]
            if whole == 0:
                shares.append(NONE)
            elif whole is None or len(known) < len(parts):
                shares.append(HIDDEN)
            else:
                shares.append(percent(sum(known) / whole))
        return self.beside({title: tuple(shares)})

    def with_mean(self, title: str) -> "Figure":
        """With the mean of each row, the columns being 1, 2, 3 and so on.

        Only where nothing of the row is hidden: the mean would help to find it.
        """
        means = []
        for row in self.table.rows:
            known = [count for count in row[:-1] if count is not None]
            if len(known) < len(row) - 1:
                means.append(HIDDEN)
            elif not sum(known):
                means.append(NONE)
            else:
                mean = sum(mark * count for mark, count in enumerate(known, 1)) / sum(known)
                means.append(f"{mean:.1f}".replace(".", ","))
        return self.beside({title: tuple(means)})


def figure(
    about: About,
    columns: tuple[str, ...],
    rows: tuple[str, ...],
    counts: Mapping[tuple[str, str], int],
) -> Figure:
    """A figure of counts by row and column."""
    rows = rows or ("Ingen",)
    table = [[counts.get((row, column), 0) for column in columns] for row in rows]
    safe = without_small_counts(table)
    return Figure(about, tuple(map(capital, columns)), tuple(map(capital, rows)), safe)


def by_month(
    about: About,
    columns: tuple[str, ...],
    months: tuple[int, ...],
    counts: Mapping[tuple[int, str], int],
) -> Figure:
    """A figure of counts by month and column."""
    named = {(MONTH_NAMES[month - 1], column): it for (month, column), it in counts.items()}
    return figure(about, columns, tuple(MONTH_NAMES[month - 1] for month in months), named)


def percent(share: float) -> str:
    """«38 %»."""
    return f"{share * 100:.0f} %"


def capital(text: str) -> str:
    """With a capital first letter, and the rest as it is."""
    return text[:1].upper() + text[1:]
