from __future__ import annotations

import hashlib
import json
import subprocess
from pathlib import Path

import pytest

from geomsan.common.errors import GeomsanError
from geomsan.publish.packs.manifest import SOFTWARE, MadeFrom, remove_others, write_manifest


def test_manifest_and_checksums(tmp_path: Path) -> None:
    pack, raw = tmp_path / "packs/b.pdf", tmp_path / "raw/도표.tsv"
    for path in (pack, raw):
        path.parent.mkdir()
        path.write_bytes(path.name.encode())
    out = tmp_path / "packs/manifest.json"
    inputs = {"raw/도표.tsv": hashlib.sha256(raw.read_bytes()).hexdigest()}
    write_manifest([pack], {"b": MadeFrom(inputs, {"violated": 1, "exact": 2})}, out)
    first = out.read_bytes()
    data = json.loads(first)
    assert data["packs"]["b"] == {
        "file": "b.pdf",
        "sha256": hashlib.sha256(pack.read_bytes()).hexdigest(),
        "inputs": inputs,
        "verdicts": {"exact": 2, "violated": 1},
    }
    assert set(data["software"]) == set(SOFTWARE)
    assert data["software"]["weasyprint"]
    subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=out.parent, check=True)
    write_manifest([pack], {"b": MadeFrom(inputs, {"exact": 2, "violated": 1})}, out)
    assert out.read_bytes() == first


def test_a_missing_pack_is_named(tmp_path: Path) -> None:
    with pytest.raises(GeomsanError, match=r"x\.pdf"):
        write_manifest([tmp_path / "x.pdf"], {}, tmp_path / "manifest.json")
    assert list(tmp_path.iterdir()) == []


def test_a_pack_that_is_no_more_goes_and_nothing_else(tmp_path: Path) -> None:
    for name in ("kept.pdf", "gone.pdf", "manifest.json"):
        (tmp_path / name).write_text(name)
    remove_others(tmp_path, ["kept"])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept.pdf", "manifest.json"]
