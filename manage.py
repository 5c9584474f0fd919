#!/usr/bin/env python3
"""The portal's commands."""

import os
import sys


def main() -> None:
    """Run one command with the portal's settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "budgetportal.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
