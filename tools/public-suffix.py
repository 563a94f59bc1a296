#!/usr/bin/env python3
"""Makes src/data/public_suffix.txt from public_suffix_list.dat (https://publicsuffix.org/list/).

python3 tools/public-suffix.py public_suffix_list.dat > src/data/public_suffix.txt

One line a parent, `co.uk`-style rules grouped as `uk ac co gov ...`; A-labels; `!` and `*` kept;
parents in order of their labels from the right, which compresses best. Left out are rules of one
label, which the default rule of the list covers, and private rules of more than two: regions of
clouds, from which no mail is sent."""
import collections
import sys


def ascii_label(label):
    return label if label.isascii() else label.encode("idna").decode()


groups = collections.defaultdict(set)
with open(sys.argv[1], encoding="utf-8") as lines:
    private = False
    for line in lines:
        private = private or "===BEGIN PRIVATE DOMAINS===" in line
        rule = line.split("//")[0].strip().split(" ")[0].lower()
        if not rule:
            continue
        mark, rule = ("!", rule[1:]) if rule.startswith("!") else ("", rule)
        labels = [ascii_label(label) for label in rule.split(".")]
        if len(labels) == 2 or (len(labels) > 2 and not private):
            groups[".".join(labels[1:])].add(mark + labels[0])
for parent in sorted(groups, key=lambda parent: parent.split(".")[::-1]):
    print(parent, *sorted(groups[parent]))
