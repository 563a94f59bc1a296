#!/usr/bin/env python3
"""Writes src/data/public_suffix.txt and public_suffix_deep.txt (parents of at least two labels) from
public_suffix_list.dat (https://publicsuffix.org/list/).

python3 tools/public-suffix.py public_suffix_list.dat

Each line is a parent, then the labels below it in order. Each label begins with a capital that says
how many bytes it shares with the label before it (A none, B one ...), and continues with the rest;
`!` and `*` are kept, and labels are U-labels. Parents are sorted by their labels from the right. All
of this is for the size after compression: 20.7 instead of 28.4 KB for a plain list.

Left out are rules of one label, which the default rule of the list covers, and private rules of more
than two: these are regions of clouds, from which no mail is sent."""
import collections
import sys

MOST_SHARED = 9


def shared(before, label):
    """Returns how many bytes of whole characters the two share at the front."""
    count = 0
    for a, b in zip(before, label):
        if a != b or count + len(a.encode()) > MOST_SHARED:
            break
        count += len(a.encode())
    return count


groups = collections.defaultdict(set)
day = "a day unknown"
with open(sys.argv[1], encoding="utf-8") as lines:
    private = False
    for line in lines:
        if line.startswith("// VERSION: "):
            day = line.split()[2].split("_")[0]
        private = private or "===BEGIN PRIVATE DOMAINS===" in line
        rule = line.split("//")[0].strip().split(" ")[0].lower()
        if not rule:
            continue
        mark, rule = ("!", rule[1:]) if rule.startswith("!") else ("", rule)
        labels = [label.encode("idna").decode("idna") for label in rule.split(".")]
        if len(labels) == 2 or (len(labels) > 2 and not private):
            groups[".".join(labels[1:])].add(mark + labels[0])
HEAD = (
    f"# The public suffix list (https://publicsuffix.org/list/, MPL-2.0) of {day}, "
    "packed by tools/public-suffix.py."
)
files = {False: [HEAD], True: [HEAD]}
for parent in sorted(groups, key=lambda parent: parent.split(".")[::-1]):
    line, before = parent, ""
    for label in sorted(groups[parent]):
        count = shared(before, label)
        line += chr(ord("A") + count) + label.encode()[count:].decode()
        before = label
    files["." in parent].append(line)
for deep, lines in files.items():
    with open(f"src/data/public_suffix{'_deep' if deep else ''}.txt", "w", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")
