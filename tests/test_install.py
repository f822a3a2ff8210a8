"""What a host needs: the base install and one packed file."""

import json
import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent
HEAVY = ("torch", "transformers", "sentence_transformers", "onnx")


def test_a_host_answers_from_the_packed_file_without_torch(host, packed):
    folder, python = host
    environment = {"PATH": os.environ["PATH"], "SOUTHBOUND_INDEX": str(packed)}
    code = (
        "import sys; from retrieval.console import main; "
        "code = main(['ask', '--json', 'how many arrived in 2013?']); "
        f"print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run(
        [python, "-c", code], capture_output=True, text=True, cwd=folder, env=environment, check=False
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert [(figure["value"], figure["period"]) for figure in answer["figures"]] == [(1516, "2013")]
    assert done.stderr.splitlines()[-1] == "[]"


def test_the_base_install_holds_nothing_that_only_building_needs(host):
    _, python = host
    found = subprocess.run(
        [python, "-c", f"import importlib.util as u; print([n for n in {HEAVY} if u.find_spec(n)])"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert found.stdout.strip() == "[]"
