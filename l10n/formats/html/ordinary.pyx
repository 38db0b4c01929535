# cython: language_level=3
"""What nearly all of a page is, read by compiled code: known tags, and blocks of text with ordinary pairs of tags.

What is made here is what `tokens`, `walk`, `steps`, `pieces` and `codes` make of the same stretch, one after the other;
they know the rest too, and whatever is not ordinary is left to them. Where this file could not be compiled they do all.
Texts, lists and tuples are read through checked indexes only, as the pages are anybody's.
"""

from cpython.object cimport PyObject
from cpython.ref cimport Py_INCREF
from cpython.tuple cimport PyTuple_SET_ITEM

from l10n import inline
from l10n.formats.html.characters import collapse, has_letter, invisible, plain_text
from l10n.formats.html.codes import CodedText
from l10n.formats.html.elements import HEADINGS, PLAIN_CONTENT
from l10n.formats.html.legend import legend_line
from l10n.formats.html.quotes import with_parents
from l10n.formats.html.references import decode
from l10n.formats.html.slots import Code, Place, Slot
from l10n.formats.html.stack import ROOT
from l10n.formats.html.steps import HARMLESS_ENDS
from l10n.formats.html.tags import Trait, label
from l10n.model import Unit

cdef extern from "Python.h":
    Py_ssize_t PyUnicode_FindChar(str text, Py_UCS4 character, Py_ssize_t start, Py_ssize_t end, int direction) except -2
    PyObject* PyDict_GetItemWithError(object mapping, object key) except? NULL
    bint Py_UNICODE_ISPRINTABLE(Py_UCS4 character)
    bint Py_UNICODE_ISALPHA(Py_UCS4 character)
    object PyType_GenericAlloc(type cls, Py_ssize_t size)

cdef object IN_TEXT = Place.TEXT
cdef str WHITE = "\t\n\f\r "

# `Tag.traits`
cdef int SIMPLE = Trait.SIMPLE, INLINE = Trait.INLINE, START = Trait.START, VOID = Trait.VOID
cdef int ALONE = START | SIMPLE | INLINE | VOID
cdef int SPEAKS = Trait.SPEAKS, ENDS_P = Trait.ENDS_P, HAS_KIN = Trait.HAS_KIN

# What `_look` tells of a text.
cdef enum:
    INK = 1  # more than white space
    ALPHA = 2  # a letter
    REFERENCE = 4  # &
    LESS = 8  # <
    RUN = 16  # white space other than single spaces
    NO_BREAK = 32  # a no-break space
    UNFIT = 64  # any other character that does not print, and those that count as white space elsewhere
    MASKED = 128  # template code


def has_control(str text):
    """True where a text has a character that no PO file can hold (`characters.CONTROL`)."""
    cdef Py_UCS4 character
    for character in text:
        if character < 0x20:
            if character not in u"\t\n\f\r":
                return True
        elif 0x7F <= character < 0xA0 or 0xD800 <= character < 0xE000 or 0xFDD0 <= character < 0xFDF0:
            return True
        elif character == 0xFFFE or character == 0xFFFF:
            return True
    return False


def take_tags(str text, Py_ssize_t start, dict known, list raw):
    """Add a piece of markup for every tag from the `<` at an offset on, with the text behind it, as long as each is known.

    `known` has the tags by the text between `<` and `>`. Return the offset of the first `<` that begins anything else,
    or the length of the text.
    """
    cdef Py_ssize_t length = len(text), closing, behind
    cdef PyObject* tag
    while start < length:
        behind = PyUnicode_FindChar(text, u"<", start + 1, length, 1)
        if behind < 0:
            behind = length
        closing = PyUnicode_FindChar(text, u">", start + 1, behind, 1)
        if closing < 0:
            return start
        tag = PyDict_GetItemWithError(known, text[start + 1 : closing])
        if tag is NULL:
            return start
        raw.append((<object>tag, start, closing + 1, text[closing + 1 : behind], False, False))
        start = behind
    return start


def take_blocks(walk, list raw, Py_ssize_t position, Py_ssize_t end):
    """Walk on over a range of tokens as long as they are blocks and what is ordinary in them.

    Nothing may be waiting: no running text, no units of attributes; the names of tags alone decide (`Steps.is_easy`),
    and nothing special is inherited. Return the position of the first token that is left to the walk, where it has the
    text behind the one before that to deal with too, if anything was taken at all.
    """
    return _Blocks(walk, raw, end).take(position)


cdef class _Blocks:
    """One stretch of ordinary blocks, and what the units made of them have in common."""

    cdef object walk, units, stack, count
    cdef list raw, frames, slots
    cdef str mask
    cdef Py_ssize_t end
    cdef object section, anchor
    cdef list inner
    cdef Py_ssize_t made
    cdef bint is_usual
    """True where a unit says nothing but what it is, where it stands and what its codes are."""

    def __cinit__(self, walk, list raw, Py_ssize_t end):
        self.walk, self.units, self.stack = walk, walk.units, walk.stack
        self.raw, self.end, self.mask = raw, end, walk.masked.character
        self.frames, self.count, self.slots = self.stack.frames, self.stack.count, self.units.slots
        self.look_around()

    cdef int look_around(self) except -1:
        """Ask again what every unit that is made says, after somebody else made one or followed a tag."""
        units = self.units
        self.section, self.anchor = units.section, units.anchor
        self.is_usual = not units.island and not units.notes and not units.context
        return 0

    cdef Py_ssize_t take(self, Py_ssize_t position) except -1:
        cdef object stack = self.stack, tag, name
        cdef list frames = self.frames, raw = self.raw
        cdef tuple item, frame
        cdef str behind, waiting = None
        cdef Py_ssize_t following, waiting_start = 0
        cdef int traits
        while position < self.end:
            item = <tuple?>raw[position]
            tag = item[0]
            traits = tag.traits
            if item[4] is not False or traits & (SIMPLE | INLINE) != SIMPLE:
                if waiting is None and item[4] is False and self.stands_alone(position, traits):
                    position += 1
                    if traits & SPEAKS:
                        self.hear(tag, item[1])
                    continue
                break
            if waiting is not None:
                frame = <tuple?>frames[-1]
                if frame[3] or (self.mask and self.mask in waiting):
                    break
                self.add_text(waiting, waiting_start, label(frame[0]))
                waiting = None
            position += 1
            name = tag.name
            if traits & START:
                if self.ends_any(tag, traits):
                    stack.imply_ends(name)
                if traits & SPEAKS:
                    self.hear(tag, item[1])
                if not traits & VOID:
                    following = self.take_leaf(position)
                    if following > position:
                        position = following
                        item = <tuple?>raw[position - 1]
                    else:
                        frames.append((name, ROOT, item[1], False))
                        self.count[name] += 1
            else:
                frame = <tuple?>frames[-1]
                if frame[0] == name:
                    frames.pop()
                    self.count[name] -= 1
                elif not stack.close(name) and name not in HARMLESS_ENDS:
                    self.walk.unmatched.append((name, item[1]))
            behind = item[3]
            if behind and not behind.isspace():
                waiting, waiting_start = behind, item[2]
        return position

    cdef int hear(self, tag, start) except -1:
        """Follow a tag that has an id, or text in an attribute."""
        self.slots.extend(self.units.read_tag(tag.said, start, ROOT))
        return self.look_around()

    cdef bint stands_alone(self, Py_ssize_t position, int traits) except -1:
        """True for an image, a line break or a field with nothing but the tag of a block behind it."""
        if traits & ALONE != ALONE or position + 1 == self.end:
            return False
        cdef tuple item = <tuple?>self.raw[position], following = <tuple?>self.raw[position + 1]
        cdef str behind = item[3]
        cdef int next_traits = following[0].traits
        if following[4] is not False or next_traits & (SIMPLE | INLINE) != SIMPLE:
            return False
        return not behind or behind.isspace()

    cdef bint ends_any(self, tag, int traits) except -1:
        """True where a start tag may end an open element that has no end tag."""
        if (traits & ENDS_P and self.is_open("p")) or self.is_open("head"):
            return True
        if traits & HAS_KIN:
            for name in tag.kin:
                if self.is_open(name):
                    return True
        return False

    cdef bint is_open(self, name) except -1:
        cdef PyObject* number = PyDict_GetItemWithError(self.count, name)
        return number is not NULL and <object>number != 0

    cdef Py_ssize_t take_leaf(self, Py_ssize_t position) except -1:
        """Make the unit of a block whose start tag stands before a position; return the position behind its end tag.

        The same position where the block is not ordinary.
        """
        if position == self.end:
            return position
        cdef tuple before = <tuple?>self.raw[position - 1], item = <tuple?>self.raw[position]
        cdef object block = before[0], tag = item[0]
        cdef int traits = tag.traits
        cdef str text
        if item[4] is not False or not traits & SIMPLE:
            return position
        if not traits & START:
            text = before[3]
            if not text or tag.name != block.name or text.isspace() or (self.mask and self.mask in text):
                return position
            self.add_text(text, before[2], block.label)
            return position + 1
        return self.take_phrase(position) if traits & INLINE else position

    cdef Py_ssize_t take_phrase(self, Py_ssize_t position) except -1:
        """The same for a block with tags in it.

        Ordinary are well-nested pairs of simple tags (`Tag.is_simple`) with text in them, no two of one name that
        differ, and text without template code, characters that no PO file can hold, or a `<` that begins nothing;
        white space does not count in the block. No further is looked than the next tag of a block.
        """
        cdef list raw = self.raw
        cdef Py_ssize_t begin = position
        cdef tuple item = <tuple?>raw[position - 1], element
        cdef object block = item[0], tag, name, other, edge, kind
        cdef list parts = [], codes = [], tags = [], seen = [], speaking = None
        cdef list opened = []  # names, how many texts stood before, and which code it is
        cdef str text = item[3], code, first = None, last = None
        cdef Py_ssize_t text_start = item[2], first_start = 0, last_start = 0
        cdef Py_ssize_t texts = 0, first_ends = -1  # which code ends the first
        cdef int looked, traits, everything = 0
        cdef bint has_letters = False
        while True:
            if text:
                looked = _look(text, self.mask)
                if looked & (INK | NO_BREAK | UNFIT):
                    if looked & (LESS | UNFIT | MASKED) or not looked & INK:
                        return begin
                    if first is None:
                        first, first_start = text, text_start
                    last, last_start = text, text_start
                    texts += 1
                    parts.append(_coded(text, looked))
                    seen.append(text)
                    everything |= looked
                    if not has_letters:
                        has_letters = looked & (ALPHA | REFERENCE) == ALPHA or has_letter(text)
                elif parts:
                    parts.append(" ")
                    seen.append(" ")
            if position == self.end:
                return begin
            item = <tuple?>raw[position]
            position += 1
            tag, text_start, text = item[0], item[2], item[3]
            traits = tag.traits
            if item[4] is not False or not traits & SIMPLE:
                return begin
            name = tag.name
            if traits & START:
                if traits & (INLINE | VOID) != INLINE:
                    return begin
                for other in tags:
                    if other.name == name:
                        if other is not tag and other.form != tag.form:
                            return begin
                        break
                else:
                    tags.append(tag)
                if traits & SPEAKS:
                    if speaking is None:
                        speaking = []
                    speaking.append((tag.said, item[1]))
                opened.append((name, texts, len(codes)))
            elif opened:
                element = <tuple?>opened.pop()
                if element[0] != name or element[1] == texts:
                    return begin
                if element[2] == 0:
                    first_ends = len(codes)
            elif name == block.name:
                break
            else:
                return begin
            code = tag.code
            parts.append(code)
            codes.append(_code(code, item[1], text_start))
        if first is None:
            return begin
        kind = block.label
        if texts == 1:
            self.follow(speaking)
            self.add_text(first, first_start, kind)
            self.add_inner(None)
            return position
        cdef Py_ssize_t start, stop
        edge = codes[-1]
        if codes[0][1] < first_start:
            if first_ends == len(codes) - 1 and edge[1] > last_start:
                return begin
            start = codes[0][1]
        else:
            start = first_start + _left(first)
        stop = edge[2] if edge[1] > last_start else last_start + _right(last)
        if edge[2] == stop and parts[-1] != edge[0]:
            del parts[-1]  # white space behind the last code
        cdef str coded = "".join(parts).strip(WHITE)
        cdef tuple comments = ()
        cdef list legend = [line for tag in tags if (line := legend_line(tag))]
        if legend or not coded.isprintable():
            comments = (*legend, *invisible(coded))
        self.follow(speaking)
        if has_letters and self.is_usual:
            self.add_unit(coded, kind, comments, start, stop, tuple(codes))
        else:
            self.units.add_block(CodedText(coded, comments, tuple(codes)), start, stop, kind, has_letters=has_letters)
            self.look_around()
        # How the text is shown to a translator is known, where no reference and no no-break space is in it.
        self.add_inner("".join(seen) if self.inner and not everything & (REFERENCE | NO_BREAK) else None)
        return position

    cdef int follow(self, list speaking) except -1:
        """Follow the tags of a block that have an id, or text in an attribute; `add_inner` adds the units of these."""
        self.made, self.inner = len(self.slots), None
        if speaking is not None:
            self.inner = []
            for said, offset in speaking:
                self.inner.extend(self.units.read_tag(said, offset, ROOT))
            self.look_around()
        return 0

    cdef int add_inner(self, str shown) except -1:
        if self.inner:
            self.slots.extend(with_parents(self.inner, self.slots[self.made :], shown or ""))
        return 0

    cdef int add_text(self, str text, Py_ssize_t start, str kind) except -1:
        """Make the unit of text without any code in it, by far the most frequent one; `text` is its source text."""
        cdef Py_ssize_t left = _left(text), right = _right(text)
        cdef str coded = text if left == 0 and right == len(text) else text[left:right]
        cdef int looked = _look(coded, "")
        cdef tuple comments = ()
        cdef bint is_easy = not looked & (LESS | UNFIT) and looked & ALPHA and self.is_usual
        if is_easy and looked & (REFERENCE | NO_BREAK):
            if looked & REFERENCE:
                coded = decode(coded)
                looked = _look(coded, "")
            comments = invisible(coded) if looked & NO_BREAK else ()
            coded = _coded(coded, looked & ~REFERENCE).strip(" ")
            if looked & (REFERENCE | LESS):
                coded = inline.escape(coded)
            is_easy = looked & ALPHA and not looked & UNFIT
        elif looked & RUN:
            coded = " ".join(coded.split())
        if is_easy:
            self.add_unit(coded, kind, comments, start + left, start + right, ())
        else:
            self.units.add_text(text, start, start + len(text), ROOT, kind)
            self.look_around()
        return 0

    cdef int add_unit(self, str text, kind, tuple comments, Py_ssize_t start, Py_ssize_t end, tuple codes) except -1:
        cdef object unit = PyType_GenericAlloc(Unit, 9), slot = PyType_GenericAlloc(Slot, 9)
        cdef bint is_heading = kind in HEADINGS
        _set(unit, 0, text)
        _set(unit, 1, "")
        _set(unit, 2, kind)
        _set(unit, 3, self.units.section_above(kind) if is_heading else self.section)
        _set(unit, 4, self.anchor)
        _set(unit, 5, comments)
        _set(unit, 6, ())
        _set(unit, 7, True)
        _set(unit, 8, ())
        _set(slot, 0, unit)
        _set(slot, 1, IN_TEXT)
        _set(slot, 2, start)
        _set(slot, 3, end)
        _set(slot, 4, codes)
        _set(slot, 5, ())
        _set(slot, 6, "")
        _set(slot, 7, False)
        _set(slot, 8, kind not in PLAIN_CONTENT)
        self.slots.append(slot)
        if is_heading:
            self.units.enter_heading(kind, text)
            self.section = self.units.section
        return 0


cdef object _code(str text, object start, object end):
    cdef object made = PyType_GenericAlloc(Code, 3)
    _set(made, 0, text)
    _set(made, 1, start)
    _set(made, 2, end)
    return made


cdef inline void _set(object made, Py_ssize_t index, object value):
    Py_INCREF(value)  # what follows takes the reference
    PyTuple_SET_ITEM(made, index, value)


cdef str _coded(str text, int looked):
    """Source text as inline text."""
    if looked & REFERENCE:
        return inline.escape(plain_text(text))
    if not looked & RUN:
        return text
    if looked & NO_BREAK:
        return collapse(text)
    cdef str words = " ".join(text.split())
    if _left(text):
        words = " " + words
    return words + " " if _right(text) < len(text) else words


cdef int _look(str text, str mask):
    """What is in a text."""
    cdef int found = 0
    cdef bint was_white = False
    cdef Py_UCS4 character, cover = mask[0] if mask else 0
    for character in text:
        if character == u" ":
            if was_white:
                found |= RUN
            was_white = True
            continue
        if character == u"\n" or character == u"\t" or character == u"\r":
            found |= RUN
            was_white = True
            continue
        was_white = False
        if cover and character == cover:
            found |= MASKED
        if character < 0x80:
            found |= INK
            if u"a" <= character <= u"z" or u"A" <= character <= u"Z":
                found |= ALPHA
            elif character == u"&":
                found |= REFERENCE
            elif character == u"<":
                found |= LESS
            elif character < 0x20 or character == 0x7F:
                found |= UNFIT
        elif character == 0xA0:
            found |= NO_BREAK
        elif not Py_UNICODE_ISPRINTABLE(character):
            found |= UNFIT
        else:
            found |= INK
            if Py_UNICODE_ISALPHA(character):
                found |= ALPHA
    return found


cdef Py_ssize_t _left(str text):
    """How much white space a text begins with."""
    cdef Py_ssize_t index = 0, length = len(text)
    while index < length and text[index] in u"\t\n\f\r ":
        index += 1
    return index


cdef Py_ssize_t _right(str text):
    """Where the white space at the end of a text begins."""
    cdef Py_ssize_t index = len(text)
    while index > 0 and text[index - 1] in u"\t\n\f\r ":
        index -= 1
    return index
