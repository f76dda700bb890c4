"""The outbox: what must happen later, written in the transaction of its cause."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Job(models.Model):
    """One effect. The key makes it unique: the same key twice is one effect.

    Written by `brink.jobs.outbox.enqueue`, held by `lease`, run by `runner`, forgotten by
    `pruning`; what a person decides about it is in `rescue`.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("queued")
        RUNNING = "running", _("running")
        RETRY = "retry", _("waiting for retry")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")
        PARKED = "parked", _("parked")

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=40)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    due = models.DateTimeField(default=timezone.now)
    # From this moment on the effect is of no use (a reminder of what has begun): drop the job.
    expires = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    # The last line says it all; on a job that is done, why it was dropped instead of run.
    last_error = models.TextField(blank=True)
    created = models.DateTimeField(auto_now_add=True)
    finished = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        indexes = [
            models.Index(fields=["state", "due"], name="job_state_due"),
            # Gives who claims its first row at once, however long the queue is.
            models.Index(
                fields=["due", "id"],
                condition=models.Q(state__in=("queued", "retry")),
                name="job_waiting",
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def is_stuck(self) -> bool:
        """Nothing happens until a person decides."""
        return self.state in (self.State.FAILED, self.State.PARKED)

    @property
    def is_needy(self) -> bool:
        return self.is_stuck or self.state == self.State.RETRY

    @property
    def is_dropped(self) -> bool:
        """Over without its effect: it came too late, or somebody decided so."""
        return self.state == self.State.DONE and bool(self.last_error)

    @property
    def outcome(self) -> str:
        """What a job that was done says of it; its handler writes that in its payload."""
        return str(self.payload.get("outcome", ""))

    @property
    def error_line(self) -> str:
        """What the last error comes down to: the end of its traceback."""
        return self.last_error.strip().rpartition("\n")[2]
