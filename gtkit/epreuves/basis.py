"""What an épreuve speaks from: its tables and their last day. Answers and traces are made here, with their sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from gtkit.contracts import GROUPS, Source, Tables
from gtkit.evidence import Answer, Level, Statement, Term, Trace, Value


def in_order(tables: Tables) -> Tables:
    """The tables that hold rows, each in the order of its keys, so that the order of a file weighs on no draw."""
    return {
        key: replace(table, frame=table.frame.sort_values(list(table.table.unique), ignore_index=True))
        if table.table.unique
        else table
        for key, table in tables.items()
        if len(table.frame)
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """The tables that were given, and the last day that they tell of."""

    tables: Tables
    as_of: date

    def frame(self, table: str) -> pd.DataFrame | None:
        """The rows of a table, None where it was not given."""
        return self.tables[table].frame if table in self.tables else None

    def sources(self, *tables: str) -> tuple[Source, ...]:
        """Files behind these tables, those that were given; the groups of customers stand behind any of customers."""
        named = [key for key in tables if key in self.tables]
        if GROUPS in self.tables and any(GROUPS in self.tables[key].table.companions for key in named):
            named.append(GROUPS)
        return tuple(s for key in dict.fromkeys(named) for s in self.tables[key].provenance)

    def known(
        self, question: str, level: Level, *, n: int, tables: tuple[str, ...], values: Mapping[str, Value]
    ) -> Answer:
        """An answer that the data give; its sentence is ``answer.<question>.<level>``.

        Parameters
        ----------
        question : str
            Number of the row of the seed, "3.8".
        level : Level
            Any but undetermined.
        n : int
            Units that it rests on.
        tables : tuple of str
            Tables that it was computed from.
        values : mapping
            What fills the sentence.

        Returns
        -------
        Answer

        Raises OutOfRange when n is 0 or no file is behind it.
        """
        return Answer(
            question=question,
            level=level,
            statement=Statement(f"answer.{question}.{level.value}", values),
            n=n,
            as_of=self.as_of,
            sources=self.sources(*tables),
        )

    def unknown(self, question: str, reason: str | Statement, *missing: str, tables: tuple[str, ...] = ()) -> Answer:
        """An undetermined answer: its reason, and the columns (``"table.column"``) that it waits for.

        `tables` are those behind the exhibits that stand under it all the same.
        """
        return Answer(
            question=question,
            level=Level.UNDETERMINED,
            statement=Statement(reason) if isinstance(reason, str) else reason,
            n=0,
            as_of=self.as_of,
            sources=self.sources(*tables),
            missing=missing,
        )

    def later(self, question: str, method: str) -> Answer:
        """An undetermined answer to a question whose method gtkit does not hold yet, named by ``method.<method>``."""
        return self.unknown(question, Statement("reason.later", {"method": Term(f"method.{method}")}))

    def trace(
        self,
        function: str,
        formula: str,
        *,
        tables: tuple[str, ...],
        parameters: Mapping[str, float | str | int] | None = None,
        assumptions: tuple[str, ...] = (),
    ) -> Trace:
        """Where a number comes from.

        Parameters
        ----------
        function : str
            Dotted name of what computed it.
        formula : str
            LaTeX that matplotlib draws, without delimiters.
        tables : tuple of str
        parameters : mapping, optional
            Settings that it took; `as_of` is added.
        assumptions : tuple of str
            Catalogue keys.

        Returns
        -------
        Trace
        """
        return Trace(
            function=function,
            formula=formula,
            parameters={"as_of": self.as_of.isoformat(), **(parameters or {})},
            sources=self.sources(*tables),
            assumptions=tuple(Statement(key) for key in assumptions),
        )
