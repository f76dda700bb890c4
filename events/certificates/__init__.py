"""Proof that somebody took part: who earns it, making it, checking it, taking it back."""
