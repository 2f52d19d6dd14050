"""Extracts pages for another process: started by the extension module, with its own path, and fed over pipes."""

import importlib.util
import sys


def main(path: str) -> None:
    """Serves pages until nobody sends any."""
    spec = importlib.util.spec_from_file_location("sayso._sayso", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: is no extension module")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.serve()


if __name__ == "__main__":
    main(sys.argv[1])
