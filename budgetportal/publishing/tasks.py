"""What the workers do. The database holds the jobs; a message only says that there is something to do."""

from typing import Any

from celery import shared_task, signals
from django.conf import settings

from budgetportal.publishing import artefacts, outbox, previews
from budgetportal.rendering import check, pdf, signing


@shared_task(name=outbox.RENDER_TASK)  # type: ignore[untyped-decorator]
def render(job_id: int) -> None:
    """Make the artefact of a job; doing it again does no harm."""
    outbox.run(job_id)


@shared_task(name=previews.TASK)  # type: ignore[untyped-decorator]
def render_preview(preview_id: int) -> None:
    """Make the PDF of a preview."""
    previews.run(preview_id)


@shared_task(name="publishing.sweep")  # type: ignore[untyped-decorator]
def sweep() -> None:
    """Wake the workers for what waits: jobs of lost messages, of dead workers, of failed attempts."""
    outbox.wake_waiting()
    previews.wake_waiting()
    artefacts.clear_abandoned()


@signals.worker_init.connect  # type: ignore[untyped-decorator]
def _refuse_to_start_unfit(**_: Any) -> None:
    """Refuse to start where rendering would fail or be slow (a missing font ends a process), or the key cannot sign."""
    problems = [
        *check.problems(),
        *signing.problems(settings.PDF_SIGNING_PKCS12, settings.PDF_SIGNING_PASSPHRASE),
    ]
    if problems:
        raise SystemExit("\n".join(map(str, problems)))


@signals.worker_process_init.connect  # type: ignore[untyped-decorator]
def _load_what_renders(**_: Any) -> None:
    pdf.prepare()
