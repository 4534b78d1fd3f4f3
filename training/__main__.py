"""`python3 -m training COMMAND`: from a folder of pictures to a model in the page.

    prepare     pictures → one memory-mapped array
    train       pictures → the weights of a DCGAN
    classify    a classifier of attributes, large for labelling or small for the page
    label       what the large classifier says about samples of G
    directions  a direction in z for each attribute
    exemplars   faces for the presets of vector arithmetic, by a written rule
    concepts    boxes for the presets of forgetting, by a written rule
    evaluate    how far generated pictures are from photographs, and whether they copy them
    export      weights, and what is known about them → the model folder that the page loads
"""

import argparse
import importlib
import sys

COMMANDS = {
    "prepare": "a folder or zip of pictures becomes one memory-mapped array",
    "train": "train a DCGAN",
    "classify": "train a classifier of attributes and say how good it is",
    "label": "say what the large classifier sees in samples of G",
    "directions": "fit a direction in z for each attribute",
    "exemplars": "choose faces for the presets of vector arithmetic by a written rule",
    "concepts": "box samples for the presets of forgetting by a written rule",
    "evaluate": "compare generated pictures with photographs",
    "export": "write the model folder that the page loads",
}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="python3 -m training", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    # Only the chosen command is loaded, so that help is there at once and without PyTorch.
    for name, words in COMMANDS.items():
        chosen = name in arguments[:1]
        module = importlib.import_module(f"training.{name}") if chosen else None
        command = commands.add_parser(
            name,
            help=words,
            description=module.__doc__ if module else None,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        if module:
            module.add_arguments(command)
            command.set_defaults(carry_out=module.run)
    options = parser.parse_args(arguments)
    try:
        options.carry_out(options)
    except (ValueError, ArithmeticError, OSError) as problem:
        print(f"{options.command}: {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
