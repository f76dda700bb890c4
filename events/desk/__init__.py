"""The organiser's desk in Wagtail's admin: lists, bulk actions, import, mail, team, copies."""
