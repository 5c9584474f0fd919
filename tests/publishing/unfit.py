"""Loaded into a worker, it takes the fonts away, as on a machine where they were not copied."""

from pathlib import Path

from budgetportal.rendering import fontconfig

fontconfig.FOLDER = Path("/nonexistent")
