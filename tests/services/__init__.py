"""The servers that tests talk to: found, or installed and started here, and stopped again.

Each module has `provide(folder) -> Service`: it uses what the environment names, else starts a
server of its own on a free port with its data in `folder`. It raises `MissingError` when it cannot.
"""
