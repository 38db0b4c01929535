"""Generated Dutch health articles and realistic revisions of them, with the truth about where each unit comes from."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

SUBJECTS = "vitamine B12|ijzer|zink|magnesium|foliumzuur|vitamine D|calcium|jodium|selenium|kalium|vitamine C|choline|koper|vitamine K2".split(
    "|"
)
GROUPS = "veganisten|ouderen|zwangeren|sporters|tieners|mensen met darmklachten|gebruikers van maagzuurremmers|jonge moeders|nachtwerkers|mensen die weinig buiten komen".split(
    "|"
)
COMPLAINTS = "moeheid|tintelingen in de vingers|een bleke huid|hartkloppingen|vergeetachtigheid|spierkramp|broze nagels|slecht slapen|duizeligheid|een pijnlijke tong|haaruitval|somberheid".split(
    "|"
)
FOODS = "volkorenbrood|haring|linzen|boerenkool|eieren|amandelen|mosselen|kwark|tofu|pompoenpitten|zilvervliesrijst|kikkererwten|spinazie|kaas".split(
    "|"
)
EXPERTS = "huisarts|diëtist|apotheker|praktijkondersteuner|verloskundige|internist".split("|")
MOMENTS = "bij het ontbijt|voor het slapengaan|na de warme maaltijd|op een nuchtere maag|halverwege de ochtend|met een groot glas water".split(
    "|"
)
ORGANS = "de lever|het zenuwstelsel|de darmwand|het beenmerg|de schildklier|de nieren|de spieren|het hart".split("|")
SENTENCES = """\
{S} speelt een rol bij de opbouw van {O}.
Wie te weinig {s} binnenkrijgt, merkt dat vaak pas na {n} maanden.
Vooral {g} lopen kans op een tekort, omdat zij weinig {f} eten.
Klachten zoals {c} wijzen niet altijd op een tekort.
Laat bij aanhoudende {c} je bloed prikken door de {e}.
Neem nooit meer dan {n} mcg per dag zonder overleg met je {e}.
In {f} zit van nature ongeveer {n} mg per portie.
Het lichaam bewaart een voorraad in {O}, genoeg voor {n} weken.
{G} nemen een tablet het beste {m} in.
Uit onderzoek onder {n} deelnemers bleek dat {c} na een half jaar afnam.
Een gezonde volwassene heeft genoeg aan {n} mcg, en dat haal je uit {f} en {f2}.
De opname gaat beter als je ook {s2} binnenkrijgt.
Sommige medicijnen remmen de opname, waardoor {g} extra moeten opletten.
Twijfel je over {c}? Bespreek het dan met je {e}.
Een overschot plas je meestal gewoon uit, al geldt dat niet voor {s2}.
Wie {f} niet lust, kan kiezen voor verrijkte producten met {s}.
De waarde in het bloed hoort boven {n} pmol/l te liggen.
Bewaar de verpakking droog, buiten bereik van kinderen en onder {n} graden.
Injecties werken sneller dan tabletten, maar {g} hebben ze zelden nodig.
De zenuwen herstellen langzaam; reken op minstens {n} weken.
Koken verlaagt het gehalte in {f} met ruwweg een vijfde.
Een tekort ontstaat sluipend en wordt vaak verward met {c}.
Vraag de {e} of jouw medicijnen samengaan met {s}.
Bij {g} is een jaarlijkse controle van {O} verstandig.
Lees het etiket: de hoeveelheid per tablet verschilt soms wel {n} procent.
Begin met een lage dosis en kijk {n} dagen hoe je lichaam reageert.
Zuivel, vis en {f} vormen samen de belangrijkste bronnen.
Er bestaat geen bewijs dat extra {s} helpt tegen {c} als je bloedwaarde goed is.
Roken en alcohol vergroten de behoefte, net als {c} op latere leeftijd.
De {e} kijkt eerst naar je voeding en pas daarna naar pillen.
Zo houd je {O} gezond zonder elke dag te hoeven tellen.
Planten maken zelf geen {s}, bacteriën in de bodem wel.
Smelttabletten lossen op onder de tong; dat is prettig voor {g}.
Meet je waarde opnieuw zodra de klachten, zoals {c}, terugkomen.
""".splitlines()
LATER = """\
Nieuw onderzoek uit Groningen zet vraagtekens bij de gangbare streefwaarden.
Sinds dit voorjaar vergoedt de basisverzekering de bepaling alleen na verwijzing.
Op reis door warme landen bederven vloeibare druppels snel in de koffer.
De redactie herziet dit overzicht ieder kwartaal samen met twee vakmensen.
Een podcast over dit onderwerp vind je onderaan de pagina.
Katten en honden mogen deze tabletten absoluut niet krijgen.
Duurdere merken scoorden in de test van vorig jaar nauwelijks beter.
Via de app stel je een wekker in die je helpt onthouden.
Kinderen onder de vier krijgen bij voorkeur druppels in plaats van pillen.
Schrijf een week lang op wat je eet en neem dat mee naar het gesprek.
Dat verklaart waarom een strikte kuur zelden het gewenste resultaat geeft.
Wetenschappers zoeken nog naar de genen die hierbij meespelen.
Hoe zit het met borstvoeding en supplementen?
Waar let je op bij een webwinkel van buiten de Unie?
Verschillen tussen mannen en vrouwen
Ervaringen uit de wachtkamer
Kosten, vergoeding en eigen risico
Tabel met gehaltes per honderd gram
""".splitlines()
HEADINGS = """\
Wat doet {s} precies?|Waar zit {s} in?|Hoe herken je een tekort?|Wie loopt risico?|Hoeveel heb je nodig?|Wanneer ga je naar de {e}?|Voeding of supplement?|Veelgestelde vragen|Bijwerkingen en wisselwerkingen|Tips voor {g}|Het belang van {O}|Meer lezen|Samenvatting|Bronnen|Recepten met {f}|De rol van de {e}|Zo verbeter je de opname|Tekort aan {s}: de feiten""".split(
    "|"
)
ITEMS = """\
{f} en {f2}|{c}|tabletten van {n} mcg|advies voor {g}|controle van {O}|een afspraak met de {e}|druppels, {m}|{n} gram {f} per week|extra {s} in de winter|pijn door {c}""".split(
    "|"
)
SYNONYMS = {
    "vaak": "geregeld", "klachten": "verschijnselen", "meestal": "doorgaans", "ongeveer": "circa", "belangrijkste": "voornaamste",
    "genoeg": "voldoende", "verstandig": "aan te raden", "langzaam": "traag", "snel": "vlug", "extra": "aanvullend", "kans": "risico",
    "gezonde": "fitte", "beste": "liefst", "remmen": "verminderen", "tablet": "pil", "bloed": "serum", "zoals": "als", "weken": "maanden",
    "opname": "benutting", "maar": "al", "nooit": "niet", "altijd": "per se", "goed": "in orde", "kiezen": "gaan", "eerst": "in de eerste plaats",
}  # fmt: skip
CLAUSES = (
    "zo blijkt uit de praktijk",
    "tenzij je arts iets anders zegt",
    "ook als je je goed voelt",
    "vooral in de wintermaanden",
    "en dat is langer dan gedacht",
    "zeker na je vijftigste",
)


@dataclass
class Item:
    """A unit of a generated article and the ids of the old units it comes from; none for new text."""

    sentences: list[str]
    kind: str = "p"
    origins: list[int] = field(default_factory=list)
    edit: str = ""

    @property
    def source(self) -> str:
        """The unit's inline text."""
        return " ".join(self.sentences)


def article(rng: random.Random, size: int) -> list[Item]:
    """An article of about `size` distinct units: headings, paragraphs, list items."""
    items: list[Item] = []
    seen: set[str] = set()
    while len(items) < size:
        for item in _section(rng):
            if item.source not in seen:
                seen.add(item.source)
                items.append(item)
    for number, item in enumerate(items):
        item.origins = [number]
    return items


def revise(rng: random.Random, old: list[Item], rate: float = 0.35) -> list[Item]:
    """A revision: about `rate` of the units edited, some new, removed, moved, split, joined."""
    out: list[Item] = []
    present = {item.source for item in old}
    at = 0
    while at < len(old):
        item = replace(old[at], sentences=list(old[at].sentences), origins=list(old[at].origins))
        draw = rng.random()
        following = old[at + 1] if at + 1 < len(old) else None
        if draw < rate * 0.72:
            edited = _edit(rng, item)
            out.append(edited if edited.source not in present else item)
        elif draw < rate * 0.78 and len(item.sentences) > 1:
            cut = rng.randint(1, len(item.sentences) - 1)
            halves = [replace(item, sentences=item.sentences[:cut]), replace(item, sentences=item.sentences[cut:])]
            if rng.random() < 0.4:
                halves[1] = _words(rng, halves[1], 1)
            out += (replace(half, edit="split") for half in halves)
        elif draw < rate * 0.84 and following is not None and item.kind == following.kind == "p":
            joined = replace(
                item, sentences=item.sentences + following.sentences, origins=item.origins + following.origins
            )
            out.append(replace(joined, edit="joined"))
            at += 1
        elif draw < rate * 0.90:
            pass  # removed
        else:
            out.append(item)
        if rng.random() < rate * 0.15:
            new = _new(rng, out)
            if new.source not in present:
                out.append(new)
        at += 1
    for _ in range(int(len(out) * rate * 0.06)):
        moved = out.pop(rng.randrange(len(out)))
        if moved.origins and rng.random() < 0.5 and not moved.edit:
            moved = _words(rng, moved, 1)
        out.insert(rng.randrange(len(out) + 1), replace(moved, edit=moved.edit or "moved"))
    return out


def _section(rng: random.Random) -> Iterator[Item]:
    yield Item([_fill(rng, rng.choice(HEADINGS))], "h2")
    for _ in range(rng.randint(2, 4)):
        yield Item([_fill(rng, text) for text in rng.sample(SENTENCES, rng.choice((1, 2, 2, 3, 3, 4)))])
    if rng.random() < 0.5:
        for _ in range(rng.randint(3, 5)):
            yield Item([_fill(rng, rng.choice(ITEMS))], "li")


def _fill(rng: random.Random, template: str) -> str:
    subject, group = rng.choice(SUBJECTS), rng.choice(GROUPS)
    text = template.format(
        S=subject[0].upper() + subject[1:], s=subject, s2=rng.choice(SUBJECTS), g=group, G=group[0].upper() + group[1:],
        c=rng.choice(COMPLAINTS), f=rng.choice(FOODS), f2=rng.choice(FOODS), e=rng.choice(EXPERTS), m=rng.choice(MOMENTS),
        O=rng.choice(ORGANS), n=rng.choice((2, 3, 5, 10, 25, 40, 100, 150, 250, 500, 1000)),
    )  # fmt: skip
    if rng.random() < 0.15:
        words = text.split(" ")
        where = rng.randrange(len(words))
        words[where] = f"<strong>{words[where]}</strong>"
        text = " ".join(words)
    return text


def _new(rng: random.Random, before: list[Item]) -> Item:
    if rng.random() < 0.4:
        return Item([_fill(rng, rng.choice(SENTENCES)), rng.choice(LATER[:12])], edit="new")
    if rng.random() < 0.3:
        return Item([_fill(rng, text) for text in rng.sample(SENTENCES, 2)], edit="new")
    return Item([rng.choice(LATER)], edit="new")


def _edit(rng: random.Random, item: Item) -> Item:
    kinds: list[tuple[str, Callable[[random.Random, Item], Item]]] = [
        ("word", lambda r, i: _words(r, i, 1)),
        ("words", lambda r, i: _words(r, i, 3)),
        ("number", _number),
        ("negation", _negation),
        ("punctuation", _punctuation),
        ("clause", _clause),
        ("markup", _markup),
        ("appended", _append),
        ("shortened", _shorten),
        ("replaced sentence", _replace_sentence),
        ("reordered", _reorder),
        ("rewritten", _rewrite),
        ("misspelling", _misspell),
        ("retitled", _retitle),
    ]
    for _ in range(20):
        name, edit = rng.choice(kinds)
        edited = edit(rng, item)
        if edited.source != item.source:
            return replace(edited, edit=name)
    return _append(rng, item)


def _any_sentence(rng: random.Random, item: Item, change: Callable[[str], str]) -> Item:
    sentences = list(item.sentences)
    at = rng.randrange(len(sentences))
    sentences[at] = change(sentences[at])
    return replace(item, sentences=sentences)


def _words(rng: random.Random, item: Item, count: int) -> Item:
    def change(text: str) -> str:
        words = text.split(" ")
        for _ in range(count):
            at = rng.randrange(len(words))
            bare = words[at].lower().strip(".,;:?")
            if bare in SYNONYMS:
                words[at] = words[at].lower().replace(bare, SYNONYMS[bare])
            elif len(words) > 4 and rng.random() < 0.4 and "<" not in words[at]:
                words.pop(at)
            else:
                words.insert(at, rng.choice("ook vaak dus eerst steeds nog soms zeker meestal echter".split()))
        return " ".join(words)

    return _any_sentence(rng, item, change)


def _number(rng: random.Random, item: Item) -> Item:
    return replace(item, sentences=[re.sub(r"\b\d+\b", lambda m: str(int(m[0]) * 10 + 1), s) for s in item.sentences])


def _negation(rng: random.Random, item: Item) -> Item:
    def change(text: str) -> str:
        if " niet " in text:
            return text.replace(" niet ", " ", 1)
        words = text.split(" ")
        words.insert(min(2, len(words)), "niet")
        return " ".join(words)

    return _any_sentence(rng, item, change)


def _punctuation(rng: random.Random, item: Item) -> Item:
    return _any_sentence(rng, item, lambda s: s[:-1] + "!" if s.endswith(".") else s.rstrip("?") + ":")


def _clause(rng: random.Random, item: Item) -> Item:
    if item.kind != "p":
        return item
    return _any_sentence(rng, item, lambda s: f"{s.rstrip('.?!')}, {rng.choice(CLAUSES)}.")


def _markup(rng: random.Random, item: Item) -> Item:
    def change(text: str) -> str:
        if "<strong>" in text:
            new = rng.choice(("b", "em", ""))
            return text.replace("<strong>", f"<{new}>" if new else "").replace("</strong>", f"</{new}>" if new else "")
        words = text.split(" ")
        at = rng.randrange(len(words))
        words[at] = f"<em>{words[at]}</em>"
        return " ".join(words)

    return _any_sentence(rng, item, change)


def _append(rng: random.Random, item: Item) -> Item:
    if item.kind != "p":
        return replace(item, sentences=[f"{item.sentences[0]} ({_fill(rng, '{c}')})"])
    sentences = list(item.sentences)
    sentences.insert(
        rng.randint(0, len(sentences)), rng.choice((_fill(rng, rng.choice(SENTENCES)), rng.choice(LATER[:12])))
    )
    return replace(item, sentences=sentences)


def _shorten(rng: random.Random, item: Item) -> Item:
    if len(item.sentences) < 2:
        return item
    sentences = list(item.sentences)
    sentences.pop(rng.randrange(len(sentences)))
    return replace(item, sentences=sentences)


def _replace_sentence(rng: random.Random, item: Item) -> Item:
    if len(item.sentences) < 2:
        return item
    return _any_sentence(rng, item, lambda _: _fill(rng, rng.choice(SENTENCES)))


def _reorder(rng: random.Random, item: Item) -> Item:
    return replace(item, sentences=item.sentences[1:] + item.sentences[:1])


def _rewrite(rng: random.Random, item: Item) -> Item:
    """Keep the content words of each sentence, reword around them."""
    if item.kind != "p":
        return item

    def change(text: str) -> str:
        keep = [word.strip(".,;:?") for word in text.split() if len(word) > 6 and "<" not in word]
        if len(keep) < 3:
            return text
        glue = "Let op:|Kort gezegd gaat het om|en daarbij|samen met|dat raakt ook|naast".split("|")
        return " ".join(f"{glue[n % len(glue)]} {word.lower()}" for n, word in enumerate(keep)) + "."

    return _any_sentence(rng, item, change)


def _misspell(rng: random.Random, item: Item) -> Item:
    def change(text: str) -> str:
        at = rng.randrange(len(text) - 1)
        pair = text[at : at + 2]
        return text[:at] + pair[::-1] + text[at + 2 :] if pair.isalpha() else text

    return _any_sentence(rng, item, change)


def _retitle(rng: random.Random, item: Item) -> Item:
    if item.kind != "h2":
        return item
    return replace(item, sentences=[rng.choice(("Alles over: ", "Kort: ", "Uitgelegd: ")) + item.sentences[0].lower()])
