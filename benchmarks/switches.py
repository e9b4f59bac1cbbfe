"""Each rule of the program and how it is switched off: a language's table is emptied, or a name means another thing.

A switch fails if what it empties or replaces is no longer there. What is switched off stays so: use one process for
each. A name is "family: rule"; the families in ``STAGES`` are those of which a stage's results can hang.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from types import MappingProxyType
from typing import Any

import summarizer.lang.language as language_data
from summarizer.analysis.actor_resolution import Person
from summarizer.model import ANYONE, Attribution
from summarizer.summary.extraction import FACTORS
from summarizer.text.edits import FIXES

Patch = Callable[[], None]
Switches = dict[str, Patch]

_TEXT = frozenset({"cleaning", "splitting"})
#: Stage → the families that can change its results; those of all others are taken over from the baseline.
STAGES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "summarizer.briefing.pipeline.open_story": _TEXT,
        "summarizer.briefing.pipeline.read_sentences": _TEXT | {"facts", "dates", "tense", "context", "fillers"},
        "summarizer.briefing.story_analysis.attribute": _TEXT | {"names", "attribution"},
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

        vars(language_data)["_load_topic"] = load_topic

    return patch


def _empty(value: object, rule: str) -> object:
    if isinstance(value, dict) and (rule or all(isinstance(one, list | dict) for one in value.values())):
        return {name: [] if rule in ("", name) else one for name, one in value.items()}
    return {}


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
    kind = parts.pop() if parts[-1].lstrip("_")[0].isupper() else ""
    holder = import_module(".".join(parts))
    return getattr(holder, kind) if kind else holder, name


def clear_caches() -> None:
    """Forget what functions of the program keep, but for the model of the sentence splitter."""
    holders: list[Any] = [module for name, module in sys.modules.items() if name.startswith("summarizer")]
    holders.append(language_data.Language)
    for value in [value for holder in holders for value in vars(holder).values() if hasattr(value, "cache_clear")]:
        if value.__name__ != "_load_nupunkt":
            value.cache_clear()


def turn_off(name: str) -> None:
    """Switch a rule off in this process, for good."""
    SWITCHES[name]()
    clear_caches()


def _rules(family: str, key: str) -> Switches:
    """Return a switch for each rule of a table, and one for all."""
    topic, _, name = key.partition(".")
    rules: Any = language_data._load_topic("en", topic)[name]
    return {f"{family}: all {topic}": table(key), **{f"{family}: {rule}": table(key, rule) for rule in rules}}


def _tables(family: str, *keys: str) -> Switches:
    """Return a switch for each table, or all tables of a topic."""
    switches: Switches = {}
    for key in keys:
        names = [key] if "." in key else [f"{key}.{name}" for name in language_data._load_topic("en", key)]
        switches.update({f"{family}: {name}": table(name) for name in names})
    return switches


def _off(family: str, module: str, value: Any, names: str) -> Switches:
    """Return a switch for each function, which then returns the value."""
    return {f"{family}: {name}": off(f"summarizer.{module}.{name}", value) for name in names.split()}


def _keep_all(tokens: Sequence[Any], *_: Any) -> Any:
    """Return that each sentence is kept."""
    import numpy as np

    return np.ones(len(tokens))


def _put(family: str, module: str, value: Any, names: str) -> Switches:
    """Return switches that put a value in the place of constants, or a function in that of others."""
    return {f"{family}: {name}": put(f"summarizer.{module}.{name}", value) for name in names.split()}


def _take(place: int) -> Callable[..., Any]:
    return lambda *args: args[place]


def _drop_votes(is_dropped: Callable[[Any], bool]) -> Patch:
    path = "summarizer.summary.section_assignment._read_votes"
    return change(path, lambda old: lambda *args, **at: [vote for vote in old(*args, **at) if not is_dropped(vote)])


def _leave_out_factor(name: str) -> Patch:
    def leave_out(old: Callable[..., Any]) -> Callable[..., Any]:
        def find(sentences: Any, factors: Sequence[str] = FACTORS, *names: Any) -> Any:
            return old(sentences, [one for one in factors if one != name], *names)

        return find

    return change("summarizer.summary.extraction.find_concepts", leave_out)


def _checks(family: str, module: str) -> Switches:
    """Return a switch for each check of a module's table of them."""
    path = f"summarizer.{module}._CHECKS"
    checks = vars(import_module(f"summarizer.{module}"))["_CHECKS"]
    rest = {check[-1].__name__: tuple(one for one in checks if one is not check) for check in checks}
    return {f"{family}: {name}": put(path, others) for name, others in rest.items()}


def _leave_out_fix(fix: str) -> Patch:
    return put("summarizer.text.edits.FIXES", {name: FIXES[name] for name in FIXES if name != fix})


SWITCHES: Mapping[str, Patch] = MappingProxyType(
    {
        **{f"cleaning: fix {name}": _leave_out_fix(name) for name in FIXES},
        **_rules("cleaning", "boilerplate.rules"),
        **_tables("cleaning", "boilerplate.reported", "boilerplate.reader"),
        **_off("cleaning", "text.segmentation", (), "find_glued"),
        **_off("cleaning", "text.segmentation", [], "_cut_in_two"),
        **_off("cleaning", "text.boilerplate", [], "_spread_appeals _find_listed_links _find_headlines"),
        **_put("cleaning", "text.boilerplate", str, "_empty_quotations"),
        **_rules("splitting", "sentences.missed_ends"),
        **_off("splitting", "text.sentences", False, "_is_tail _is_cut_short"),
        **_put("splitting", "text.sentences", _take(1), "_keep_quotes _give_notes_back"),
        **_off("splitting", "text.agencies", None, "read_dateline"),
        **_put("attribution", "analysis.attribution", lambda said, *args: (Attribution(),) * len(said), "attribute"),
        **_tables("attribution", "reporting", "roles", "names.party_marks", "countries"),
        **_put("attribution", "analysis.reporting_clauses", None, "_LABEL"),
        **_off("attribution", "analysis.reporting_clauses", None, "find_apposition _find_announced"),
        **_off("attribution", "analysis.reporting_clauses", False, "_leads _goes_on"),
        **_off("attribution", "analysis.fixed_order", None, "_find_inverted _find_passive"),
        **_off("attribution", "analysis.fixed_order", False, "_is_subordinate _opens_clause _is_adjunct _goes_on_to"),
        **_off("attribution", "analysis.fixed_order", "main", "_find_place"),
        **_put("attribution", "analysis.fixed_order", _take(1), "_add_nouns"),
        **_off("attribution", "analysis.fixed_order", None, "_find_quoted"),
        **_off("attribution", "analysis.attribution", Person(), "_find_antecedent _find_first_subject"),
        **_off("attribution", "analysis.parsed_sentence", False, "_is_medium"),
        **_off("attribution", "analysis.reporting_clauses", None, "_find_joint"),
        **_off("attribution", "analysis.parsed_sentence", ("", ()), "find_origin"),
        **_put("attribution", "analysis.attribution", lambda voice, origin: Attribution(origin=origin), "_go_on"),
        **_off("attribution", "analysis.actor_resolution", Person(), "find_title"),
        **_off("attribution", "analysis.parsed_sentence", Person(), "find_acting_subject"),
        **_off("attribution", "analysis.actor_resolution", "", "find_people _find_owner"),
        **_off("attribution", "analysis.actor_resolution", (), "_list_country_names"),
        **_off("attribution", "analysis.actor_resolution", False, "_is_elsewhere"),
        **_put("attribution", "analysis.parties", _take(0), "_hear_actors"),
        **_off("attribution", "analysis.sides", "", "find_owner"),
        **_off("attribution", "analysis.phrases", False, "_is_particle _opens_clause _find_role_behind"),
        **_off("names", "analysis.names", {}, "_unify_spellings _choose_full_names"),
        **_off("names", "analysis.names", frozenset(), "_list_openers"),
        **_tables("names", "names.renamed"),
        **_off("similarity", "dedupe.compared_words", frozenset(), "find_titles"),
        **_put("similarity", "dedupe.compared_words", _NEVER, "_DOTTED"),
        **_off("similarity", "analysis.names", False, "Names.is_first_name"),
        **_put("similarity", "analysis.attribution", lambda sentence, voice: sentence.text, "find_core"),
        **_checks("facts", "analysis.claims"),
        **_off("facts", "analysis.claims", False, "are_opposite _is_rounded"),
        **_put("facts", "analysis.claims", 0.0, "_NEAR _ALIKE"),
        **_tables("facts", "negation", "numbers", "opposites.opposite_patterns"),
        **_off("dates", "analysis.dates", (), "find_spans"),
        **_off("dates", "analysis.dates", "", "find_tense"),
        **_off("dates", "analysis.dates", False, "is_term"),
        **_tables("dates", "dates"),
        **_off("tense", "analysis.claims", (frozenset(), frozenset()), "read_moods"),
        **_rules("tense", "tense.roles"),
        **_checks("vetoes", "dedupe.contradictions"),
        **_off("vetoes", "dedupe.contradictions", False, "_are_two_persons"),
        **_tables("vetoes", "comparison"),
        **_put("vetoes", "dedupe.contradictions", 0.0, "_SAID_AND_DONE"),
        **_off("vetoes", "dedupe.contradictions", True, "contradict"),
        **_put("clustering", "dedupe.clusters", _take(0), "be_stricter"),
        **_put("clustering", "dedupe.clusters", 1.0, "STRICTEST STRICTER"),
        **_off("clustering", "dedupe.clusters", False, "_Linkage._is_vetoed"),
        **_put("clustering", "dedupe.wire_copies", lambda of: tuple(frozenset({one.id}) for one in of), "find_wires"),
        **_off("context", "analysis.context_dependence", "", "find_dependence"),
        **_off("context", "analysis.context_dependence", False, "points_back lacks_person"),
        **_rules("context", "context.openings"),
        **_tables("context", "context.quoted_opening", "context.pronoun_speaks", "context.near_pointer"),
        **_tables("context", "context.far_pointer", "context.pointed_things", "context.pronoun", "context.told_behind"),
        **_rules("fillers", "fillers.rules"),
        **_put("glosses", "briefing.story_analysis", _take(0), "add_glosses"),
        **_put("glosses", "analysis.glosses", lambda sentences, *args: (None,) * len(sentences), "find_glosses"),
        **_off("glosses", "analysis.glosses", False, "are_several_days"),
        **_put("glosses", "briefing.assembly", _take(0), "introduce_persons"),
        **_off("sections", "summary.section_assignment", (), "find_cues"),
        **_put("sections", "summary.section_assignment", 0.0, "_FURTHER_CUE"),
        **_put("sections", "summary.section_assignment", {}, "_LEAST_FIGURES"),
        **_off("sections", "summary.section_assignment", False, "gives_opinion _goes_on _tells_figures"),
        **_off("sections", "summary.section_assignment", None, "_join_between"),
        **_put("sections", "briefing.story_analysis", _take(0), "find_parties"),
        **_tables("sections", "sections"),
        "sections: speakers": _drop_votes(
            lambda vote: vote.reason == "speaker" and not vote.told_of and vote.whom != ANYONE
        ),
        "sections: subjects": _drop_votes(lambda vote: vote.told_of),
        "sections: figures": _drop_votes(lambda vote: vote.whom == "figures"),
        "sections: background": _drop_votes(lambda vote: vote.whom == "background"),
        **_off("sections", "summary.section_assignment", False, "_is_lasting _is_over"),
        "sections: ahead": _drop_votes(lambda vote: vote.whom == "ahead"),
        **{f"selection: factor {name}": _leave_out_factor(name) for name in FACTORS},
        **_put("selection", "summary.extraction", 0, "_TRIALS PRICE"),
        **_put("selection", "summary.extraction", 0, "_FEWEST_WORDS"),
        **_put("selection", "summary.redundancy", 9.0, "HALF_AT_IN_EXTRACTS SAME_FROM"),
        **_put("selection", "briefing.pipeline", 1.0, "SHARED_FACT SHARED_FIGURE"),
        **_put("selection", "summary.redundancy", 10.0**9, "HELD_HALF"),
        **_put("selection", "summary.quotas", 0.0, "OVERRUN"),
        **_put("selection", "briefing.pipeline", _keep_all, "estimate_chances"),
        **_put("selection", "summary.selection", 99, "AGREED"),
        **_off("selection", "summary.extraction", 1.0, "favour_early"),
        **_put("selection", "briefing.story_analysis", 10**9, "_MOST_WORDS"),
        **_put("time", "dedupe.superseding", lambda clusters, *args: tuple(clusters), "mark_superseded"),
        **_off("time", "dedupe.superseding", (), "_find_tolls _find_appointments _find_taken_back"),
        **_off("time", "dedupe.superseding", None, "find_changed_figure"),
        **_off("time", "briefing.story_analysis", None, "find_newest_lead"),
        **_off("sections", "briefing.story_analysis", None, "find_opening"),
        **_off("order", "dedupe.clusters", 0, "grade_dependence"),
        **_put("order", "dedupe.clusters", lambda vectors, positions: [0.0] * len(positions), "_measure_shared"),
        **_off("order", "briefing.story_analysis", frozenset(), "find_agencies"),
        **_put("order", "briefing.assembly", lambda sides, quoted: list(range(len(sides))), "put_quotations_behind"),
        **_put("order", "briefing.assembly", tuple, "mark_keys"),
        **_put("order", "briefing.assembly", _NEVER, "_SLUG"),
    }
)
