"""Parameters that others add to an address to count visits: mail programs, campaigns, networks."""

NAMES = frozenset(
    ("dclid", "fbclid", "gbraid", "gclid", "igshid", "mc_cid", "mc_eid", "msclkid", "wbraid")
)


def is_tracking(name: str) -> bool:
    """Whether it says where a reader came from; it never chooses what they see."""
    return name in NAMES or name.startswith("utm_")
