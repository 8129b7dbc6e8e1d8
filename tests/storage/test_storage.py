"""Results in object storage: jobs that share no folder make the bytes of a local run."""

from __future__ import annotations

import os
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError

import pytest

from cluster.slurm import free_ports
from workflow.conftest import ROOT, copy_small, own_library

ENVIRONMENT = ROOT / ".venv-storage"
APART = Path(__file__).parent / "apart"
LONGEST = 60
"""Seconds within which the server has to answer."""
DOCUMENT = "junggu-pledge-2025"
TOLD = "results/logs/"
HERE = (
    "results/packs/pledge.pdf",
    "results/packs/manifest.json",
    "results/packs/SHA256SUMS",
    "results/complete.txt",
)
"""What lies where the run was started, whatever keeps the rest."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (ENVIRONMENT / "bin" / "moto_server").exists(), reason="needs .venv-storage: make test-storage"
    ),
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an S3 server, empty and forgotten at its end."""
    (port,) = free_ports(1)
    address, log = f"http://127.0.0.1:{port}", tmp_path_factory.mktemp("server") / "log"
    command = [ENVIRONMENT / "bin" / "moto_server", "-H", "127.0.0.1", "-p", str(port)]
    with log.open("wb") as told:
        process = subprocess.Popen(command, stdout=told, stderr=told)
    try:
        end = time.monotonic() + LONGEST
        while not answers(address):
            assert time.monotonic() < end, log.read_text(errors="replace")
            time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=LONGEST)


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=LONGEST):
            return True
    except URLError:
        return False


FETCH = """
import sys
from pathlib import Path
import boto3
server, bucket, folder = sys.argv[1:]
for each in boto3.resource("s3", endpoint_url=server).Bucket(bucket).objects.all():
    path = Path(folder, each.key)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(each.get()["Body"].read())
"""
KEYS = {"AWS_ACCESS_KEY_ID": "someone", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_DEFAULT_REGION": "us-east-1"}


def fetched(server: str, folder: Path) -> Path:
    """Everything that lies in the bucket, as files."""
    command = [ENVIRONMENT / "bin" / "python3", "-c", FETCH, server, "geomsan", folder]
    subprocess.run(list(map(str, command)), env=os.environ | KEYS, check=True, timeout=LONGEST)
    return folder


def files_made(folder: Path) -> set[str]:
    """What a run made, without what tells of that one run."""
    found = {str(path.relative_to(folder)) for path in (folder / "results").rglob("*") if path.is_file()}
    return {name for name in found if not name.startswith(TOLD)}


def run(project: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    (project / ".venv").unlink(missing_ok=True)
    (project / ".venv").symlink_to(ENVIRONMENT)
    # The commands of the environment stand first on the path, as in an image.
    path = os.pathsep.join([str(ENVIRONMENT / "bin"), os.environ["PATH"]])
    return subprocess.run(
        ["bash", "workflow/run.sh", *arguments], cwd=project,
        env=os.environ | own_library(project) | {"PATH": path} | variables,
        capture_output=True, text=True, check=False, timeout=1200,
    )  # fmt: skip


def run_apart(project: Path, server: str) -> subprocess.CompletedProcess[str]:
    """Run as on Kubernetes: the profile but for the cluster itself."""
    library = own_library(project)["PYTHONPATH"]
    return run(
        project, "--workflow-profile", "profiles/kubernetes", "--executor", "apart", "--jobs", "2",
        "--storage-s3-endpoint-url", server,
        PYTHONPATH=os.pathsep.join([library, str(APART)]),
        SNAKEMAKE_STORAGE_S3_ACCESS_KEY="someone", SNAKEMAKE_STORAGE_S3_SECRET_KEY="secret",
    )  # fmt: skip


def in_git(project: Path) -> Path:
    """Put a project into git as docs/operations.md says: that is what jobs are sent."""
    (project / ".gitignore").write_text("/.venv\n/.snakemake/\n/results/\n__pycache__/\n", encoding="utf-8")
    for words in (["init", "--quiet"], ["config", "core.quotePath", "false"], ["add", "."]):
        subprocess.run(["git", *words], cwd=project, check=True)
    return project


def test_jobs_that_share_no_folder_make_the_bytes_of_a_local_run(server: str, tmp_path: Path) -> None:
    here, there = (copy_small(tmp_path / name) for name in ("here", "there"))
    for project in (here, there):
        (project / "raw" / DOCUMENT / "받은 대로.txt").write_text("원문\n", encoding="utf-8")
    local = run(here, "--cores", "2")
    assert local.returncode == 0, local.stderr
    through = run_apart(in_git(there), server)
    assert through.returncode == 0, through.stderr
    assert through.stdout == local.stdout
    for name in HERE:
        assert (there / name).read_bytes() == (here / name).read_bytes(), name
    bucket = fetched(server, tmp_path / "bucket")
    assert files_made(bucket) == files_made(here) - set(HERE)
    for name in sorted(files_made(bucket)):
        assert (bucket / name).read_bytes() == (here / name).read_bytes(), name

    # Nothing changed: nothing is made. A document that cannot be read: its pack is set aside here.
    written = (there / HERE[0]).stat().st_mtime_ns
    again = run_apart(there, server)
    # The client of the storage may have a word of its own when Python ends before its threads.
    assert again.returncode == 0, again.stderr
    assert again.stdout.endswith(through.stdout)
    assert (there / HERE[0]).stat().st_mtime_ns == written
    descriptor = there / "raw" / DOCUMENT / "datapackage.yaml"
    descriptor.write_text(
        descriptor.read_text(encoding="utf-8").replace("title:", "titel:"), encoding="utf-8"
    )
    broken = run_apart(there, server)
    assert broken.returncode != 0
    assert "titel" in broken.stderr
    assert not (there / HERE[0]).exists()
    assert (there / "results" / "earlier" / "pledge.pdf").read_bytes() == (here / HERE[0]).read_bytes()
