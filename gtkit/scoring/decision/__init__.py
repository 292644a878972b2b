"""Decision: sorting, ranking, weights, robustness, allocation under a budget."""
