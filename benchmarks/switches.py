"""Each rule of the program and how it is switched off: a table of the language is emptied, or a name means another thing.

A switch fails if what it empties or replaces is no longer there. What is switched off stays so: use one process for
each. A name is "family: rule"; the families in ``STAGES`` are those of which a stage's results can hang.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any

import summarizer.lang.language as language_data
from summarizer.analysis.actor_resolution import Person
from summarizer.model import ANYONE, Attribution
from summarizer.summary.coverage import FACTORS
from summarizer.text.boilerplate import Mark
from summarizer.text.segmentation import FIXES

Patch = Callable[[], None]

#: Stage → the families that can change its results; those of all others are taken over from the baseline.
STAGES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "summarizer.briefing.pipeline.open_story": frozenset({"cleaning", "splitting"}),
        "summarizer.briefing.pipeline.read_sentences": frozenset(
            {"cleaning", "splitting", "facts", "dates", "tense", "context", "fillers"}
        ),
        "summarizer.briefing.story_analysis.attribute": frozenset({"cleaning", "splitting", "names", "attribution"}),
    }
)
_NEVER = re.compile(r"(?!)")


def table(key: str, rule: str = "") -> Patch:
    """Return the patch that empties a table of every language, or one rule (or group of words) of it."""

    def patch() -> None:
        topic, _, name = key.partition(".")
        old = language_data._load_topic("en", topic)[name]
        if rule and (not isinstance(old, dict) or rule not in old):
            raise KeyError(f"{key} has no rule “{rule}”")
        read = language_data._load_topic

        def load_topic(code: str, other: str) -> Mapping[str, object]:
            found = read(code, other)
            return {**found, name: _empty(found[name], rule)} if other == topic and name in found else found

        setattr(language_data, "_load_topic", load_topic)

    return patch


def _empty(value: object, rule: str) -> object:
    if isinstance(value, dict) and (rule or all(isinstance(one, list) for one in value.values())):
        return {name: [] if rule in ("", name) else one for name, one in value.items()}
    return None


def change(path: str, make: Callable[[Any], Any]) -> Patch:
    """Return the patch that puts something made of it in the place of what a path names, wherever it was imported."""

    def patch() -> None:
        holder, name = find_holder(path)
        old = vars(holder)[name]
        new = make(old)
        setattr(holder, name, new)
        for module in [module for key, module in sys.modules.items() if key.startswith(("summarizer", "benchmarks"))]:
            if vars(module).get(name) is old:
                setattr(module, name, new)

    return patch


def put(path: str, value: Any) -> Patch:
    """Return the patch that puts a value, or a function, in the place of another."""
    return change(path, lambda old: value)


def off(path: str, value: Any) -> Patch:
    """Return the patch that makes a function return the same whatever it is asked."""
    return put(path, lambda *args, **kwargs: value)


def find_holder(path: str) -> tuple[Any, str]:
    """Return the module, or the class in one, that holds what a path names, and the name there."""
    *parts, name = path.split(".")
    holder: Any = import_module(".".join(part for part in parts if not part.lstrip("_")[0].isupper()))
    for part in parts:
        if part.lstrip("_")[0].isupper():
            holder = getattr(holder, part)
    return holder, name


def clear_caches() -> None:
    """Forget what functions of the program keep, but for the model of the sentence splitter."""
    for module in [module for name, module in sys.modules.items() if name.startswith("summarizer")]:
        for value in list(vars(module).values()):
            if hasattr(value, "cache_clear") and value.__name__ != "_load_nupunkt":
                value.cache_clear()


def turn_off(name: str) -> None:
    """Switch a rule off in this process, for good."""
    for patch in SWITCHES[name]:
        patch()
    clear_caches()


def _list_rules(family: str, key: str) -> dict[str, tuple[Patch, ...]]:
    """Return a switch for each rule of a table, and one for all."""
    topic, _, name = key.partition(".")
    path = Path(language_data.__file__).parent / "en" / f"{topic}.toml"
    rules = tomllib.loads(path.read_text(encoding="utf-8"))[name]
    return {f"{family}: all {topic}": (table(key),)} | {f"{family}: {rule}": (table(key, rule),) for rule in rules}


def _list_tables(family: str, keys: str) -> dict[str, tuple[Patch, ...]]:
    return {f"{family}: {key}": (table(key),) for key in keys.split()}


def _list_functions(family: str, module: str, values: Mapping[str, Any]) -> dict[str, tuple[Patch, ...]]:
    """Return a switch for each function, which then always returns the value; ``_CONSTANTS`` become the value."""
    switches = {}
    for name, value in values.items():
        path = f"summarizer.{module}.{name}"
        switches[f"{family}: {name.strip('_')}"] = (
            put(path, value) if name.isupper() or callable(value) else off(path, value),
        )
    return switches


def _drop_votes(is_dropped: Callable[[Any], bool]) -> tuple[Patch, ...]:
    path = "summarizer.summary.section_assignment._read_votes"
    return (change(path, lambda old: lambda *args: [vote for vote in old(*args) if not is_dropped(vote)]),)


def _leave_out_factor(name: str) -> tuple[Patch, ...]:
    left = tuple(factor for factor in FACTORS if factor != name)
    path = "summarizer.summary.coverage.find_concepts"
    return (change(path, lambda old: lambda sentences, factors=left: old(sentences, left)),)


def _same_spans(line: str, spans: Any) -> Any:
    return spans


_SILENT, _NOBODY, _NO_WORDS = Attribution(), Person(), frozenset[str]()
_FEATURES = ("figures", "background")

#: Name → the patches that switch it off.
SWITCHES: Mapping[str, tuple[Patch, ...]] = MappingProxyType(
    {
        **{f"cleaning: fix {fix}": (change("summarizer.text.segmentation.FIXES", lambda old, fix=fix: {name: one for name, one in old.items() if name != fix}),) for fix in FIXES},
        **_list_rules("cleaning", "boilerplate.rules"),
        **_list_tables("cleaning", "boilerplate.reported boilerplate.reader"),
        **_list_functions("cleaning", "text.segmentation", {"find_glued": (), "mark_sentence": Mark("sentence")}),
        **_list_functions("cleaning", "text.missing_spaces", {"_cut_in_two": []}),
        **_list_functions("cleaning", "text.boilerplate", {"_spread_appeals": None, "_find_listed_links": [], "_find_headlines": [], "_empty_quotations": str}),
        **_list_rules("splitting", "sentences.missed_ends"),
        **_list_functions("splitting", "text.segmentation", {"find_dateline": 0}),
        **_list_functions("splitting", "text.sentences", {"_keep_quotes": _same_spans, "_give_notes_back": _same_spans, "_is_tail": False, "_is_cut_short": False}),
        "attribution: all": (put("summarizer.analysis.attribution.attribute", lambda sentences, *args: (_SILENT,) * len(sentences)),),
        **_list_tables("attribution", "reporting.sources reporting.quoting reporting.participles reporting.stances reporting.stance_phrases reporting.saying_phrases reporting.no_verbs reporting.at_object reporting.told_object reporting.ambiguous reporting.never_passive reporting.silent_passives reporting.papers reporting.befalls roles.modifiers roles.compounds roles.bodies roles.private roles.against roles.abroad roles.armed roles.press roles.news roles.shares roles.owners roles.companions names.party_marks names.party_adjectives names.countries"),
        **_list_functions("attribution", "analysis.reporting_clauses", {"_find_labels": (), "_find_inverted": None, "_find_passive": None, "_is_subordinate": False, "_tells_of_opener": True, "_find_before_apposition": lambda tokens, earlier, phrase: phrase, "find_apposition": None, "_find_place": "main", "_opens_clause": False, "_leads": False}),
        **_list_functions("attribution", "analysis.attribution", {"_find_antecedent": _NOBODY, "_find_first_subject": None, "_learn_sides": {}, "_is_joint": False, "_is_medium": False, "find_origin": ("", ()), "_go_on": lambda memory, origin: (Attribution(origin=origin), memory)}),
        **_list_functions("attribution", "analysis.actor_resolution", {"find_title": _NOBODY, "find_people": "", "_find_owner": "", "find_acting_subject": _NOBODY}),
        **_list_functions("attribution", "analysis.phrases", {"_is_particle": False, "_opens_aside": False, "_is_unknown_before_role": False}),
        **_list_functions("names", "analysis.names", {"_unify_spellings": {}, "_choose_full_names": {}, "_list_openers": _NO_WORDS}),
        **_list_tables("names", "names.renamed"),
        **_list_functions("similarity", "dedupe.vectors", {"find_titles": _NO_WORDS, "_DOTTED": _NEVER}),
        **_list_functions("similarity", "analysis.names", {"Names.is_first_name": False}),
        **_list_functions("similarity", "analysis.attribution", {"find_core": lambda sentence, voice: sentence.text}),
        **_list_functions("facts", "analysis.claims", {"_figures_differ": False, "_years_differ": False, "_days_differ": False, "_is_negated": False, "are_opposite": False, "_is_rounded": False, "_NEAR": 0.0, "_ALIKE": 0.0}),
        **_list_tables("facts", "negation.anonymity opposites.falling numbers.fraction numbers.numbered numbers.ages numbers.rest numbers.bounds numbers.vague"),
        **_list_functions("dates", "analysis.dates", {"find_spans": (), "find_tense": "", "is_term": False}),
        **_list_tables("dates", "dates.no_day dates.paired dates.last dates.next dates.coming dates.dated dates.in_month"),
        **_list_functions("tense", "analysis.claims", {"read_moods": (_NO_WORDS, _NO_WORDS)}),
        **_list_tables("tense", "tense.light"),
        **_list_functions("vetoes", "dedupe.contradictions", {"_speakers_differ": False, "_speak_of_each_other": False, "_is_statement": False, "_are_two_persons": False, "_SAID_AND_DONE": 0.0, "_names_differ": "", "_is_slip": False, "_share_little": False, "contradict": True}),
        **_list_functions("clustering", "dedupe.clusters", {"be_stricter": lambda veto, *args: veto, "STRICTEST": 1.0, "STRICTER": 1.0, "_Linkage._is_vetoed": False}),
        **_list_functions("clustering", "dedupe.wire_copies", {"find_wires": lambda articles: tuple(frozenset({one.id}) for one in articles)}),
        **_list_functions("context", "analysis.context_dependence", {"find_dependence": "", "_opens_quoted": False, "_is_spoken_by_pronoun": False, "points_back": False, "lacks_person": False}),
        **_list_rules("context", "context.openings"),
        **_list_tables("context", "context.near_pointer context.pointed_speakers context.pointed_things context.speaker_told_before context.subordinate_opening"),
        **_list_functions("order", "dedupe.sentence_clusters", {"grade_dependence": 0}),
        **_list_rules("fillers", "fillers.rules"),
        **_list_functions("glosses", "briefing.story_analysis", {"add_glosses": lambda sentences, *args: list(sentences)}),
        **_list_functions("glosses", "analysis.glosses", {"find_glosses": lambda sentences, *args: (None,) * len(sentences), "are_of_several_days": False}),
        **_list_functions("sections", "summary.section_assignment", {"find_cues": (), "weigh_cue": 2.0, "_FURTHER_CUE": 0.0, "_COMMON_WEIGHT": 1.0, "_ACTS": 3.0, "_LEAST_FIGURES": {}, "_is_opinion": False, "_goes_on": False, "_join_between": lambda sentences, news, choices, rest: tuple(choices)}),
        **_list_tables("sections", "sections.plural_endings sections.word_endings sections.participle sections.reports_of_fact sections.past"),
        "sections: speakers": _drop_votes(lambda vote: vote.reason == "speaker" and vote.whom != ANYONE),
        "sections: subjects": _drop_votes(lambda vote: vote.why.startswith("tells of")),
        **{f"sections: {name}": _drop_votes(lambda vote, name=name: vote.whom == name) for name in _FEATURES},
        **{f"selection: factor {name}": _leave_out_factor(name) for name in FACTORS},
        **_list_functions("selection", "summary.coverage", {"CoverageSearch._improve": lambda self, best, fixed, limits: best, "_FEW": 0, "PRICE": 0.0}),
        **_list_functions("selection", "summary.extraction", {"_FEWEST_WORDS": 0}),
        **_list_functions("selection", "summary.redundancy", {"REDUNDANT": 9.0, "CONTAINED": 9.0, "CONTAINED_AT_MOST": 9.0}),
        **_list_functions("selection", "summary.selection", {"find_agreed": (), "AGREED": 99, "CONFIRMED": 3, "favour_early": 1.0, "_build_quota_check": None, "_measure_usual": 10**9}),
        **_list_functions("selection", "briefing.story_analysis", {"_CORROBORATED_COVER": 0.0, "_MOST_WORDS": 10**9}),
        **_list_functions("order", "briefing.assembly", {"put_quotations_behind": lambda sides, quoted: list(range(len(sides))), "mark_keys": tuple, "_SLUG": _NEVER}),
        **_list_functions("order", "briefing.story_analysis", {"find_agencies": _NO_WORDS}),
    }
)  # fmt: skip
