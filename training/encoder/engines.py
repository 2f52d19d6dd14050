#!/usr/bin/env python3
"""Times the program's own forward pass beside ONNX Runtime's dynamic int8, on the same weights and token ids.

    cargo build --release -p sayso-encoder --example speed
    pip install numpy onnx onnxruntime safetensors
    taskset -c 0 python training/encoder/engines.py WEIGHTS target/release/examples/speed [--path NAME] [--rounds N]

Both run on one thread and take turns; the figures are medians over the rounds, of processor time. The ONNX graph is
built here from the weights file, in fp32, then quantised by ONNX Runtime (per channel, activations when run). It has
what our pass has but for the casts, and like it reads the heads off every position. Windows of unequal length are
padded and masked, which is how such a graph runs a batch; the last
columns run them one by one instead.
"""

import argparse
import json
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors import safe_open

# As in crates/encoder/examples/speed.rs.
SHAPES = {"1x32": [32], "1x128": [128], "16x64": [64] * 16, "mixed": [5, 17, 128, 33, 64, 90, 22, 104]}
SPENT = 0.4
HEAD_WIDTH = 32


def windows(lengths):
    """The made-up pieces of the speed example."""
    state = 1

    def piece():
        nonlocal state
        state = (state * 1_664_525 + 1_013_904_223) % 2**32
        return 1000 + (state >> 8) % 28_000

    return [[piece() for _ in range(length)] for length in lengths]


class Graph:
    """An ONNX graph in the making."""

    def __init__(self):
        self.nodes, self.constants = [], []

    def constant(self, values, kind=np.float32):
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values, dtype=kind), name))
        return name

    def __call__(self, operator, *inputs, **attributes):
        name = f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, list(inputs), [name], name=name, **attributes))
        return name


def build(path):
    """The network of a weights file as an fp32 graph: ids and mask in, scores of every head out."""
    with safe_open(path, "numpy") as file:
        about = json.loads(file.metadata()["sayso"])
        tensors = {name: file.get_tensor(name) for name in file.keys()}
    hidden, heads = about["hidden"], about["heads_per_layer"]
    graph = Graph()

    def linear(x, name):
        weight = tensors[f"{name}.weight"].astype(np.float32) * tensors[f"{name}.scale"][:, None]
        return graph("Add", graph("MatMul", x, graph.constant(weight.T)), graph.constant(tensors[f"{name}.bias"]))

    def norm(x, name):
        gain, offset = (graph.constant(tensors[f"{name}.{part}"]) for part in ("weight", "bias"))
        return graph("LayerNormalization", x, gain, offset, axis=-1, epsilon=1e-12)

    def split(x, order):
        shaped = graph("Reshape", x, graph.constant([0, 0, heads, HEAD_WIDTH], np.int64))
        return graph("Transpose", shaped, perm=order)

    pieces = tensors["pieces.weight"].astype(np.float32) * tensors["pieces.scale"][:, None]
    length = graph("Gather", graph("Shape", "ids"), graph.constant([1], np.int64), axis=0)
    zero = graph.constant([0], np.int64)
    positions = graph("Slice", graph.constant(tensors["positions"]), zero, length, zero)
    x = graph("Add", graph("Gather", graph.constant(pieces), "ids", axis=0), positions)
    x = norm(x, "norm")
    for layer in range(about["layers"]):
        name = f"layers.{layer}"
        thirds = graph.constant([hidden] * 3, np.int64)
        parts = [f"{name}.{part}" for part in "qkv"]
        graph.nodes.append(helper.make_node("Split", [linear(x, f"{name}.qkv"), thirds], parts, axis=-1))
        orders = ([0, 2, 1, 3], [0, 2, 3, 1], [0, 2, 1, 3])
        queries, keys, values = (split(part, order) for part, order in zip(parts, orders))
        scores = graph("Softmax", graph("Add", graph("MatMul", queries, keys), "mask"), axis=-1)
        means = graph("Transpose", graph("MatMul", scores, values), perm=[0, 2, 1, 3])
        means = graph("Reshape", means, graph.constant([0, 0, hidden], np.int64))
        x = norm(graph("Add", x, linear(means, f"{name}.out")), f"{name}.norm1")
        wide = graph("Gelu", linear(x, f"{name}.up"), approximate="tanh")
        x = norm(graph("Add", x, linear(wide, f"{name}.down")), f"{name}.norm2")
    scores = linear(x, "heads")
    made = helper.make_graph(
        graph.nodes,
        "encoder",
        [
            helper.make_tensor_value_info("ids", TensorProto.INT64, ["windows", "length"]),
            helper.make_tensor_value_info("mask", TensorProto.FLOAT, ["windows", 1, 1, "length"]),
        ],
        [helper.make_tensor_value_info(scores, TensorProto.FLOAT, None)],
        graph.constants,
    )
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 20)])
    model.ir_version = 10
    return model


def session(path):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def inputs(batch):
    length = max(map(len, batch))
    ids = np.zeros((len(batch), length), np.int64)
    mask = np.full((len(batch), 1, 1, length), -1e9, np.float32)
    for row, window in enumerate(batch):
        ids[row, : len(window)] = window
        mask[row, 0, 0, : len(window)] = 0
    return {"ids": ids, "mask": mask}


def seconds(call):
    """Processor time of one call, over as many as fit."""
    start, calls = time.process_time(), 0
    while (spent := time.process_time() - start) < SPENT:
        call()
        calls += 1
    return spent / calls


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights")
    parser.add_argument("program")
    parser.add_argument("--path")
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    ours = {shape: [] for shape in SHAPES}
    theirs = {shape: [] for shape in SHAPES}
    singly = {shape: [] for shape in SHAPES}
    with tempfile.TemporaryDirectory() as folder:
        full, small = str(Path(folder, "fp32.onnx")), str(Path(folder, "int8.onnx"))
        onnx.save(build(options.weights), full)
        quantize_dynamic(full, small, per_channel=True, weight_type=QuantType.QInt8)
        runtime = session(small)
    command = [options.program, options.weights, "--rounds", "1", "--plain"]
    command += ["--path", options.path] if options.path else []
    for turn in range(options.rounds + 1):
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        for shape, lengths in SHAPES.items():
            batch = windows(lengths)
            together, apart = inputs(batch), [inputs([window]) for window in batch]
            if turn == 0:
                runtime.run(None, together)
                continue
            theirs[shape].append(seconds(lambda: runtime.run(None, together)))
            singly[shape].append(seconds(lambda: [runtime.run(None, one) for one in apart]))
        if turn > 0:
            for line in said.splitlines():
                shape, spent = line.split()
                ours[shape].append(float(spent))
    print(f"onnxruntime {onnxruntime.__version__}, {options.rounds} rounds; tokens/s, padding not counted")
    print("shape       ours    int8 batch  times    int8 one by one  times")
    for shape, lengths in SHAPES.items():
        tokens = sum(lengths)
        own, batch, single = (tokens / statistics.median(times[shape]) for times in (ours, theirs, singly))
        print(f"{shape:7} {own:8.0f}    {batch:10.0f}  {own / batch:5.2f}    {single:15.0f}  {own / single:5.2f}")


if __name__ == "__main__":
    main()
