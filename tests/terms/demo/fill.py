"""Stands for a translator: fills the German catalog with polib, as a PO editor would."""

import polib

TEXTS = {
    "IJzertekort": "Eisenmangel",
    "Een ijzertekort geeft vermoeidheid. Vraag uw huisarts om een bloedonderzoek.": (
        "Ein Eisendefizit macht müde. Bitten Sie Ihre Hausärztin um eine Blutuntersuchung."
    ),
    "Tabletten": "Tabletten",
    "Neem de <strong>tabletten</strong> niet samen met melk in.": (
        "Nehmen Sie die <strong>Tabletten</strong> nicht zusammen mit Milch ein."
    ),
}
po = polib.pofile("locales/de/ijzer.po", wrapwidth=0)
for entry in po:
    entry.msgstr = TEXTS[entry.msgid]
po.save()
