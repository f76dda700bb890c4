"""Places for several people: asked for by a contact, claimed by colleagues."""
