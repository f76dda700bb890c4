from django_tasks.backends.immediate import ImmediateBackend


class OutboxBackend(ImmediateBackend):
    pass
