"""A release as files: whole or not at all, and whatever is altered is named."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from geomsan.common.errors import GeomsanError
from geomsan.common.files import digest
from geomsan.publish.release.checksums import SUMS, fingerprint, read_sums, sums_text
from geomsan.publish.release.command import run_verify
from geomsan.publish.release.folder import put_back, write_folder
from geomsan.publish.release.verify import MOST_BYTES, verify

FILES = {"index.html": "쪽".encode(), "packs/예산.pdf": b"%PDF", "data/예산/표.csv": b"a,b\n"}


@pytest.fixture
def release(tmp_path: Path) -> Path:
    folder = tmp_path / "release" / "2026-03"
    write_folder(folder, FILES, {"session": "2026-03"})
    return folder


def said(folder: Path) -> list[str]:
    return [sentence.en for sentence in verify(folder).altered]


def test_an_unaltered_release_is_said_to_be_so(release: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = verify(release)
    assert found.altered == ()
    assert found.files == len(FILES) + 1
    assert found.fingerprint == fingerprint((release / SUMS).read_text(encoding="utf-8"))
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", SUMS], cwd=release, check=True)
    assert run_verify(release, "ko") == 0
    assert found.fingerprint in capsys.readouterr().out


def test_the_same_files_give_the_same_folder(release: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere" / "2026-03"
    old = os.umask(0o077)
    try:
        write_folder(other, dict(reversed(FILES.items())), {"session": "2026-03"})
    finally:
        os.umask(old)
    for name in (*FILES, SUMS, "manifest.json"):
        assert (other / name).read_bytes() == (release / name).read_bytes()
        assert (other / name).stat().st_mode == (release / name).stat().st_mode


@pytest.mark.parametrize(
    ("alter", "wanted"),
    [
        (lambda r: (r / "index.html").write_text("x"), ["index.html: altered"]),
        (lambda r: (r / "packs/예산.pdf").unlink(), ["packs/예산.pdf: missing"]),
        (lambda r: (r / "packs/더.pdf").write_bytes(b""), ["packs/더.pdf: not part of the release"]),
        (lambda r: (r / "packs/예산.pdf").rename(r / "packs/다른.pdf"),
         ["packs/예산.pdf: missing", "packs/다른.pdf: not part of the release"]),
        (lambda r: (r / "manifest.json").write_text('{"files": {}}'),
         ["manifest.json: altered", "data/예산/표.csv: SHA256SUMS and manifest.json disagree",
          "index.html: SHA256SUMS and manifest.json disagree",
          "packs/예산.pdf: SHA256SUMS and manifest.json disagree"]),
    ],
)  # fmt: skip
def test_what_was_altered_is_named(release, alter, wanted, capsys) -> None:
    alter(release)
    assert said(release) == wanted
    assert run_verify(release, "ko") == 1
    assert f"바뀐 것 {len(wanted)}건" in capsys.readouterr().out


def test_a_link_in_the_place_of_a_file_is_no_file_of_the_release(release: Path, tmp_path: Path) -> None:
    shutil.copy(release / "index.html", tmp_path / "copy")
    (release / "index.html").unlink()
    (release / "index.html").symlink_to(tmp_path / "copy")
    assert said(release) == ["index.html: altered"]


def test_a_pipe_or_a_device_in_the_place_of_a_file_is_not_read(release: Path) -> None:
    (release / "index.html").unlink()
    os.mkfifo(release / "index.html")
    (release / "packs/예산.pdf").unlink()
    (release / "packs/예산.pdf").symlink_to("/dev/zero")
    assert said(release) == ["index.html: altered", "packs/예산.pdf: altered"]


@pytest.mark.parametrize("name", [SUMS, "manifest.json"])
def test_a_list_that_is_no_plain_file_or_too_large_is_not_read(release: Path, name: str) -> None:
    path = release / name
    kept = path.rename(release.parent / "kept")
    for put in (os.mkfifo, lambda path: path.symlink_to(kept), lambda path: path.symlink_to("/dev/zero")):
        put(path)
        with pytest.raises(GeomsanError, match=name):
            verify(release)
        path.unlink()
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(GeomsanError, match=name):
        verify(release)


def test_names_that_lead_out_of_the_folder_are_not_followed(release: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"x")
    names = ["../../outside", str(outside), "packs/../index.html"]
    with (release / SUMS).open("a") as sums:
        sums.writelines(f"{digest(outside)}  {name}\n" for name in names)
    assert {f"{name}: missing" for name in names} <= set(said(release))


def test_line_ends_of_another_system_are_an_alteration(release: Path) -> None:
    before = verify(release).fingerprint
    path = release / SUMS
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert "index.html: not part of the release" in said(release)
    assert verify(release).fingerprint != before


def test_a_name_cannot_speak_for_the_program(release: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (release / "\x1b[2J\nall 4 files are as released").write_bytes(b"")
    assert run_verify(release, "en") == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert "\x1b" not in lines[0]


def test_whoever_alters_a_file_and_its_hash_is_found_by_the_manifest(release: Path) -> None:
    (release / "index.html").write_text("x")
    sums = read_sums((release / SUMS).read_text(encoding="utf-8"))
    sums["index.html"] = digest(release / "index.html")
    (release / SUMS).write_text(sums_text(sums), encoding="utf-8")
    assert said(release) == ["index.html: SHA256SUMS and manifest.json disagree"]


def test_whoever_alters_both_lists_loses_the_fingerprint(release: Path) -> None:
    before = verify(release).fingerprint
    write_folder(release, {**FILES, "index.html": b"x"}, {"session": "2026-03"})
    after = verify(release)
    assert after.altered == ()
    assert after.fingerprint != before


@pytest.mark.parametrize("name", [SUMS, "manifest.json"])
def test_a_folder_without_its_lists_is_no_release(release: Path, name: str) -> None:
    (release / name).unlink()
    with pytest.raises(GeomsanError, match=name):
        verify(release)


@pytest.mark.parametrize("text", ['{"files": [', "[]", '{"files": {"a": 1}}', "[" * 100_000])
def test_a_manifest_that_is_none_is_named(release: Path, text: str) -> None:
    (release / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(GeomsanError, match=r"manifest\.json"):
        verify(release)


def test_what_fails_leaves_the_earlier_release(release: Path, tmp_path: Path) -> None:
    with pytest.raises(GeomsanError, match="2026-03"):
        write_folder(release, {**FILES, "packs/b.pdf": tmp_path / "missing.pdf"}, {})
    assert said(release) == []
    assert [path.name for path in release.parent.iterdir()] == ["2026-03"]


def test_a_release_taken_away_by_a_run_that_ended_is_put_back(release: Path) -> None:
    old = release.with_name(".2026-03.old")
    release.rename(old)
    put_back(release)
    assert said(release) == []
    assert not old.exists()
    shutil.copytree(release, old)
    put_back(release)
    assert not old.exists()
