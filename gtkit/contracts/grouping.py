"""One customer under several codes: which code stands for which, as the table of groups says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

GROUPS = "customer_groups"


@dataclass(frozen=True, slots=True)
class Grouping:
    """How many codes stand for how many customers."""

    codes: int
    customers: int


def mains(groups: pd.DataFrame) -> Mapping[str, str]:
    """The main code of each code that another one stands for.

    A code that is its own main stands for itself: it says that the customer stands alone, or is the main of others.

    >>> import pandas as pd
    >>> mains(pd.DataFrame({"customer_id": ["A", "B", "C"], "main_customer_id": ["A", "A", "C"]}))
    {'B': 'A'}
    """
    others = groups[groups["customer_id"] != groups["main_customer_id"]]
    return dict(zip(others["customer_id"].tolist(), others["main_customer_id"].tolist(), strict=True))


def grouping(groups: pd.DataFrame) -> Grouping:
    """Codes that are grouped, their mains among them, and the customers that they are.

    >>> import pandas as pd
    >>> grouping(pd.DataFrame({"customer_id": ["A", "B", "C"], "main_customer_id": ["A", "A", "C"]}))
    Grouping(codes=2, customers=1)
    """
    main = mains(groups)
    return Grouping(codes=len({*main, *main.values()}), customers=len(set(main.values())))
