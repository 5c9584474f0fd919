"""The health checks of the containers: python deploy/healthcheck.py web | worker; ends with 0 where all is well."""

import ctypes
import os
import socket
import subprocess
import sys
import urllib.request


def web() -> None:
    """Ask the web process for its health address, under a host name that it serves."""
    host = os.environ["ALLOWED_HOSTS"].split(",")[0].strip()
    request = urllib.request.Request("http://127.0.0.1:8000/healthz", headers={"Host": host})
    urllib.request.urlopen(request, timeout=5).close()  # noqa: S310


def worker() -> None:
    """Ask this machine's worker for an answer through the broker, and see that PDFs can be made at full speed."""
    ctypes.CDLL("libpangoft2-1.0.so.0")
    ctypes.CDLL("libharfbuzz-subset.so.0")
    name = f"celery@{socket.gethostname()}"
    command = [sys.executable, "-m", "celery", "-A", "budgetportal.celery", "inspect", "ping", "--timeout", "10"]
    subprocess.run([*command, "--destination", name], check=True, stdout=subprocess.DEVNULL)  # noqa: S603


if __name__ == "__main__":
    {"web": web, "worker": worker}[sys.argv[1]]()
