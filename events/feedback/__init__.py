"""What people thought of an event: asked once, kept without a name, counted."""
