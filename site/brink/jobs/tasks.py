"""Wagtail's own tasks (search and reference index, files to delete) as rows of the outbox.

So they leave the transaction that publishes: run inside it, two people who publish at once
deadlock on PostgreSQL and one of them loses the work.
"""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.utils.module_loading import import_string
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus
from django_tasks.signals import task_enqueued
from django_tasks.utils import get_random_id

from brink.jobs.outbox import enqueue
from brink.jobs.registry import Keep, handler


class OutboxBackend(BaseTaskBackend):
    """Stores a task in the caller's transaction; `brink.jobs.runner` runs it after the commit."""

    supports_defer = True
    supports_async_task = True

    def enqueue(self, task: Task, args: Any, kwargs: Any) -> TaskResult:
        self.validate_task(task)
        result: TaskResult = TaskResult(
            task=task,
            id=get_random_id(),
            status=TaskResultStatus.READY,
            enqueued_at=None,
            started_at=None,
            last_attempted_at=None,
            finished_at=None,
            args=args,
            kwargs=kwargs,
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
        payload = {"task": task.module_path, "args": result.args, "kwargs": result.kwargs}
        enqueue("task", f"task:{result.id}", payload, due=task.run_after)
        task_enqueued.send(type(self), task_result=result)
        return result


@handler("task", keep=Keep.NOTHING)
def run_task(payload: dict[str, Any]) -> None:
    task = import_string(payload["task"])
    try:
        task.call(*payload["args"], **payload["kwargs"])
    except ObjectDoesNotExist:
        return  # deleted since: there is nothing left to index
