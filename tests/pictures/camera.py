"""Taking the pictures of the manual: a page in its state, cropped to what matters, small on disk."""

import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page

from budgetportal.filings.models import FilingRecord

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "manual" / "images"
COLOURS = 64  # enough for a page of text and rules
MARGIN = 8
STILL = """*, *::before, *::after {
    caret-color: transparent !important; transition: none !important; animation: none !important;
}"""
CLOCK = r"/\b([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?\b/g"
FIX_CLOCKS = f"""() => {{
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {{
        const node = walker.currentNode;
        const still = node.data.replace({CLOCK}, "10:30").replace(/20\\d\\d-\\d\\d-\\d\\d (?=10:30)/g, "2024-01-15 ");
        const fixed = still.replace(/用了 \\d+ 秒/, "用了 5 秒");
        if (fixed !== node.data) node.data = fixed;
    }}
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`{STILL}`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}}"""


@dataclass(frozen=True)
class Camera:
    """A window on the example region, in which pages are opened and pictures taken."""

    page: Page
    url: str
    record: FilingRecord

    def open(self, path: str) -> Page:
        """Open an address of the portal."""
        answer = self.page.goto(self.url + path)
        assert answer is not None
        assert answer.ok, (path, answer.status)
        return self.page

    def filing(self, path: str = "change/") -> Page:
        """Open a page of the draft; its script has started."""
        self.open(f"/admin/filings/filingrecord/{self.record.pk}/{path}")
        if self.page.locator("form[data-copy]").count():
            self.page.wait_for_selector("html[data-saving=ready]", state="attached", timeout=15_000)
        return self.page

    def publishing(self, path: str = "") -> Page:
        """Open a page of the draft's way to the public."""
        return self.open(f"/admin/publishing/{self.record.pk}/{path}")

    def take(self, name: str, *parts: Locator, height: int = 900) -> None:
        """Write the picture: the page's top, or just what encloses the parts."""
        page = self.page
        page.wait_for_load_state("networkidle")
        page.evaluate("document.fonts.ready")
        page.evaluate(FIX_CLOCKS)
        boxes = [box for part in parts if (box := part.bounding_box())]
        assert len(boxes) == len(parts), f"{name}: a part is not to be seen"
        width = page.viewport_size["width"]  # type: ignore[index]
        if boxes:
            left, top = (max(0, min(box[side] for box in boxes) - MARGIN) for side in ("x", "y"))
            right = min(width, max(box["x"] + box["width"] for box in boxes) + MARGIN)
            bottom = max(box["y"] + box["height"] for box in boxes) + MARGIN
            clip = {"x": left, "y": top, "width": right - left, "height": min(bottom - top, height)}
        else:
            clip = {"x": 0, "y": 0, "width": width, "height": height}
        write(name, page.screenshot(clip=clip))  # type: ignore[arg-type]


def write(name: str, data: bytes) -> None:
    """Write a picture with few colours."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(IMAGES / f"{name}.png", optimize=True)
