"""One event, one line of JSON: nothing that a person typed can start a line of its own."""

import json
import logging
from datetime import UTC, datetime

FIELDS_OF_LOGGING = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
NOT_SHOWN = FIELDS_OF_LOGGING | {"request", "server_time"}  # Django's own extras


class JsonFormatter(logging.Formatter):
    """Time, level, logger, message, the traceback if any, and the fields that the caller gave as `extra`."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the event as one line; characters beyond ASCII that end or reorder lines are escaped."""
        event: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        event |= {name: str(value) for name, value in vars(record).items() if name not in NOT_SHOWN}
        if record.exc_info:
            event["traceback"] = self.formatException(record.exc_info)
        return "".join(_shown(character) for character in json.dumps(event, ensure_ascii=False))


def _shown(character: str) -> str:
    return character if character.isprintable() else f"\\u{ord(character):04x}"
