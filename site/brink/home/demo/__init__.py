"""The demo content: data files of `content/`, made into pages, people and registrations."""
