"""Results in an order that knows what they mean: off unless `SEARCH_VECTORS`."""
