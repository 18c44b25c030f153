"""Outlook's container (MS-CFB, MS-OXMSG), as small as it can be: everything in its mini stream."""

import struct

SECTOR, MINI = 512, 64
END, FREE = 0xFFFFFFFE, 0xFFFFFFFF
Tree = dict[str, "bytes | Tree"]


def write_msg(properties: dict[int, str], recipients: list[dict[int, str]], files: list[tuple[str, bytes]]) -> bytes:
    """A message file with these text properties, recipients (their properties) and attached files."""
    tree: Tree = _object(properties, struct.pack("<8x4I8x", len(recipients), len(files), len(recipients), len(files)))
    for number, recipient in enumerate(recipients):
        tree[f"__recip_version1.0_#{number:08X}"] = _object(recipient, bytes(8))
    for number, (name, data) in enumerate(files):
        part = _object({0x3707: name}, bytes(8), {0x3705: 1}, {0x3701: data})
        tree[f"__attach_version1.0_#{number:08X}"] = part
    return _container(tree)


def _object(
    texts: dict[int, str], head: bytes, numbers: dict[int, int] | None = None, blobs: dict[int, bytes] | None = None
) -> Tree:
    tree: Tree = {}
    rows = head
    for key, text in texts.items():
        data = text.encode("utf-16-le")
        tree[f"__substg1.0_{key:04X}001F"] = data
        rows += struct.pack("<HHIII", 0x1F, key, 6, len(data) + 2, 0)
    for key, data in (blobs or {}).items():
        tree[f"__substg1.0_{key:04X}0102"] = data
        rows += struct.pack("<HHIII", 0x102, key, 6, len(data), 0)
    for key, number in ({0x340D: 0x40000} | (numbers or {})).items():
        rows += struct.pack("<HHIII", 3, key, 6, number, 0)
    return tree | {"__properties_version1.0": rows}


def _container(tree: Tree) -> bytes:
    stream, mini_fat = b"", []
    entries: list[list] = [["Root Entry", 5, FREE, FREE, 0, 0]]  # name, kind, right sibling, child, start, size

    def add(children: Tree, parent: int) -> None:
        nonlocal stream
        last = None
        for name, content in children.items():
            number = len(entries)
            if last is None:
                entries[parent][3] = number
            else:
                entries[last][2] = number
            last = number
            if isinstance(content, dict):
                entries.append([name, 1, FREE, FREE, 0, 0])
                add(content, number)
                continue
            first, count = len(mini_fat), max(1, -(-len(content) // MINI))
            mini_fat.extend([*range(first + 1, first + count), END])
            entries.append([name, 2, FREE, FREE, first, len(content)])
            stream += content.ljust(count * MINI, b"\0")

    add(tree, 0)
    pack_mini = struct.pack(f"<{len(mini_fat)}I", *mini_fat)
    sizes = [-(-len(entries) * 128 // SECTOR), -(-len(pack_mini) // SECTOR), -(-len(stream) // SECTOR)]
    starts = [1, 1 + sizes[0], 1 + sizes[0] + sizes[1]]
    fat = [0xFFFFFFFD]
    for start, size in zip(starts, sizes, strict=True):
        fat += [*range(start + 1, start + size), END]
    assert len(fat) <= SECTOR // 4
    entries[0][4:] = [starts[2], len(stream)]
    directory = b"".join(_entry(*entry) for entry in entries).ljust(sizes[0] * SECTOR, b"\0")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, starts[0], 0, 4096, starts[1], sizes[1], END, 0)
    header += struct.pack("<109I", 0, *[FREE] * 108)
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(SECTOR, b"\xff")
    return (
        header
        + table
        + directory
        + pack_mini.ljust(sizes[1] * SECTOR, b"\xff")
        + stream.ljust(sizes[2] * SECTOR, b"\0")
    )


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    coded = (name + "\0").encode("utf-16-le")
    return coded.ljust(64, b"\0") + struct.pack("<HBBIII36xIQ", len(coded), kind, 1, FREE, right, child, start, size)
