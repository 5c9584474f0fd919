"""
A published page as readers get it, against an empty view of the same server.

    python -m benchmarks.serve

Starts a database of its own, publishes one page of the usual size, serves it by gunicorn (sync, 2 workers, the
settings of the project) on the loopback, and asks for both addresses in turn, in rounds; a sync worker ends every
connection after its answer. The empty view passes the whole middleware; a published file is answered above sessions
and sign-in. Prints requests a second of each and the ratio of the medians: the goal is 0.8 or more. About half a
minute.
"""

import contextlib
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Generator
from pathlib import Path

from benchmarks.portal import empty_portal
from budgetportal.embedded.servers import temporary_folder

PORT = 8917
READERS = 4  # at a time, two for each worker
ROUNDS = 8
ROUND_SECONDS = 1.5
MOST_REQUESTS = 20_000  # a reader and round
ROWS = 836  # of tables, as in a disclosure of the usual size
PROJECT = Path(__file__).resolve().parents[1]


def publish_a_page() -> str:
    """Return the address of a page that stands as the workers leave one."""
    from django.urls import reverse

    from budgetportal.publishing import artefacts
    from budgetportal.publishing.models import RENDERER_REVISION, REQUIRED
    from tests.portal import press

    version = press.approve(press.unit())
    for name in REQUIRED:
        data = _page() if name == "page" else b"%PDF-1.7"
        artefacts.record(version, name, RENDERER_REVISION, artefacts.write(version, name, data), len(data))
    page = press.artefact_of(version)
    return reverse("artefact", args=[page.sha256, page.file_name])


def _page() -> bytes:
    from django.template.loader import render_to_string

    figures = "".join(
        f"<tr><th>2010{row:03}</th><td>行政运行 {row * 7919 % 1000}</td>"
        + "".join(f'<td class="amount">{row * place * 31 % 99991 / 100:.2f}</td>' for place in range(1, 8))
        + "</tr>\n"
        for row in range(ROWS)
    )
    frame = render_to_string("portal/site.html")
    return frame.replace("</main>", f'<article class="disclosure"><table>{figures}</table></article></main>').encode()


@contextlib.contextmanager
def server(folder: Path) -> Generator[None]:
    """Run gunicorn with the project's settings; the empty view is all that is added."""
    command = [
        sys.executable, "-c",
        "from gunicorn.app.wsgiapp import run; from django.conf import settings;"
        "settings.ROOT_URLCONF = 'benchmarks.empty_view'; run()",
        "--config", "deploy/gunicorn.conf.py", "--bind", f"127.0.0.1:{PORT}", "--workers", "2",
        "--worker-class", "sync", "--max-requests", "0", "budgetportal.wsgi",
    ]  # fmt: skip
    with (folder / "gunicorn.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=PROJECT, stdout=log, stderr=log)
    try:
        _wait(process)
        yield
    finally:
        process.terminate()
        process.wait(30)


def _wait(process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError):
            fetch("/empty")
            return
        time.sleep(0.2)
    raise SystemExit("gunicorn did not start")


def fetch(address: str) -> int:
    """Return the length of the answer; the least work on this side, which shares the processors with the server."""
    with socket.create_connection(("127.0.0.1", PORT), timeout=10) as connection:
        connection.sendall(f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip, br\r\n\r\n".encode())
        answer = connection.recv(1 << 20)
        if not answer.startswith(b"HTTP/1.1 200"):
            raise SystemExit(f"{address} answers {answer[:40]!r}")
        length = len(answer)
        while part := connection.recv(1 << 20):
            length += len(part)
    return length


def rate(address: str) -> float:
    """Return requests a second over one round on all connections."""
    counts: list[int] = []
    started = time.perf_counter()
    readers = [threading.Thread(target=_ask, args=(address, started + ROUND_SECONDS, counts)) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    return sum(counts) / (time.perf_counter() - started)


def _ask(address: str, until: float, counts: list[int]) -> None:
    done = 0
    while time.perf_counter() < until and done < MOST_REQUESTS:
        fetch(address)
        done += 1
    counts.append(done)


def compare(page: str) -> None:
    """Ask for both in turn and print the ratio."""
    for address in (page, "/empty"):
        rate(address)  # warms up every worker
    rounds = [(rate(page), rate("/empty")) for _ in range(ROUNDS)]
    published, empty = (statistics.median(rates) for rates in zip(*rounds, strict=True))
    print(f"published page  {published:8.0f} requests/s   ({fetch(page) / 1024:.0f} KB as sent)")
    print(f"empty view      {empty:8.0f} requests/s")
    print(f"ratio           {published / empty:8.2f}   (goal: 0.80 or more)")


def main() -> None:
    with empty_portal(), temporary_folder() as folder:
        page = publish_a_page()
        with server(folder):
            compare(page)


if __name__ == "__main__":
    main()
