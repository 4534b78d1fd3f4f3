"""`prepare`: what is taken, what is skipped and why."""

import csv
import io
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from training.__main__ import main
from training.fake import ATTRIBUTES
from training.pictures import hash_share, open_pictures
from training.prepare import CELEBA_SQUARE
from training.tests.conftest import PICTURES, command


def png(pixels: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG")
    return buffer.getvalue()


def skipped(folder: Path) -> dict[str, str]:
    with (folder / "skipped.csv").open(newline="") as file:
        return {row["file"]: row["reason"] for row in csv.DictReader(file)}


def noise(seed: int, *shape: int) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, shape, np.uint8)


def test_takes_every_good_picture_unchanged(prepared, picture_folder):
    data = open_pictures(prepared)
    assert data.pictures.shape == (PICTURES, 32, 32, 3) and data.attributes == ATTRIBUTES
    assert data.names == sorted(data.names)
    first = np.asarray(Image.open(picture_folder / data.names[7]))
    assert (data.pictures[7] == first).all()
    assert (data.labels[:, 0] != data.labels[:, 2]).all()


def test_names_what_it_skips(tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    good = noise(1, 40, 40, 3)
    (source / "a-good.png").write_bytes(png(good))
    (source / "b-same.png").write_bytes(png(good))
    (source / "c-small.png").write_bytes(png(noise(2, 20, 20, 3)))
    (source / "d-wide.png").write_bytes(png(noise(3, 40, 60, 3)))
    (source / "e-cut.png").write_bytes(png(noise(4, 40, 40, 3))[:900])
    (source / "f-text.jpg").write_text("no picture at all")
    (source / "g-empty.png").write_bytes(b"")
    (source / "readme.txt").write_text("not a picture, and not meant as one")
    command("prepare", source, tmp_path / "out", "--size", 32)
    reasons = skipped(tmp_path / "out")
    assert open_pictures(tmp_path / "out").names == ["a-good.png"]
    assert "a-good.png" in reasons["b-same.png"]
    assert "20 pixels" in reasons["c-small.png"]
    assert "60×40, not square" in reasons["d-wide.png"]
    assert all("cannot be read" in reasons[name] for name in ("e-cut.png", "f-text.jpg", "g-empty.png"))
    assert len(reasons) == 6


def test_nothing_usable_is_an_error_that_says_why(tmp_path, capsys):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "x.png").write_bytes(png(noise(1, 8, 8, 3)))
    assert main(["prepare", str(tmp_path / "in"), str(tmp_path / "out")]) == 1
    assert "x.png: is 8 pixels wide" in capsys.readouterr().err


def test_crops_celeba_as_its_name_says(tmp_path):
    folder = tmp_path / "celeba" / "img_align_celeba"
    folder.mkdir(parents=True)
    frame = noise(5, 218, 178, 3)
    (folder / "000001.png").write_bytes(png(frame))
    (folder / "000002.png").write_bytes(png(noise(6, 218, 170, 3)))
    attributes = "2\nSmiling Male\n000001.png  1 -1\n000002.png -1 1\n"
    (tmp_path / "celeba" / "list_attr_celeba.txt").write_text(attributes)
    command("prepare", tmp_path / "celeba", tmp_path / "out", "--crop", "celeba")
    data = open_pictures(tmp_path / "out")
    left, top, right, bottom = CELEBA_SQUARE
    expected = Image.fromarray(frame[top:bottom, left:right]).resize((64, 64), Image.LANCZOS)
    assert (data.pictures[0] == np.asarray(expected)).all()
    assert data.labels.tolist() == [[1, 0]]
    assert "170×218" in skipped(tmp_path / "out")["img_align_celeba/000002.png"]


@pytest.mark.parametrize("channels", [1, 3])
def test_reads_a_zip_and_lays_transparency_on_white(tmp_path, channels):
    clear = np.zeros((32, 32, 4), np.uint8)
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as file:
        file.writestr("folder/clear.png", png(clear))
        file.writestr("__MACOSX/._clear.png", b"junk")
    command("prepare", tmp_path / "in.zip", tmp_path / "out", "--size", 32, "--channels", channels)
    data = open_pictures(tmp_path / "out")
    assert data.pictures.shape == (1, 32, 32, channels) and (data.pictures == 255).all()
    assert data.attributes == []


def test_refuses_attributes_it_cannot_read(tmp_path, picture_folder, capsys):
    table = tmp_path / "table.csv"
    table.write_text("file,Smiling\n0000.png,maybe\n")
    assert main(["prepare", str(picture_folder), str(tmp_path / "out"), "--attributes", str(table)]) == 1
    assert "row 1" in capsys.readouterr().err


def test_the_split_depends_on_the_name_alone():
    shares = np.array([hash_share(f"{i:06d}.jpg") for i in range(20_000)])
    assert hash_share("folder/000001.jpg") == hash_share("000001.png")
    assert abs((shares < 0.12).mean() - 0.12) < 0.01
    assert 0 <= shares.min() and shares.max() < 1
