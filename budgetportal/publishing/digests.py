"""The hashes of what is published, and the chain that ties a unit's versions together."""

import hashlib
import json
from dataclasses import astuple, dataclass
from datetime import UTC, datetime


def sha256(data: bytes) -> str:
    """Return the SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def sm3(data: bytes) -> str:
    """Return the SM3 (GB/T 32905) in hexadecimal."""
    return hashlib.new("sm3", data).hexdigest()


@dataclass(frozen=True, slots=True)
class Link:
    """What one version adds to the chain of its unit; `previous` is the chain hash of the version before, or ""."""

    previous: str
    sha256: str
    unit_code: str
    fiscal_year: int
    kind: str
    number: int
    approved_at: datetime
    submitter: str
    approver: str
    reason: str
    remarks_sha256: str = ""  # of the answered findings; a version without any has no such member in its link

    @property
    def digest(self) -> str:
        """The SHA-256 over the members as a JSON list without blanks, the time in UTC with microseconds."""
        members = [_plain(member) for member in astuple(self)]
        if not self.remarks_sha256:
            members.pop()
        return sha256(json.dumps(members, ensure_ascii=False, separators=(",", ":")).encode())


def _plain(member: str | int | datetime) -> str | int:
    return member.astimezone(UTC).isoformat(timespec="microseconds") if isinstance(member, datetime) else member
