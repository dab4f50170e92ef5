"""The elements of an XML document, by one pass that refuses document types, entities and anything outside of it.

Namespaces are not looked at, for sources get them wrong: an element is known by its local name. What was complete
before the place where a document breaks is kept.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from itertools import islice
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser
from xml.parsers.expat import ExpatError
from xml.parsers.expat.errors import XML_ERROR_UNBOUND_PREFIX, codes

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from bot.weather.reading import LARGEST, Problem, Why, shown

_DEEPEST, _MOST_SIGNS = 60, 400_000
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
_PREFIX = re.compile(r"(</?)[\w.-]+:(?=[\w.-])")
_ATTRIBUTE = re.compile(r"""(?<=\s)([\w.-]+):(?=[\w.-]+\s*=\s*["'])""")
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_CHINESE = frozenset({"gb2312", "gbk", "gb18030", "cp936", "gb_2312-80", "x-gbk", "hz-gb-2312"})
_MANY_WRONG = 8


def text_of(document: bytes) -> str:
    """The text of a document, whatever it says of its encoding: a single wrong byte loses one sign and no warning."""
    for mark, encoding in _MARKS:
        if document.startswith(mark):
            return document[len(mark) :].decode(encoding, "replace")
    if document[1:2] == b"\0" or document[:1] == b"\0":
        return document.decode("utf-16-le" if document[1:2] == b"\0" else "utf-16-be", "replace")
    head = _DECLARED.search(document[:400])
    declared = head[1].decode().lower() if head else "utf-8"
    if declared in _CHINESE:
        return _or_utf8(document, "gb18030")
    if declared in ("utf-8", "utf8", "us-ascii", "ascii"):
        return _utf8(document)
    return _or_utf8(document, "cp1252" if declared.startswith(("iso-8859-1", "windows-1252")) else declared)


def _utf8(document: bytes) -> str:
    """UTF-8; where much of it is none, what Chinese services write without saying so."""
    try:
        return document.decode("utf-8")
    except UnicodeDecodeError:
        text = document.decode("utf-8", "replace")
    if text.count("\ufffd") < _MANY_WRONG:
        return text
    try:
        return document.decode("gb18030")
    except UnicodeDecodeError:
        return text


def _or_utf8(document: bytes, encoding: str) -> str:
    """As declared, unless it is UTF-8 after all: no long text is that by chance."""
    try:
        text = document.decode("utf-8")
        if len(document) - len(text) >= _MANY_WRONG:
            return text
    except UnicodeDecodeError:
        pass
    try:
        return document.decode(encoding, "replace")
    except LookupError:
        return document.decode("latin-1")


_NO_LINK = ("self", "hub", "next", "prev", "first", "last", "via", "edit")
_CHUNK = 1 << 19


class Group:
    """An element that holds others: the first text of each name, the repeated ones, and the groups in it."""

    __slots__ = ("groups", "more", "texts")

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.more: list[tuple[str, str]] = []
        self.groups: dict[str, list[Group]] = {}

    def text(self, name: str) -> str:
        """The first text of that name without blanks around it, "" if there is none."""
        return self.texts.get(name, "").strip()

    def every(self, name: str) -> list[str]:
        """All texts of that name that say anything."""
        found = [self.text(name), *(text.strip() for known, text in self.more if known == name)]
        return [text for text in found if text]

    def inner(self, name: str) -> list[Group]:
        """The groups of that name."""
        return self.groups.get(name, [])


class Walk:
    """Goes through a document and gives the outermost groups, each with its name, as soon as it is whole.

    ``groups`` are the names of the elements that hold others; everything else that is not in a group is ``outside``.
    When it is through, ``root`` is the name of the first element and ``problem`` what is wrong with the document.
    """

    def __init__(self, document: bytes, groups: Collection[str]) -> None:
        self.root = ""
        self.outside = Group()
        self.problem: Problem | None = None
        self._groups = groups
        self._names: dict[str, str] = {}
        self._document = document

    def __iter__(self) -> Iterator[tuple[str, Group]]:
        """All groups; what is wrong never raises."""
        if len(self._document) > LARGEST:
            self.problem = Problem("document", Why.TOO_LARGE, str(len(self._document)))
            return
        text = _DECLARATION.sub("", text_of(self._document).lstrip(), count=1)
        if text.count("<") > _MOST_SIGNS:
            self.problem = Problem("document", Why.TOO_LARGE, "elements")
            return
        try:
            yield from self._tolerant(text)
        except DefusedXmlException as error:
            self.problem = Problem("document", Why.DOCTYPE, type(error).__name__)
        except (ParseError, ExpatError) as error:
            self.problem = Problem("document", Why.NOT_XML, shown(error))
        except _TooDeep:
            self.problem = Problem("document", Why.TOO_LARGE, "depth")

    def _tolerant(self, text: str) -> Iterator[tuple[str, Group]]:
        """Goes through it; where a prefix is not declared, once more without prefixes, from where it had come to."""
        given = 0
        try:
            for found in self._walk(text.encode("utf-8", "replace")):
                yield found
                given += 1
        except (ParseError, ExpatError) as error:
            if error.code != codes[XML_ERROR_UNBOUND_PREFIX]:
                raise
            self.outside = Group()
            bare = _ATTRIBUTE.sub(r"\1_", _PREFIX.sub(r"\1", text))
            yield from islice(self._walk(bare.encode("utf-8", "replace")), given, None)

    def _walk(self, document: bytes) -> Iterator[tuple[str, Group]]:
        _guard(document)
        target = TreeBuilder()
        parser = XMLParser(target=target, encoding="utf-8")  # noqa: S314  # _guard has looked at what could do harm
        for at in range(0, len(document), _CHUNK):
            try:
                parser.feed(document[at : at + _CHUNK])
            finally:  # what is whole before the place where it breaks is good
                if (root := target.close()) is not None and self._local(root.tag) not in self._groups:
                    yield from self._harvest(root, whole=False)
        parser.close()
        root = target.close()
        top = Element("top")
        top.append(root)
        yield from self._harvest(top, whole=True)
        self.root = self._local(root.tag)

    def _harvest(self, element: Element, *, whole: bool) -> Iterator[tuple[str, Group]]:
        """What is complete below an element is taken out of it: all but the last child at every step down."""
        for depth in range(_DEEPEST):
            many = len(element) if whole else len(element) - 1
            if many > 0:
                taken = element[:many]
                del element[:many]
                for child in taken:
                    yield from self._taken(child, self.outside, depth)
            if not len(element) or self._local(element[0].tag) in self._groups:
                return
            element = element[0]
        raise _TooDeep

    def _taken(self, child: Element, into: Group, depth: int) -> Iterator[tuple[str, Group]]:
        """The groups in and below a child; what else it says goes ``into`` a group."""
        name = self._local(child.tag)
        if name in self._groups:
            yield name, self._group(child, depth + 1)
        elif len(child):
            for inner in child:
                yield from self._taken(inner, into, _deeper(depth))
        else:
            _note(into, name, child)

    def _group(self, element: Element, depth: int) -> Group:
        found = Group()
        self._fill(found, element, _deeper(depth))
        return found

    def _fill(self, found: Group, element: Element, depth: int) -> None:
        names, groups, texts = self._names, self._groups, found.texts  # a document has hundred thousands of elements
        for child in element:
            tag = child.tag
            name = names.get(tag) or self._local(tag)
            if name in groups:
                found.groups.setdefault(name, []).append(self._group(child, depth))
            elif not len(child):
                if name in texts or name == "link":
                    _note(found, name, child)
                elif text := child.text:
                    texts[name] = text
            elif name != "Signature":  # long, and nobody looks at it
                self._fill(found, child, _deeper(depth))

    def _local(self, tag: str) -> str:
        return self._names.get(tag) or self._names.setdefault(tag, tag.rpartition("}")[2])


class _TooDeep(Exception):
    pass


class _Begun(Exception):
    pass


def _deeper(depth: int) -> int:
    if depth >= _DEEPEST:
        raise _TooDeep
    return depth + 1


def _note(into: Group, name: str, child: Element) -> None:
    text = child.text
    if name == "link" and (address := child.get("href")):
        name, text = _kind_of_link(child), address
    if text:
        if name in into.texts:
            into.more.append((name, text))
        else:
            into.texts[name] = text


def _kind_of_link(link: Element) -> str:
    """``cap`` links to such a message, ``other`` to what is not meant."""
    if "cap" in link.get("type", ""):
        return "cap"
    return "other" if link.get("rel") in _NO_LINK else "link"


def _guard(document: bytes) -> None:
    """Raises what defusedxml does of a document type.

    One can stand before the first element only, and without one there are no entities; so the rest is left to the
    parser that is written in C, which is five times as fast.
    """

    def begun(_name: str, _attributes: object) -> None:
        raise _Begun

    guard = DefusedXMLParser(encoding="utf-8", forbid_dtd=True)
    guard.parser.StartElementHandler = begun
    with suppress(_Begun):
        guard.parser.Parse(document, True)
