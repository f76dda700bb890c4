"""Organisations and research groups as items: public where an editor says so, and no pages."""
