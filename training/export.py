"""`export`: trained weights become a model folder that the page loads.

The folder of weights holds `config.json` with the layers (`generator`, optional `discriminator`),
`latent_dim`, `prior`, `image_size`, `channels` and, optionally, `training`; and the float16
safetensors with PyTorch names. Written are the weights unchanged, `config.json` version 1 with sizes
and SHA-256 of every file, `golden.safetensors` (four latents, and what PyTorch makes of them in
float32 on the float16 weights), `samples.webp` (64 uncurated samples of one seed) and the model card.

What is known about the model goes along: the page's attribute classifier, labels, directions,
exemplars and concepts. What was made for another generator is refused.
"""

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import numpy as np

from training.classifier import classify_pictures, open_classifier, page_layers
from training.network import discriminate, generate, load_network
from training.safetensors_io import read_metadata, read_safetensors, write_safetensors
from training.sheet import write_sheet
from training.streams import draw_samples

SHEET_COLUMNS = SHEET_ROWS = 8
GOLDEN_SEED = 1511
# What the page has words for (`subjects` in src/model/config.ts).
SUBJECTS = ("face", "avatar", "bedroom", "sample")


def with_explicit_epsilon(layers: list[dict], epsilon: float) -> list[dict]:
    """Layer list in which every batch norm states its epsilon; PyTorch's default is not assumed later."""
    return [{"epsilon": epsilon, **layer} if layer["kind"] == "batch_norm" else layer for layer in layers]


def samples_of(source: dict, seed: int, count: int) -> np.ndarray:
    """Samples 0 … count − 1 of a seed: float32 [count, latent_dim]."""
    return draw_samples(source["prior"], source["latent_dim"], seed, 0, count)


def digest(path: Path) -> dict:
    """Size and SHA-256 as `config.json` lists them."""
    return {"size_bytes": path.stat().st_size, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}


def place(source: str, output: Path, name: str) -> Path:
    """The file under its name in the model folder; it may lie there already."""
    target = output / name
    if not target.exists() or not target.samefile(source):
        shutil.copyfile(source, target)
    return target


def place_classifier(path: str, output: Path, golden: dict[str, np.ndarray]) -> dict:
    """Entry of the page's classifier; its logits on the golden pictures are added to `golden`."""
    network, facts = open_classifier(Path(path))
    if facts["architecture"] != "page":
        raise ValueError(f"{path}: a {facts['architecture']} classifier; the page runs those of --architecture page")
    golden["attribute_logits"] = classify_pictures(network, golden["images"])
    place(path, output, "classifier.safetensors")
    rows = [facts["held_out"][name] for name in facts["attributes"]]
    keys = ("accuracy", "balanced_accuracy", "auc")
    return {
        "file": "classifier.safetensors",
        "layers": page_layers(facts["channels"], facts["size"], len(facts["attributes"])),
        "attributes": facts["attributes"],
        "held_out": {"pictures": facts["pictures"]["held_out"], **{key: [row[key] for row in rows] for key in keys}},
    }


def place_knowledge(options: argparse.Namespace, output: Path) -> dict:
    """Entries of labels, directions, exemplars and concepts, as far as they are given."""
    of_generator = digest(output / "generator.safetensors")["sha256"]
    entries: dict = {}
    if options.labels:
        facts = json.loads(read_metadata(Path(options.labels))["facts"])
        check_generator(options.labels, facts, of_generator)
        if "realness" not in read_safetensors(Path(options.labels)):
            raise ValueError(f"{options.labels} has no logits of D, which the page shows; label a model that has a D")
        place(options.labels, output, "labels.safetensors")
        entries["labels"] = {"file": "labels.safetensors", **{key: facts[key] for key in ("seed", "first_index", "count")}}
    for key in ("directions", "exemplars", "concepts"):
        path = getattr(options, key)
        if path:
            check_generator(path, json.loads(Path(path).read_text()), of_generator)
            place(path, output, f"{key}.json")
            entries[key] = f"{key}.json"
    return entries


def check_generator(path: str, facts: dict, sha256: str) -> None:
    if facts["generator_sha256"] != sha256:
        raise ValueError(f"{path} is of another generator; make it again for this one")


def run(options: argparse.Namespace) -> None:
    weights, output = Path(options.weights), Path(options.output)
    source = json.loads((weights / "config.json").read_text())
    output.mkdir(parents=True, exist_ok=True)
    epsilon = source.get("batch_norm_epsilon", 1e-5)

    generator_layers = with_explicit_epsilon(source["generator"], epsilon)
    generator = load_network(generator_layers, read_safetensors(weights / options.generator))
    place(str(weights / options.generator), output, "generator.safetensors")
    networks = {"generator": {"file": "generator.safetensors", "layers": generator_layers}}

    golden = {"z": samples_of(source, GOLDEN_SEED, 4)}
    golden["images"] = generate(generator, golden["z"])
    if options.discriminator:
        layers = with_explicit_epsilon(source["discriminator"], epsilon)
        discriminator = load_network(layers, read_safetensors(weights / options.discriminator))
        place(str(weights / options.discriminator), output, "discriminator.safetensors")
        networks["discriminator"] = {"file": "discriminator.safetensors", "layers": layers}
        golden["logits"] = discriminate(discriminator, golden["images"])
    if options.classifier:
        networks["classifier"] = place_classifier(options.classifier, output, golden)
    write_safetensors(output / "golden.safetensors", golden)
    knowledge = place_knowledge(options, output)

    sheet = generate(generator, samples_of(source, options.seed, SHEET_ROWS * SHEET_COLUMNS))
    write_sheet(output / "samples.webp", sheet, SHEET_COLUMNS)
    if options.card:
        place(options.card, output, "README.md")
    for path in options.exhibit:
        place(path, output, Path(path).name)

    files = ["golden.safetensors", "samples.webp", *(spec["file"] for spec in networks.values())]
    files += [entry if isinstance(entry, str) else entry["file"] for entry in knowledge.values()]
    files += [Path(path).name for path in options.exhibit]
    config = {
        "format": "latent-playground-model",
        "version": 1,
        "id": options.id,
        "title": options.title,
        "licence": options.licence,
        "data": options.data,
        "subject": options.subject,
        **{key: source[key] for key in ("prior", "latent_dim", "image_size", "channels")},
        **networks,
        "samples": {
            "file": "samples.webp",
            "columns": SHEET_COLUMNS,
            "rows": SHEET_ROWS,
            "seed": options.seed,
            "first_index": 0,
        },
        "golden": "golden.safetensors",
        **knowledge,
        "files": {name: digest(output / name) for name in sorted(files)},
        "training": {**source.get("training", {}), **json.loads(options.training)},
    }
    (output / "config.json").write_text(json.dumps(config, indent=1, ensure_ascii=False) + "\n")
    print(f"{output}: {', '.join(['config.json', *sorted(files)])}")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("weights", help="folder with config.json and the weight files")
    parser.add_argument("output", help="model folder to write")
    parser.add_argument("--generator", default="generator.safetensors", help="file name of G in that folder")
    parser.add_argument("--discriminator", default="", help="file name of D; left out when empty")
    parser.add_argument("--id", required=True, help="name in links; lower case, digits and hyphens")
    parser.add_argument("--title", required=True, help="name that people see")
    parser.add_argument("--licence", required=True, help="terms of the weights, one sentence")
    parser.add_argument("--data", required=True, help="what it was trained on, one sentence")
    parser.add_argument(
        "--subject",
        choices=SUBJECTS,
        default="sample",
        help="what it draws, as the page's sentences name it (%(default)s is right of anything)",
    )
    parser.add_argument("--card", default="", help="Markdown file that becomes README.md")
    parser.add_argument("--exhibit", nargs="*", default=[], help="pictures that the card shows, to lie beside it")
    parser.add_argument("--seed", type=int, default=2014, help="seed of the stored sheet (%(default)s)")
    parser.add_argument("--training", default="{}", help="JSON merged into the recipe, e.g. the epoch of a snapshot")
    parser.add_argument("--classifier", default="", help="page classifier of `classify`")
    parser.add_argument("--labels", default="", help="labels.safetensors of `label`")
    parser.add_argument("--directions", default="", help="directions.json of `directions`")
    parser.add_argument("--exemplars", default="", help="exemplars.json of `exemplars`")
    parser.add_argument("--concepts", default="", help="concepts.json")
