"""Who comes in: codes, the check-in of the host, and the code on the screen in the room."""
