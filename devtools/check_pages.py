"""The pages of a running demo, tried by html-validate, the Nu checker and Lighthouse.

Part of `make check-web`. The tools are npm packages, pinned below and fetched into `var/web_tools`;
without npm or Java what needs them is said to be left out, and fails nothing.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import urlopen

from core.settings import Settings
from devtools.demo.run import demo_settings
from service.paths import VAR

TOOLS = VAR / "web_tools"
PACKAGES = ("html-validate@9", "vnu-jar@26.9.27", "lighthouse@12.2.3")
PUBLIC = (
    "/",
    "/oslo",
    "/oslo/leverandorer?bydel=030105&tjeneste=practical_assistance&lodd=a1",
    "/oslo/sammenlign?velg=hasselvind&velg=oslo-kommune&lodd=a1",
    "/oslo/slik-velger-du",
    "/sprak/ar",
)
PRIVATE = ("/velg/oslo", "/velg/oslo/kode", "/velg/oslo/nytt-brev", "/chat/0301")
"""These keep themselves out of search engines, so they are not judged as pages for them."""
LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 95}
TASTE = (
    *("doctype-style", "tel-non-breaking", "form-dup-name", "void-style", "long-title"),
    "no-trailing-whitespace",
)
"""Rules of html-validate that are a matter of taste, or wrong for several answers of one name."""


def main(address: str) -> int:
    """Try every page that is served at an address; how many faults there are."""
    npm = shutil.which("npm")
    if npm is None:
        print("no npm: html-validate, the Nu checker and Lighthouse are left out")
        return 0
    try:
        urlopen(address).close()  # noqa: S310 - the demo on loopback
    except URLError:
        print(f"nothing answers at {address}: start it with `make demo` in another window first")
        return 1
    if not TOOLS.is_dir():
        TOOLS.mkdir(parents=True)
        subprocess.run([npm, "install", "--silent", "--prefix", TOOLS, *PACKAGES], check=True)
    faults = 0
    with TemporaryDirectory() as folder:
        files = []
        for number, path in enumerate((*PUBLIC, *PRIVATE)):
            file = Path(folder) / f"{number}.html"
            file.write_bytes(urlopen(address + path).read())  # noqa: S310 - the demo on loopback
            files.append(str(file))
        rules = {"extends": ["html-validate:recommended"], "rules": dict.fromkeys(TASTE, "off")}
        Path(folder, ".htmlvalidate.json").write_text(json.dumps(rules), "utf-8")
        faults += _run([TOOLS / "node_modules/.bin/html-validate", *files], Path(folder))
        if java := shutil.which("java"):
            jar = TOOLS / "node_modules/vnu-jar/build/dist/vnu.jar"
            faults += _run([java, "-jar", jar, "--errors-only", *files], Path(folder))
        for path in (*PUBLIC, *PRIVATE):
            faults += _lighthouse(address + path, Path(folder), path in PRIVATE)
    return faults


def _run(command: list[str | Path], folder: Path) -> int:
    return int(subprocess.run(command, cwd=folder, check=False).returncode != 0)


def _lighthouse(address: str, folder: Path, private: bool) -> int:
    """One page on the phone profile; whether it is worse than it may be."""
    file = folder / "report.json"
    options = ["--quiet", "--output=json", f"--output-path={file}"]
    flags = "--chrome-flags=--headless --no-sandbox --disable-gpu"
    environment = {**os.environ, "CHROME_PATH": shutil.which("chromium") or ""}
    tool = TOOLS / "node_modules/.bin/lighthouse"
    subprocess.run([tool, address, flags, *options], env=environment, check=True)
    categories = json.loads(file.read_text("utf-8"))["categories"]
    scores = {name: round(100 * (each["score"] or 0)) for name, each in categories.items()}
    print(address, scores)
    asked = {k: v for k, v in LEAST.items() if not (private and k == "seo")}
    return int(any(scores[name] < least for name, least in asked.items()))


if __name__ == "__main__":
    base = sys.argv[1] if len(sys.argv) > 1 else demo_settings(Settings()).base_url
    raise SystemExit(main(base))
