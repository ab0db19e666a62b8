"""tokens: a spaCy token pattern, where the shape of words matters (a number before "bài viết").

spaCy is imported on the first sentence that holds a word of the rule, so that most runs never pay for it.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from pipeline.model import Rule
from pipeline.text.index import Hit, Pattern
from pipeline.text.scene import Scene
from pipeline.text.terms import Occurrence


def find(rule: Rule, pattern: Pattern, scene: Scene) -> Iterator[Hit]:
    """Places where the token pattern holds in a sentence with a word of every group."""
    index, done = scene.index, set()
    if any(g not in index.found for g in pattern.groups):
        return
    for hit in index.hits(pattern):
        if hit.scope in done:
            continue
        done.add(hit.scope)
        words = [index.tokens.raw(i) for i in range(*hit.scope)]
        for first, end in _spacy(words, rule.pattern):
            act = Occurrence(-1, hit.scope[0] + first, hit.scope[0] + end, hit.exact)
            yield Hit(act, hit.used, hit.scope, hit.exact)
            break


def _spacy(words: list[str], pattern: tuple[Any, ...]) -> list[tuple[int, int]]:
    from spacy.tokens import Doc

    matcher, vocab = _matcher(_frozen(pattern))
    return [(start, end) for _, start, end in matcher(Doc(vocab, words=words))]


@lru_cache(maxsize=256)
def _matcher(pattern: Any) -> tuple[Any, Any]:
    import spacy
    from spacy.matcher import Matcher

    vocab = spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}}).vocab
    matcher = Matcher(vocab)
    matcher.add("rule", [_thawed(pattern)])
    return matcher, vocab


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return ("d", *((k, _frozen(v)) for k, v in value.items()))
    return ("l", *(_frozen(v) for v in value)) if isinstance(value, list | tuple) else value


def _thawed(value: Any) -> Any:
    if isinstance(value, tuple):
        return {k: _thawed(v) for k, v in value[1:]} if value[0] == "d" else [_thawed(v) for v in value[1:]]
    return value
