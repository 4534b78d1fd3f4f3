"""From a classifier to labels, directions, exemplars and the model folder that carries them."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from training import concepts, directions
from training.__main__ import main
from training.classifier import classify_pictures, open_classifier
from training.exemplars import MOST, RULE, THRESHOLD
from training.fake import ATTRIBUTES
from training.label import Labels
from training.logistic import balanced_weights, fit_logistic
from training.model_folder import ModelFolder
from training.pictures import open_pictures, to_bytes, to_unit
from training.safetensors_io import read_metadata, read_safetensors, write_safetensors
from training.tests.conftest import command, export

COUNT = 1500


@pytest.fixture(scope="module")
def labels(model_folder, large, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("labels") / "labels.safetensors"
    command("label", model_folder, large, path, "--seed", 3, "--first", 7, "--count", COUNT)
    return path


@pytest.fixture(scope="module")
def page(prepared, labels, model_folder, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("page") / "classifier.safetensors"
    command(
        "classify", prepared, path, "--architecture", "page", "--labels", labels, "--model", model_folder,
        "--epochs", 2, "--batch", 32, "--threads", 1,
    )
    return path


def test_the_classifier_learns_and_states_it(large):
    _, facts = open_classifier(large)
    assert facts["attributes"] == ATTRIBUTES
    counts = facts["pictures"]
    assert counts["training"] > 5 * counts["held_out"] > 0
    assert facts["held_out"]["Male"]["auc"] > 0.95


def test_an_interrupted_run_ends_where_an_uninterrupted_one_does(prepared, tmp_path, monkeypatch):
    words = ("--epochs", 2, "--batch", 32, "--threads", 1, "--save-every", 2)
    command("classify", prepared, tmp_path / "whole.safetensors", *words)

    class Stop(Exception):
        pass

    from training import classify

    taken = classify.Batches.take

    def take(self, step):
        if step == 5:
            raise Stop
        return taken(self, step)

    monkeypatch.setattr(classify.Batches, "take", take)
    with pytest.raises(Stop):
        command("classify", prepared, tmp_path / "cut.safetensors", *words)
    monkeypatch.undo()
    command("classify", prepared, tmp_path / "cut.safetensors", *words)
    whole, cut = (read_safetensors(tmp_path / f"{name}.safetensors") for name in ("whole", "cut"))
    assert all((whole[name] == cut[name]).all() for name in whole)


def test_a_checkpoint_of_other_words_is_refused(prepared, tmp_path, capsys):
    command("classify", prepared, tmp_path / "c.safetensors", "--epochs", 1, "--batch", 64, "--threads", 1)
    words = ["classify", str(prepared), str(tmp_path / "c.safetensors"), "--epochs", "2", "--batch", "64"]
    assert main(words) == 1
    assert "other words" in capsys.readouterr().err


def test_calibration_is_folded_in(large, prepared):
    network, _ = open_classifier(large)
    data = open_pictures(prepared)
    probabilities = 1 / (1 + np.exp(-classify_pictures(network, to_unit(data.pictures))))
    assert np.abs(probabilities.mean(0) - data.labels.mean(0)).max() < 0.1


def test_labels_are_what_the_classifier_says_of_picture_and_mirror(labels, large, model_folder):
    model, opened = ModelFolder(model_folder), Labels(labels)
    assert opened.probabilities.shape == (COUNT, len(ATTRIBUTES))
    picture = to_unit(to_bytes(model.draw(3, 7 + 11, 1)))
    network, _ = open_classifier(large)
    with torch.no_grad():
        both = torch.from_numpy(np.concatenate([picture, picture[:, :, :, ::-1]]))
        expected = torch.sigmoid(network(both)).mean(0).numpy()
    assert opened.probabilities[11] / 255 == pytest.approx(expected, abs=0.5 / 255 + 1e-4)
    with torch.no_grad():
        logit = model.discriminator.main(torch.from_numpy(picture)).item()
    assert read_safetensors(labels)["realness"][11] == pytest.approx(logit, rel=2e-3, abs=1e-3)


def test_bfloat16_moves_probabilities_a_little(labels, model_folder, large, tmp_path):
    words = ("--seed", 3, "--first", 7, "--count", 50, "--bfloat16")
    command("label", model_folder, large, tmp_path / "labels.safetensors", *words)
    rough, exact = (read_safetensors(path)["probabilities"] for path in (tmp_path / "labels.safetensors", labels))
    difference = np.abs(rough.astype(int) - exact[:50].astype(int))
    assert 0 < difference.max() < 0.05 * 255


def test_kept_pictures_are_used_again_and_no_others(model_folder, large, tmp_path, capsys):
    words = ["label", model_folder, large, tmp_path / "a.safetensors", "--count", 20, "--pictures", tmp_path / "kept.npy"]
    command(*words)
    kept = np.load(tmp_path / "kept.npy")
    assert (kept == to_bytes(ModelFolder(model_folder).draw(1, 0, 20))).all()
    # A mark in the file shows that it is read.
    np.save(tmp_path / "kept.npy", np.zeros_like(kept))
    command(*words)
    probabilities = read_safetensors(tmp_path / "a.safetensors")["probabilities"]
    assert (probabilities == probabilities[0]).all()
    assert main([str(word) for word in [*words, "--seed", 2]]) == 1
    assert "other pictures" in capsys.readouterr().err


def test_directions_are_the_optimum_of_their_objective(labels, model_folder, page, tmp_path):
    # The classifier's words on random pictures are one-sided; labels by a rule are fit to be learnt.
    z = ModelFolder(model_folder).latents(3, 7, COUNT)
    there = np.stack([z[:, 0] + z[:, 1] > 0.4, z[:, 2] > -0.5, np.zeros(COUNT)], 1)
    tensors = {"probabilities": np.where(there, 200, 50).astype(np.uint8)}
    write_safetensors(tmp_path / "labels.safetensors", tensors, read_metadata(labels))
    command(
        "directions", model_folder, tmp_path / "labels.safetensors", tmp_path / "d.json",
        "--page-classifier", page, "--penalty", 0.01,
    )
    result = json.loads((tmp_path / "d.json").read_text())
    smiling, male = result["attributes"]
    assert (smiling["name"], male["name"]) == tuple(ATTRIBUTES[:2])
    assert result["left_out"] == [{"name": ATTRIBUTES[2], "positives": 0}]
    assert smiling["direction"]["auc"] > 0.98
    assert smiling["vector"][0] == pytest.approx(smiling["vector"][1], abs=0.1)
    assert np.linalg.norm(male["vector"]) == pytest.approx(1, abs=1e-6)
    assert 0 <= male["page_classifier"]["agreement_generated"] <= 1
    fitted = (7 + np.arange(COUNT)) % 5 != 0
    fit = fit_logistic(z[fitted], there[fitted, 1], balanced_weights(there[fitted, 1]), 0.01)
    assert male["weight_length"] * np.array(male["vector"]) == pytest.approx(fit.weights, abs=1e-5)
    assert male["bias"] == pytest.approx(fit.bias, abs=1e-6)


def test_a_conditional_direction_moves_its_attribute_and_not_those_it_is_free_of():
    z = np.random.default_rng(3).standard_normal((4000, 6))
    # The second lies 45 degrees from the first; the third is apart from both.
    axes = np.array([[1, 0, 0, 0, 0, 0], [1, 1, 0, 0, 0, 0], [0, 0, 0, 1, 0, 0]]) / [[1], [2**0.5], [1]]
    there = z @ axes.T > 0
    held_out = np.arange(4000) % 5 == 0
    found = [
        {"name": name, **directions.fit_direction(z, there[:, j], held_out, 0.01)}
        for j, name in enumerate(("one", "leaning", "apart"))
    ]
    directions.add_conditional(found, z, there, held_out)
    assert "conditional" not in found[2]
    leaning = found[1]["conditional"]
    assert leaning["free_of"] == ["one"]
    assert leaning["auc_of_others_before"]["one"] > 0.8
    assert leaning["auc_of_others"]["one"] == pytest.approx(0.5, abs=0.06)
    assert 0.7 < leaning["auc"] < found[1]["direction"]["auc"]
    # Balanced accuracy of a cut at 45 degrees to the truth: 3/4.
    assert leaning["balanced_accuracy"] == pytest.approx(0.75, abs=0.05)
    vector = directions.freed(np.array(found[1]["vector"]), np.array([found[0]["vector"], found[2]["vector"]]))
    assert np.linalg.norm(vector) == pytest.approx(1)
    assert np.abs(vector @ np.array([found[0]["vector"], found[2]["vector"]]).T).max() < 1e-12


def test_concepts_follow_their_rule(labels, model_folder, tmp_path, monkeypatch, capsys):
    random = np.random.default_rng(4)
    p = random.integers(0, 256, (COUNT, len(ATTRIBUTES)), np.uint8)
    # Too rare at first, enough from 400 on: the run that begins at 300 is the first with 20.
    smiling = np.zeros(COUNT, bool)
    smiling[10:1400:40] = smiling[400:420] = True
    p[:, 0] = np.where(smiling, 128, 127)
    write_safetensors(tmp_path / "labels.safetensors", {"probabilities": p}, read_metadata(labels))
    words = (model_folder, tmp_path / "c.json", "--labels", tmp_path / "labels.safetensors")
    assert main(["concepts", *map(str, words)]) == 1
    assert "no boxes are known for pictures of 32²" in capsys.readouterr().err
    smile = {"smile": concepts.Prepared("Smiling", [[10, 22, 22, 28]], 150, "main.4")}
    monkeypatch.setattr(concepts, "KINDS", (concepts.Kind(32, "Smiling", smile),))
    command("concepts", *words, "--samples", COUNT, "--means", tmp_path / "means.png")
    result = json.loads((tmp_path / "c.json").read_text())
    assert result["rule"] == concepts.RULE
    entry = result["concepts"][0]
    assert entry["id"] == "smile"
    assert entry["sheet"] == {"seed": 3, "first_index": 7 + 300, "count": 150}
    assert entry["samples"] == np.flatnonzero(smiling[300:450]).tolist()
    assert (tmp_path / "means.png").exists()


def test_concepts_drawn_by_hand_are_checked_and_written(model_folder, tmp_path, capsys):
    drawn = {
        "how": "By hand.", "generator_sha256": ModelFolder(model_folder).generator_sha256,
        "concepts": [{
            "id": "mouths", "layer": "main.4", "seed": 1, "first_index": 5, "count": 20,
            "boxes": {"12": [[0, 0, 32, 32]], "3": [[1, 2, 3, 4], [5, 6, 7, 8]]},
        }],
    }
    marks, output = tmp_path / "marks.json", tmp_path / "c.json"
    words = ["concepts", str(model_folder), str(output), "--marks", str(marks)]
    marks.write_text(json.dumps(drawn))
    assert main(words) == 0
    assert "3 boxes on 2 of 20 samples" in capsys.readouterr().out
    result = json.loads(output.read_text())
    assert result["rule"] == "By hand."
    assert result["concepts"] == [{
        "id": "mouths", "layer": "main.4", "uses_unmarked": True,
        "sheet": {"seed": 1, "first_index": 5, "count": 20},
        "marks": [{"sample": 3, "boxes": [[1, 2, 3, 4], [5, 6, 7, 8]]}, {"sample": 12, "boxes": [[0, 0, 32, 32]]}],
    }]
    for boxes in ({"20": [[0, 0, 1, 1]]}, {"3": [[0, 0, 33, 1]]}, {"3": [[4, 0, 4, 1]]}):
        marks.write_text(json.dumps({**drawn, "concepts": [{**drawn["concepts"][0], "boxes": boxes}]}))
        assert main(words) == 1
        assert "is not on its sheet of 32² pictures" in capsys.readouterr().err
    marks.write_text(json.dumps({**drawn, "generator_sha256": "0"}))
    assert main(words) == 1 and "another generator" in capsys.readouterr().err
    assert main(words[:3]) == 1 and "neither was given" in capsys.readouterr().err


def test_a_concept_without_an_attribute_is_where_the_boxes_are_bright(labels):
    prepared = concepts.Prepared(None, [[0, 0, 2, 4], [6, 0, 8, 4]], 2, "main.5")
    pictures = np.zeros((3, 8, 8, 3), np.uint8)
    pictures[0, :4, :2] = pictures[0, :4, 6:] = concepts.BRIGHT
    pictures[1] = 255
    pictures[1, :4, :2] = 2 * concepts.BRIGHT - 256  # the mean of both boxes is half a step too dark
    pictures[2, 4:] = 255
    assert concepts.carries(prepared, Labels(labels), pictures).tolist() == [True, False, False]


def test_where_no_run_has_enough_the_fullest_is_taken():
    there = np.zeros(400, bool)
    there[[120, 130, 260, 261, 262]] = True
    assert concepts.choose_run(there, 100) == 200
    assert concepts.choose_run(there[:50], 100) == 0


def test_exemplars_follow_their_rule(labels, model_folder, tmp_path):
    random = np.random.default_rng(2)
    p = random.integers(0, 256, (COUNT, len(ATTRIBUTES)), np.uint8)
    write_safetensors(tmp_path / "labels.safetensors", {"probabilities": p}, read_metadata(labels))
    command("exemplars", model_folder, tmp_path / "labels.safetensors", tmp_path / "e.json")
    result = json.loads((tmp_path / "e.json").read_text())
    assert result["rule"] == RULE
    (preset,) = result["presets"]  # the others need attributes that are not there
    assert preset["id"] == "smiling-man"
    slots = [preset[slot] for slot in "abc"]
    everyone = [index for slot in slots for index in slot["indices"]]
    assert len(set(everyone)) == len(everyone)
    for slot in slots:
        assert len(slot["indices"]) == min(MOST, slot["satisfying"])
        for condition in slot["concept"]:
            column = p[np.array(slot["indices"]) - 7, ATTRIBUTES.index(condition["attribute"])] / 255
            assert ((column if condition["present"] else 1 - column) >= THRESHOLD).all()


def test_all_of_it_goes_into_the_model_folder(weights_folder, labels, page, tmp_path):
    subject = ("--subject", "avatar")
    export(weights_folder, tmp_path, "--classifier", page, "--labels", labels, *subject)
    config = json.loads((tmp_path / "config.json").read_text())
    assert config["subject"] == "avatar"
    assert config["labels"] == {"file": "labels.safetensors", "seed": 3, "first_index": 7, "count": COUNT}
    assert config["classifier"]["attributes"] == ATTRIBUTES
    assert len(config["classifier"]["held_out"]["auc"]) == len(ATTRIBUTES)
    for name, entry in config["files"].items():
        assert (tmp_path / name).stat().st_size == entry["size_bytes"]
    golden = read_safetensors(tmp_path / "golden.safetensors")
    network, _ = open_classifier(tmp_path / "classifier.safetensors")
    with torch.no_grad():
        expected = network(torch.from_numpy(golden["images"].copy())).numpy()
    assert golden["attribute_logits"] == pytest.approx(expected, abs=1e-4)
    # An export over itself changes nothing.
    before = (tmp_path / "config.json").read_text()
    export(weights_folder, tmp_path, "--classifier", tmp_path / "classifier.safetensors", "--labels", tmp_path / "labels.safetensors", *subject)
    assert (tmp_path / "config.json").read_text() == before


def test_labels_without_logits_of_d_are_refused(weights_folder, labels, page, tmp_path, capsys):
    probabilities = {"probabilities": read_safetensors(labels)["probabilities"]}
    write_safetensors(tmp_path / "labels.safetensors", probabilities, read_metadata(labels))
    words = ["export", weights_folder, tmp_path / "out", "--id", "tiny", "--title", "Tiny", "--licence", "MIT", "--data", "none"]
    assert main([str(word) for word in [*words, "--classifier", page, "--labels", tmp_path / "labels.safetensors"]]) == 1
    assert "no logits of D" in capsys.readouterr().err


def test_knowledge_of_another_generator_is_refused(model_folder, labels, tmp_path, capsys):
    facts = json.loads(read_metadata(labels)["facts"])
    stranger = {"facts": json.dumps({**facts, "generator_sha256": "0" * 64})}
    write_safetensors(tmp_path / "labels.safetensors", read_safetensors(labels), stranger)
    words = [str(model_folder), str(tmp_path / "labels.safetensors"), str(tmp_path / "out.json")]
    assert main(["directions", *words]) == 1
    assert main(["exemplars", *words]) == 1
    assert capsys.readouterr().err.count("another generator") == 2
    assert not (tmp_path / "out.json").exists()
