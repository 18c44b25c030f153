"""To which hosts a vault's owner lets sources go, on this machine."""

from pathlib import Path

import msgspec

from minutebook.flow.write import files

_NAME = "agreed.json"


class _Kept(msgspec.Struct, frozen=True):
    hosts: tuple[str, ...] = ()
    v: int = 1


class Agreed:
    """What is kept in one folder."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / _NAME

    def hosts(self) -> tuple[str, ...]:
        """Those agreed to; none where the file is missing or damaged: it is asked again."""
        data = files.read(self._path)
        try:
            return msgspec.json.decode(data, type=_Kept).hosts if data else ()
        except msgspec.MsgspecError:
            return ()

    def add(self, host: str) -> None:
        """Keeps one more; it is on disk when this returns."""
        files.make_directories(self._path.parent)
        files.write_whole(self._path, msgspec.json.encode(_Kept((*self.hosts(), host))))
