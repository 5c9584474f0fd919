"""What a PDF costs: our warm render against WeasyPrint by default on the same HTML, in turn, in one run.

    python -m benchmarks.render [ROUNDS] [RENDERS]

Prints the ratio of processor time (goal: at most 0.8), the cold start, the peak memory of a process (goal: at most
200 MB) and its growth over RENDERS documents (goal: flat). The default uses the machine's own Noto CJK.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from budgetportal.rendering import pdf
from tests.rendering import sample

DEFAULT_FONTS = {
    "Portal Song Rare": "Noto Serif CJK SC",
    "Portal Song": "Noto Serif CJK SC",
    "Portal Hei": "Noto Sans CJK SC",
}
MEGABYTE = 1024  # of the kB that the kernel reports


def by_default() -> Callable[[], bytes]:
    """WeasyPrint as it comes: the stylesheet read each time, the machine's fonts, the collector on."""
    import weasyprint

    html = pdf.print_html(sample.document(), sample.STAMP)
    css = pdf.paper_css()
    for ours, theirs in DEFAULT_FONTS.items():
        css = css.replace(f'"{ours}"', f'"{theirs}"')
    return lambda: weasyprint.HTML(string=html).write_pdf(stylesheets=[weasyprint.CSS(string=css)])


def by_us() -> Callable[[], bytes]:
    """The portal's way, from the same HTML."""
    pdf.prepare()
    html = pdf.print_html(sample.document(), sample.STAMP)
    return lambda: pdf.set_page(html)


def whole() -> Callable[[], bytes]:
    """From the document, as a worker does it."""
    pdf.prepare()
    return lambda: pdf.pdf(sample.document(), sample.STAMP)


WAYS = {"default": by_default, "ours": by_us, "whole": whole}


def serve(way: str) -> None:
    """Render once for every line read; answer processor time, peak and present memory in kB, size."""
    render = WAYS[way]()
    for _ in sys.stdin:
        started = time.process_time()
        size = len(render())
        spent = time.process_time() - started
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(spent, peak, resident(), size, flush=True)


def resident() -> int:
    """The memory of this process now, in kB."""
    status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))


class Renderer:
    """A process that renders on demand in one of the ways."""

    def __init__(self, way: str) -> None:
        command = [sys.executable, "-m", "benchmarks.render", "--serve", way]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def render(self) -> tuple[float, int, int, int]:
        """Seconds of processor time, peak and present memory in kB, size of the file."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        seconds, *rest = self.process.stdout.readline().split()
        peak, now, size = map(int, rest)
        return float(seconds), peak, now, size

    def close(self) -> None:
        """End the process."""
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait()


def side_by_side(rounds: int) -> None:
    ours, default = Renderer("ours"), Renderer("default")
    ours.render(), default.render()  # warm
    pairs = [(ours.render(), default.render()) for _ in range(rounds)]
    ratio = statistics.median(mine[0] / theirs[0] for mine, theirs in pairs)
    mine, theirs = pairs[-1]
    print(f"processor time, ours to default: {ratio:.2f} (goal <= 0.80)")
    medians = [statistics.median(pair[side][0] for pair in pairs) for side in (0, 1)]
    print(f"  ours {medians[0]:.2f} s, default {medians[1]:.2f} s")
    print(f"peak memory, ours to default: {mine[1] / theirs[1]:.2f}")
    print(f"file size, ours to default: {mine[3] / theirs[3]:.2f} ({mine[3] // 1024} kB)")
    ours.close()
    default.close()


def cold_start() -> None:
    started = time.perf_counter()
    renderer = Renderer("whole")
    seconds = renderer.render()[0]
    print(f"cold start to the first document: {time.perf_counter() - started:.2f} s (its render: {seconds:.2f} s)")
    renderer.close()


def growth(renders: int) -> None:
    renderer = Renderer("whole")
    memory = [renderer.render()[1:3] for _ in range(renders)]
    first = min(20, renders // 5 + 1)
    grown = (memory[-1][1] - memory[first - 1][1]) / MEGABYTE
    print(f"peak memory of the process: {memory[-1][0] // MEGABYTE} MB (goal <= 200 MB)")
    print(f"growth from document {first} to {renders}: {grown:+.1f} MB (goal: flat)")
    renderer.close()


def main() -> None:
    if sys.argv[1:2] == ["--serve"]:
        return serve(sys.argv[2])
    rounds, renders = [*map(int, sys.argv[1:3]), *(7, 100)[len(sys.argv) - 1 :]]
    side_by_side(rounds)
    cold_start()
    return growth(renders)


if __name__ == "__main__":
    main()
