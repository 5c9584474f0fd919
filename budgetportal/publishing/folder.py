"""A data package as a folder: whole or not there, and never in the place of anything else."""

import json
import os
import shutil
import uuid
from collections.abc import Mapping
from pathlib import Path

from budgetportal.rendering.data_package import DESCRIPTOR, README, SUMS


class FolderTaken(Exception):  # noqa: N818 - says what is in the way
    """Something that is no data package stands at the place; the message says so in Chinese."""


def replace_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """
    Write the files as a folder, in the place of an empty folder or of an earlier data package.

    They are written beside the place and renamed: what stood there stays until all is written. `FolderTaken` where
    something else stands there; `OSError` where nothing could be written.
    """
    _refuse_what_is_not_ours(path)
    unfinished, before = (path.with_name(f".{path.name}.{uuid.uuid4().hex}") for _ in range(2))
    try:
        for name, data in files.items():
            _write_synced(unfinished / name, data)
        _swap(unfinished, path, before)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _swap(new: Path, path: Path, before: Path) -> None:
    """Put the new folder in its place; the old one comes back where that fails."""
    old = path.exists()
    if old:
        path.rename(before)
    try:
        new.rename(path)
    except OSError:
        if old:
            before.rename(path)
        raise
    shutil.rmtree(before, ignore_errors=True)


def _write_synced(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _refuse_what_is_not_ours(path: Path) -> None:
    if path.is_symlink() or (path.exists() and not path.is_dir()):
        raise FolderTaken(f"{path} 已经存在，不是文件夹；改用别的路径，或以 .zip 结尾写成压缩包。")
    if not path.parent.is_dir():
        raise FolderTaken(f"写不了 {path}：没有文件夹 {path.parent}，先建立它或改用别的路径。")
    found = {file.relative_to(path).as_posix() for file in path.rglob("*") if not file.is_dir()}
    others = sorted(found - _of_a_package(path))
    if others:
        raise FolderTaken(f"文件夹 {path} 里有不属于数据包的文件（{others[0]}），没有写入；改用空文件夹或新的路径。")


def _of_a_package(path: Path) -> set[str]:
    """The files that a package in this folder names as its own; none where there is no package."""
    try:
        resources = json.loads((path / DESCRIPTOR).read_bytes())["resources"]
        return {DESCRIPTOR, README, SUMS, *(str(one["path"]) for one in resources)}
    except (OSError, ValueError, KeyError, TypeError):
        return set()
