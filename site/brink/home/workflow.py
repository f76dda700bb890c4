"""The review that Wagtail sets up, by a name that editors understand."""

from wagtail.models import Task, Workflow

#: As Wagtail's first migration calls both.
UNNAMED = "Moderators approval"
#: It stands behind "Stuur door naar"; names of rows have one language.
WORKFLOW, TASK = "de redactie", "Nakijken"


def name_workflow() -> None:
    """Name what still has the name it came with; what an administrator chose stays."""
    Workflow.objects.filter(name=UNNAMED).update(name=WORKFLOW)
    Task.objects.filter(name=UNNAMED).update(name=TASK)
