"""What is published: acts, versions, artefacts, and the jobs that make artefacts."""

from budgetportal.publishing.models.acts import Act, Answer
from budgetportal.publishing.models.artefacts import (
    FORMATS,
    RENDERER_REVISION,
    REQUIRED,
    REQUIRED_BY_REVISION,
    Artefact,
    ArtefactName,
)
from budgetportal.publishing.models.jobs import Job, Preview
from budgetportal.publishing.models.versions import Version

__all__ = [
    "FORMATS",
    "RENDERER_REVISION",
    "REQUIRED",
    "REQUIRED_BY_REVISION",
    "Act",
    "Answer",
    "Artefact",
    "ArtefactName",
    "Job",
    "Preview",
    "Version",
]
