#!/usr/bin/env python3
"""Writes the table of rules in src/rules/mod.rs from the declarations: python3 tools/rules-table.py"""
import pathlib
import re

rules = pathlib.Path(__file__).resolve().parent.parent / "src" / "rules"
found, modules = [], []
for path in sorted(rules.rglob("*.rs")):
    parts = path.relative_to(rules).with_suffix("").parts
    if parts == ("mod",):
        continue
    if len(parts) == 1 or parts[1:] == ("mod",):
        modules.append(parts[0])
    name = "::".join(part for part in parts if part != "mod")
    for static, id in re.findall(r'pub static (\w+) = "([\w-]+)"', path.read_text()):
        found.append((id, f"{name}::{static}"))
table = rules / "mod.rs"
text = table.read_text()
# Some are read elsewhere too: what is written before `mod` stays.
seen = {name: before for before, name in re.findall(r"^(.*)\bmod (\w+);$", text, flags=re.M)}
mods = "".join(f"{seen.get(name, '')}mod {name};\n" for name in sorted(set(modules)))
text = re.sub(r"(?:.*\bmod \w+;\n)*\nuse crate::facts", "@MODS@\nuse crate::facts", text, count=1)
text = text.replace("@MODS@", "\n" + mods if "\n\n@MODS@" not in text else mods)
rows = "".join(f"    &{path},\n" for id, path in sorted(found))
text = re.sub(
    r"pub static RULES: &\[&Rule\] = &\[.*?\];",
    f"pub static RULES: &[&Rule] = &[\n{rows}];",
    text,
    flags=re.S,
)
table.write_text(text)
print(len(found), "rules")
