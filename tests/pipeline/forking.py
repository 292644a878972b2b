"""A process that is prepared to fork: one job a line on standard input, one answer a line on standard output."""

from __future__ import annotations

import json
import sys

from gtkit.pipeline.execute import executed
from gtkit.pipeline.forked import prepare, prepared
from gtkit.pipeline.job import Job


def main() -> None:
    """Answer until nobody asks."""
    prepare()
    for line in sys.stdin:
        assert prepared()
        sys.stdout.write(json.dumps(next(executed([Job.model_validate_json(line)], at_once=1)).model_dump()) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
