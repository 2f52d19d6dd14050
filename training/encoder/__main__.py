"""`python -m encoder data|fit|mix|evaluate|export|parity [--config FILE]`, run from `training/`: see README.md."""

import argparse
import importlib
import pathlib
import sys
import tomllib

FOLDER = pathlib.Path(__file__).parent
sys.path.insert(0, str(FOLDER))

parser = argparse.ArgumentParser(prog="python -m encoder", description=__doc__)
parser.add_argument("command", choices=["data", "fit", "mix", "evaluate", "export", "parity"])
parser.add_argument("--config", type=pathlib.Path, default=FOLDER / "config.toml")
arguments, rest = parser.parse_known_args()
config = tomllib.loads(arguments.config.read_text(encoding="utf-8"))
module = importlib.import_module(arguments.command)
module.main(config, *rest) if rest else module.main(config)
