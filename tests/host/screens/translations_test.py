# SPDX-License-Identifier: Apache-2.0
"""Everything that the window says has a Dutch text with the same placeholders, plurals included.

    translations_test.py TREE XGETTEXT
"""
import pathlib
import re
import subprocess
import sys


def unquoted(lines):
    text = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', lines))
    return text.replace('\\"', '"').replace("\\n", "\n").replace("\\\\", "\\")


def catalogue(text):
    """msgid, and msgid with its plural, to their translations."""
    found = {}
    for block in re.split(r"\n\s*\n", text):
        fields = re.findall(r'^(msgid|msgid_plural|msgstr(?:\[\d\])?) ((?:"(?:[^"\\]|\\.)*"\s*)+)', block, re.M)
        parts = {name: unquoted(value) for name, value in fields}
        if "msgid" in parts:
            translations = [value for name, value in parts.items() if name.startswith("msgstr")]
            found[(parts["msgid"], parts.get("msgid_plural"))] = (translations, "#, fuzzy" in block)
    return found


def placeholders(text):
    return sorted(re.findall(r"\{\d\}", text))


def main(tree, xgettext):
    sources = sorted(str(p) for p in pathlib.Path(tree, "host", "window").rglob("*.[ch]pp"))
    template = subprocess.run(
        [xgettext, "-C", "--from-code=UTF-8", "-ktr", "-ktr_n:1,2", "-o", "-", *sources],
        check=True, capture_output=True, text=True, encoding="utf-8").stdout
    wanted = [key for key in catalogue(template) if key[0]]
    dutch = catalogue(pathlib.Path(tree, "po", "nl.po").read_text(encoding="utf-8"))
    wrong = [] if len(wanted) > 100 else [f"only {len(wanted)} texts were found in the sources"]
    for key in wanted:
        translations, fuzzy = dutch.get(key, ([], False))
        if not translations or fuzzy or not all(translations):
            wrong.append(f"no Dutch text: {key[0]!r}")
    for (msgid, plural), (translations, _) in dutch.items():
        if msgid and plural is not None and len(translations) != 2:
            wrong.append(f"not two forms: {msgid!r}")
        for text in translations:
            if msgid and placeholders(text) != placeholders(plural or msgid):
                wrong.append(f"other placeholders: {msgid!r}: {text!r}")
    print("\n".join(wrong) or f"{len(wanted)} texts, all in Dutch")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
