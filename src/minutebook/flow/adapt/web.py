"""Pages and markup: podcast transcripts in HTML, YouTube's and TTML captions in XML, any other page as a document."""

import html
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser

from minutebook.errors import SourceError
from minutebook.flow.adapt.adapter import Adapter, Cue, Draft, Guess, Sample
from minutebook.flow.adapt.blocks import Block, Page, document_cues, document_date, document_kind, find_talk, read_page
from minutebook.flow.adapt.dating import find_stamp
from minutebook.flow.adapt.values import seconds
from minutebook.model.source import Form, SourceKind
from minutebook.text import patterns as re

_HEAD = 4_000
_CITED = re.compile(
    r"<time\b[^>]*>\s*\d[\d:.]*\s*</time>\s*(?:</?\w+[^>]*>\s*){0,3}<p\b|<cite\b[^>]*>[^<]{1,200}</cite>\s*<time\b",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype html|<html|<head|<body|<article|<main|<section|<div|<p\b|<h[1-6]\b|<cite|<time)",
    re.IGNORECASE | re.DOTALL,
)
_CAPTIONS = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:transcript\b[^>]*>\s*<text\s[^>]*start=|timedtext\b|(?:tt|tt:tt)\s)",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"</?[a-z][^<>]{0,200}>", re.IGNORECASE)


class PodcastPage:
    """``<cite>`` the speaker, ``<time>`` the start, ``<p>`` the words: HTML as the podcast namespace has it."""

    format = "podcast-html"

    def identify(self, sample: Sample) -> Guess | None:
        found = len(_CITED.findall(sample.text)) if sample.text is not None and "<time" in sample.text.lower() else 0
        return (
            Guess(0.97 if found > 1 else 0.8, "speakers and times marked as the podcast namespace has them")
            if found
            else None
        )

    def read(self, sample: Sample) -> tuple[Draft, ...]:
        page = read_page(sample.text or "")
        cues = tuple(_podcast_cues(page.blocks))
        if not cues:
            raise SourceError(f"{sample.name} marks speakers and times, but holds no words under them")
        return (Draft(format=self.format, kind=SourceKind.CONVERSATION, cues=cues, title=page.title or None),)


def _podcast_cues(blocks: Sequence[Block]) -> Iterator[Cue]:
    """A paragraph without a new speaker or time goes on with those before it."""
    speaker, start, timed = None, None, False
    for block in blocks:
        text = " ".join(block.text.split())
        if block.tag == "cite":
            speaker = text.rstrip(": ") or None
        elif block.tag == "time":
            start, timed = seconds(text), True
        elif timed:
            yield Cue(text, speaker, start)
            start = None


class CaptionMarkup:
    """XML captions: YouTube's ``<text start dur>`` and ``<p t d>``, and TTML's ``<p begin end>``."""

    format = "youtube-xml"

    def identify(self, sample: Sample) -> Guess | None:
        if sample.text is None or not _CAPTIONS.match(sample.text[:_HEAD]):
            return None
        return Guess(0.97, "captions in XML, as YouTube and TTML write them")

    def read(self, sample: Sample) -> tuple[Draft, ...]:
        reader = _Captions()
        reader.feed(sample.text or "")
        reader.close()
        reader.flush()
        if not reader.cues:
            raise SourceError(f"{sample.name} is a file of captions, but no caption in it holds words")
        layout = "ttml" if reader.ttml else self.format
        return (
            Draft(format=layout, kind=SourceKind.CONVERSATION, cues=reader.cues, title=None, language=reader.language),
        )


class _Captions(HTMLParser):
    """Collects captions; text in them is escaped twice, with tags of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.cues: list[Cue] = []
        self.ttml = False
        self.language: str | None = None
        self._times: tuple[float | None, float | None] | None = None
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag in ("tt", "tt:tt"):
            self.ttml, self.language = True, given.get("xml:lang") or None
        elif tag == "text":
            self._begin(seconds(given.get("start")), seconds(given.get("dur")))
        elif tag in ("p", "tt:p") and "t" in given:
            self._begin(seconds(given["t"], 0.001), seconds(given.get("d"), 0.001))
        elif tag in ("p", "tt:p"):
            start, end = _ttml_time(given.get("begin")), _ttml_time(given.get("end"))
            self._begin(start, None if start is None or end is None else end - start)
        elif tag in ("br", "tt:br"):
            self._text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("text", "p", "tt:p"):
            self.flush()

    def handle_data(self, data: str) -> None:
        if self._times is not None:
            self._text.append(data)

    def _begin(self, start: float | None, length: float | None) -> None:
        self.flush()
        self._times = start, None if start is None or length is None else round(start + length, 3)

    def flush(self) -> None:
        text = " ".join(_TAG.sub("", html.unescape("".join(self._text))).split())
        if self._times is not None and text:
            self.cues.append(Cue(text, None, *self._times))
        self._times, self._text = None, []


def _ttml_time(value: str | None) -> float | None:
    """``00:00:01.5``, ``1.5s``, or a clock whose last part counts frames, which are left out."""
    text = value or ""
    return seconds(text.rsplit(":", 1)[0] if text.count(":") == 3 else text)


class WebPage:
    """Any page, as a document: what a reader of it sees."""

    format = "html"

    def identify(self, sample: Sample) -> Guess | None:
        if sample.text is None or not _MARKUP.match(sample.text[:_HEAD]):
            return None
        whole = re.search(r"</(?:html|body|p|div|h[1-6]|li|td)\s*>", sample.text, re.IGNORECASE)
        return Guess(0.9, "a page in HTML") if whole else None

    def read(self, sample: Sample) -> tuple[Draft, ...]:
        page = read_page(sample.text or "")
        if talk := find_talk(sample, page.blocks, "dialogue-html"):
            return talk
        cues = tuple(document_cues(page.blocks))
        if not cues:
            raise SourceError(
                f"{sample.name} is a web page without any text of its own; copy what you see into a .txt file"
            )
        published, kind = find_stamp(page.published), document_kind(cues)
        stamp = published or document_date(cues)
        moment = stamp.moment if stamp else None
        return (
            Draft(
                format=self.format,
                kind=kind,
                prepares=published is None and kind is SourceKind.CHECKLIST,
                cues=cues,
                title=_page_title(page),
                moment=moment,
                date=stamp.day if stamp and not moment else None,
                time=stamp.clock if stamp and not moment else None,
            ),
        )


def _page_title(page: Page) -> str | None:
    top = next(
        (" ".join(block.text.split()) for block in page.blocks if block.form is Form.HEADING and block.level == 1), None
    )
    return top or page.title or None


ADAPTERS: tuple[Adapter, ...] = (PodcastPage(), CaptionMarkup(), WebPage())
