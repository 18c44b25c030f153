"""Whether a whole vault holds together: links and blocks that resolve, nothing empty, names unique, tasks that the plugin reads."""

import re
from collections import Counter
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from minutebook.text.filenames import fold_stem
from tasksplugin import problems_of

LINK = re.compile(r"(?<!\\)\[\[([^\[\]]*)\]\]")
BLOCK = re.compile(r"(?:^|\s)\^([A-Za-z0-9-]+)\s*$")
HEADING = re.compile(r" {0,3}(#{1,6})(?:\s+(.*?))?\s*#*\s*$")
FRONTMATTER = re.compile(r"\A\ufeff?---[ \t]*\n(.*?)^---[ \t]*$", re.DOTALL | re.MULTILINE)
TAG = re.compile(r"[\w/-]*[^\W\d][\w/-]*")


def check_vault(root: Path) -> list[str]:
    """The problems of the vault at ``root``, each with its file; empty where there are none."""
    return _Vault(root).problems()


class _Vault:
    def __init__(self, root: Path) -> None:
        files = [
            p
            for p in root.rglob("*")
            if p.is_file() and not any(part.startswith(".") for part in p.relative_to(root).parts)
        ]
        self.root = root
        self.files = {p.relative_to(root).as_posix() for p in files}
        self.notes = {
            path: (root / path).read_bytes().decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
            for path in sorted(self.files)
            if path.endswith(".md") and not path.startswith("Inbox/")
        }
        self.by_stem: dict[str, list[str]] = {}
        for path in self.notes:
            self.by_stem.setdefault(fold_stem(Path(path).stem), []).append(path)

    def problems(self) -> list[str]:
        found = [
            f"{paths[0]}: its stem is also that of {paths[1]}"
            for stem, paths in self.by_stem.items()
            if len(paths) > 1 and stem != "readme"
        ]
        for path, text in self.notes.items():
            found += [f"{path}: {problem}" for problem in self.note_problems(text)]
        return found

    def note_problems(self, text: str) -> list[str]:
        head = FRONTMATTER.match(text)
        lines = _outside_code(text[head.end() :] if head else text)
        found = self.frontmatter_problems(head[1]) if head else []
        found += _heading_problems(lines)
        for line in lines:
            found += self.link_problems(line)
            if re.search(r"\^mb-[0-9a-z]+\s*$", line) and "#task" in line:
                found += [f"{problem}: {line}" for problem in problems_of(line)]
        blocks = Counter(m[1] for line in lines if (m := BLOCK.search(line)))
        found += [f"block ^{block} stands {count} times" for block, count in blocks.items() if count > 1]
        return found

    def frontmatter_problems(self, block: str) -> list[str]:
        try:
            values = YAML(typ="safe", pure=True).load(block)
        except YAMLError as error:
            return [f"broken frontmatter: {error}"]
        if not isinstance(values, dict):
            return ["frontmatter is no mapping"]
        found = [f"empty key {key}" for key, value in values.items() if value is None or value in ("", [], {})]
        for key, value in values.items():
            for item in value if isinstance(value, list) else [value]:
                if item is None or item == "":
                    found.append(f"empty item in {key}")
                elif isinstance(item, str):
                    found += self.link_problems(item)
                if key == "tags" and not (
                    isinstance(item, str) and TAG.fullmatch(item) and not item.endswith("/") and "//" not in item
                ):
                    found.append(f"bad tag {item!r}")
        reference = values.get("source_ref")
        if reference is not None and reference not in self.files:
            found.append(f"source_ref {reference} does not resolve")
        return found

    def link_problems(self, line: str) -> list[str]:
        bare = re.sub(r"(?<!\\)(`+)(?!`).+?(?<!`)\1(?!`)", "", line)
        found = [f"empty link in {line!r}"] if re.search(r"(?<!\\)\[\]\(", bare) else []
        for inner in LINK.findall(bare):
            target, _, fragment = inner.partition("|")[0].partition("#")
            notes = self.resolve(target)
            if not inner.strip() or not target.strip():
                found.append(f"empty link in {line!r}")
            elif not notes:
                found.append(f"[[{inner}]] does not resolve")
            elif len(notes) > 1:
                found.append(f"[[{inner}]] could be {notes}")
            elif fragment and notes[0] in self.notes and not _has(self.notes[notes[0]], fragment):
                found.append(f"[[{inner}]]: no such place in {notes[0]}")
        return found

    def resolve(self, target: str) -> list[str]:
        target = target.strip()
        if "/" in target or target in self.files:
            return [path for path in (f"{target}.md", target) if path in self.files][:1]
        return self.by_stem.get(fold_stem(target), [])


def _has(text: str, fragment: str) -> bool:
    lines = _outside_code(text)
    if fragment.startswith("^"):
        return any((m := BLOCK.search(line)) and m[1] == fragment[1:] for line in lines)
    return any((m := HEADING.match(line)) and (m[2] or "").strip() == fragment for line in lines)


def _outside_code(text: str) -> list[str]:
    lines, fence = [], None
    for line in text.split("\n"):
        mark = re.match(r" {0,3}(`{3,}|~{3,})", line)
        if fence is None and mark:
            fence = mark[1]
            lines.append("(code)")
        elif fence is not None:
            if mark and mark[1][0] == fence[0] and len(mark[1]) >= len(fence) and not line.strip(" `~"):
                fence = None
        else:
            lines.append(line)
    return lines


def _heading_problems(lines: list[str]) -> list[str]:
    heads = [(n, len(m[1]), (m[2] or "").strip()) for n, line in enumerate(lines) if (m := HEADING.match(line))]
    found = [f"heading without words in line {n + 1}" for n, _, title in heads if not title]
    for at, (n, level, title) in enumerate(heads):
        following = heads[at + 1] if at + 1 < len(heads) else (len(lines), 0, "")
        body = [
            line
            for line in lines[n + 1 : following[0]]
            if line.strip() and not re.fullmatch(r"\s*-{3,}\s*|\*Source: .*", line)
        ]
        if not body and following[1] <= level:
            found.append(f"heading {title!r} has nothing under it")
    return found
