"""Times matching from 100 to 10,000 pages, as many papers and bound in one, and what one more rule costs.

    python tests/benchmarks/match.py FOLDER [PAGES ...]

The papers of FOLDER are repeated until the pages are there (a page: 1,800 characters). Prints CPU milliseconds a page: linear means
that they stay the same. The last lines double the number of rules, with copies whose words stand in no paper, and print the ratio.
"""

import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from pipeline.extractors import files
from pipeline.matchers import Matchers
from pipeline.model import Document, Form, Rule
from pipeline.reading import Pool
from pipeline.run import Inspector, load_form

PAGE = 1800  # characters


def spent(matchers: Matchers, documents: Sequence[Document]) -> float:
    """CPU seconds of matching."""
    start = time.process_time()
    for document in documents:
        matchers.find(document)
    return time.process_time() - start


def fresh(document: Document) -> Document:
    """The same paper without what was computed of it before."""
    return replace(document)


def pages_of(documents: Sequence[Document]) -> float:
    return sum(len(d.text) for d in documents) / PAGE


def repeated(documents: Sequence[Document], pages: int) -> list[Document]:
    """So many papers that they have the pages."""
    each = pages_of(documents) / len(documents)
    return [fresh(d) for d in islice(cycle(documents), max(1, round(pages / each)))]


def bound(documents: Sequence[Document]) -> Document:
    """All papers as one."""
    return replace(documents[0], passages=tuple(p for d in documents for p in d.passages))


def strangers(form: Form, copies: int) -> Form:
    """The form with each rule repeated so often, every word of it lengthened by one that stands nowhere."""

    def strange(rule: Rule, n: int) -> Rule:
        return replace(rule, all=tuple(tuple(f"{w} xyz{n}" for w in group if not w.startswith("#")) or ("xyz",) for group in rule.all))

    return replace(
        form,
        requirements=tuple(
            replace(r, rules=(*r.rules, *(strange(rule, n) for n in range(copies) for rule in r.rules))) for r in form.requirements
        ),
    )


def main() -> None:
    """Prints the tables."""
    folder, sizes = Path(sys.argv[1]), [int(a) for a in sys.argv[2:]] or [100, 1000, 10000]
    form = load_form(None)
    inspector = Inspector(form)
    with Pool() as pool:
        sources = [s for found in pool.read(folder, files(folder), lambda *_: None) for s in found]
    documents = [d for d in inspector.describer.describe(sources, None)[0] if d.passages]
    spent(inspector.matchers, documents)
    rules = sum(len(r.rules) for r in form.requirements)
    print(f"{len(documents)} papers, {pages_of(documents):.0f} pages, {rules} rules")
    for pages in sizes:
        many = repeated(documents, pages)
        apart = spent(inspector.matchers, many)
        one = spent(inspector.matchers, [bound(many)])
        real = pages_of(many)
        print(f"{real:6.0f} pages: {1000 * apart / real:.2f} ms a page as {len(many)} papers, {1000 * one / real:.2f} ms bound in one")
    some = repeated(documents, sizes[0])
    for copies in (1, 4):
        more = Matchers(strangers(form, copies))
        spent(more, some)
        plain = min(spent(inspector.matchers, list(map(fresh, some))) for _ in range(5))
        other = min(spent(more, list(map(fresh, some))) for _ in range(5))
        added = copies * rules
        each = 1e6 * (other - plain) / added / pages_of(some)
        print(f"{added} more rules that match nothing: {other / plain:.3f}x, one rule {each:.2f} µs a page")


if __name__ == "__main__":
    main()
