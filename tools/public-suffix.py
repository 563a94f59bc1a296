#!/usr/bin/env python3
"""Makes src/data/public_suffix.txt from public_suffix_list.dat (https://publicsuffix.org/list/).

python3 tools/public-suffix.py public_suffix_list.dat > src/data/public_suffix.txt

One line a parent, `co.uk`-style rules grouped as `uk ac co gov ...`; A-labels; `!` and `*` kept.
Rules of one label are left out: the default rule of the list covers them."""
import collections
import sys


def ascii_label(label):
    return label if label.isascii() else label.encode("idna").decode()


groups = collections.defaultdict(set)
with open(sys.argv[1], encoding="utf-8") as lines:
    for line in lines:
        rule = line.split("//")[0].strip().split(" ")[0].lower()
        if not rule:
            continue
        mark, rule = ("!", rule[1:]) if rule.startswith("!") else ("", rule)
        labels = [ascii_label(label) for label in rule.split(".")]
        if len(labels) > 1:
            groups[".".join(labels[1:])].add(mark + labels[0])
for parent in sorted(groups):
    print(parent, *sorted(groups[parent]))
