"""A process that is prepared to fork: one job a line on standard input, one answer a line on standard output."""

from __future__ import annotations

import json
import sys

from gtkit.pipeline.execute import execute_job
from gtkit.pipeline.forked import prepare, prepared


def main() -> None:
    """Answer until nobody asks."""
    prepare()
    for line in sys.stdin:
        assert prepared()
        sys.stdout.write(json.dumps(execute_job(json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
