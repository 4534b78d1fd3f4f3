"""Reads and writes safetensors with numpy alone (https://github.com/huggingface/safetensors)."""

import json
import struct
from pathlib import Path

import numpy as np

_DTYPES = {"F16": np.float16, "F32": np.float32, "F64": np.float64, "I64": np.int64, "U8": np.uint8}
_NAMES = {np.dtype(kind): name for name, kind in _DTYPES.items()}


def read_safetensors(path: Path) -> dict[str, np.ndarray]:
    """All tensors of the file by name, in the stored type. Raises ValueError for other types."""
    raw = Path(path).read_bytes()
    (header_size,) = struct.unpack("<Q", raw[:8])
    header = json.loads(raw[8 : 8 + header_size])
    data = raw[8 + header_size :]
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        if entry["dtype"] not in _DTYPES:
            raise ValueError(f"{path}: tensor {name} has type {entry['dtype']}; expected one of {sorted(_DTYPES)}")
        start, end = entry["data_offsets"]
        values = np.frombuffer(data[start:end], _DTYPES[entry["dtype"]])
        tensors[name] = values.reshape(entry["shape"])
    return tensors


def read_metadata(path: Path) -> dict[str, str]:
    """The file's `__metadata__`; empty where it has none."""
    with Path(path).open("rb") as file:
        (header_size,) = struct.unpack("<Q", file.read(8))
        return json.loads(file.read(header_size)).get("__metadata__", {})


def write_safetensors(path: Path, tensors: dict[str, np.ndarray], metadata: dict[str, str] | None = None) -> None:
    """Writes the tensors in order of size of type, names sorted, header padded to 8 bytes."""
    header: dict[str, object] = {"__metadata__": metadata} if metadata else {}
    blobs, offset = [], 0
    for name in sorted(tensors, key=lambda n: (-tensors[n].dtype.itemsize, n)):
        array = np.ascontiguousarray(tensors[name])
        blob = array.tobytes()
        header[name] = {
            "dtype": _NAMES[array.dtype],
            "shape": list(array.shape),
            "data_offsets": [offset, offset + len(blob)],
        }
        blobs.append(blob)
        offset += len(blob)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    Path(path).write_bytes(struct.pack("<Q", len(text)) + text + b"".join(blobs))
