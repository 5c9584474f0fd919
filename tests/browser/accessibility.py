"""axe-core (vendored: axe.min.js, MPL-2.0, see axe.LICENSE; for tests only) over a page."""

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parent / "axe.min.js"
RUN = "rules => axe.run(document, {resultTypes: ['violations'], ...(rules.length ? {runOnly: rules} : {})})"


def serious_findings(page: Page, *rules: str) -> list[str]:
    """Return what axe finds serious or critical on the page, by all rules or some, with the first element concerned."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(RUN, rules)["violations"]
    return [
        f"{rule['id']}: {rule['help']} – {rule['nodes'][0]['html']} {rule['nodes'][0].get('failureSummary', '')}"
        for rule in found
        if rule["impact"] in ("serious", "critical")
    ]
