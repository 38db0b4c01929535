"""Stands for a translator: fills the English catalog with polib, as a PO editor would."""

import polib

TEXTS = {
    "Advies over ijzer": "Advice on iron",
    "Neem <strong>nooit</strong> meer dan 20\u00a0mg ijzer per dag.": "<strong>Never</strong> take more than 20\u00a0mg of iron a day.",
    "Lees <a>deel 2</a> over een tekort.": "Read <a>part 2</a> about a deficiency.",
    "Naar deel 2": "To part 2",
}
po = polib.pofile("locales/en/advies.po", wrapwidth=0)
for entry in po:
    entry.msgstr = TEXTS[entry.msgid]
po.save()
