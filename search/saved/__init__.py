"""Searches that somebody saved: what is new for them comes by mail, each day or each week."""
