"""What `run` starts once the environment stands: python -m budgetportal.embedded demo | manage … | with-servers …"""

import argparse
import os
import signal
import sys
from pathlib import Path

from budgetportal.embedded.processes import EmbeddedServerError
from budgetportal.embedded.servers import EmbeddedServers, embedded_servers, temporary_folder
from budgetportal.embedded.supervisor import (
    PROJECT,
    Supervisor,
    exit_on_signal,
    run_in_foreground,
    say,
    try_out_environment,
)


def demo(folder: Path, port: int) -> int:
    """Run the try-out until it is stopped."""
    signal.signal(signal.SIGINT, exit_on_signal)
    Supervisor(folder, port).run()
    return 0


def manage(folder: Path, arguments: list[str]) -> int:
    """Run a command of the portal on the try-out's data, whether the try-out is running or not."""
    servers = EmbeddedServers(folder)
    command = [sys.executable, str(PROJECT / "manage.py"), *arguments]
    running = not servers.lock()
    signal.signal(signal.SIGINT, lambda *_: None)  # the command's own business
    try:
        if not running:
            servers.start()
        return run_in_foreground(command, try_out_environment(servers))
    finally:
        if not running:
            servers.stop()


def with_servers(command: list[str]) -> int:
    """Run any command with servers of its own, whose data are thrown away afterwards."""
    with temporary_folder() as folder, embedded_servers(folder / "servers") as addresses:
        return run_in_foreground(
            command,
            {
                **os.environ,
                **addresses.environment(),
                "INSECURE_HTTP": "1",
                "HASHED_STATIC_FILES": "0",
                "BUDGETPORTAL_VAR": str(folder),
            },
        )


def main() -> int:
    """Read the command line and do what it says."""
    parser = argparse.ArgumentParser(prog="run")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("command", choices=["demo", "manage", "with-servers"])
    parser.add_argument("arguments", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, exit_on_signal)
    try:
        if options.command == "demo":
            return demo(options.data, options.port)
        if options.command == "manage":
            return manage(options.data, options.arguments)
        return with_servers(options.arguments)
    except EmbeddedServerError as error:
        say(f"不能继续：{error}")
        return 1


if __name__ == "__main__":
    sys.exit(main())
