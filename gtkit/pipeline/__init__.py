"""From an engagement to a published report: execute, render, scan, record, publish, verify. Whole, or not at all."""
