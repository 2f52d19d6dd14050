"""What is raised where something cannot be read."""


class Error(ValueError):
    """A report, file or table that cannot be read: always what it is called, and why."""

    def __init__(self, item: str, reason: str) -> None:
        super().__init__(item, reason)
        self.item = item
        """What it is called: its id, its address, a file, a line of one."""
        self.reason = reason
        """Why it cannot be read."""

    def __str__(self) -> str:
        return f"{self.item}: {self.reason}"
