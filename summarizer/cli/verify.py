"""``summarizer verify``: a briefing proved by its sources, and its page or mail by the briefing."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli import options
from summarizer.cli.edition_folder import check_changes, check_pages, list_kept, list_unled, peek_kept
from summarizer.cli.options import option, read_time
from summarizer.cli.render import NAME_A_PAGE, check_root, do_within, list_folders, open_sources
from summarizer.cli.terminal import DONE, EXPIRED, UNPROVED, WITH_PROBLEMS, handle_errors, print_lines, print_message
from summarizer.config import resolving
from summarizer.config.page_options import find_mailed, options_from_briefing
from summarizer.config.plans import find_plans, load_plan, load_plans
from summarizer.config.settings_file import FILE, Settings, find_settings
from summarizer.config.values import parse_pairs, read_texts
from summarizer.errors import ConfigError, SummarizerError, count_things
from summarizer.model import EXCESSES, FrontPage, Memory, Options, Page, Plan, Problem, StoryMemory
from summarizer.render.rendering import LAID_OUT, PAGE_FORMATS, templates_folder, write_as
from summarizer.storage.files import encode, read_bytes, read_text
from summarizer.text.escaping import flatten, shorten

if TYPE_CHECKING:
    from summarizer.briefing.source_checks import Proof
    from summarizer.briefing.verification import Memories
    from summarizer.sources.source_files import SourceFiles

_MAIL = ".eml"
#: What may lie beside a page's JSON.
_BESIDE = (*(f".{name}" for name in PAGE_FORMATS if name != "json"), _MAIL)
_NOTHING: list[str] = []
#: So many failures are told, in so many characters each.
_MOST_TOLD, _WIDEST = 200, 400
_MOST_SAID = 30


def verify(
    briefing: Annotated[
        Path,
        typer.Argument(
            help="A briefing's JSON file, or its page (.md, .html, .txt, .jsonld, .docx, .pdf) or mail (.eml) beside."
        ),
    ],
    roots: Annotated[
        list[str],
        option(
            "A folder from which the sources' paths count, and outside of which none may lie. May be repeated. "
            "[default: this one, then the briefing's]",
            "--root",
            metavar="FOLDER",
        ),
    ] = _NOTHING,
    outlets: Annotated[
        list[str], option("Confirm who published a file. May be repeated.", "--outlet", metavar="FILE=NAME")
    ] = _NOTHING,
    template: options.Template = None,
    templates: options.Templates = options.DEFAULTS.templates,
    config: options.Config = None,
    quiet: options.Quiet = False,
) -> None:
    """Prove a briefing by its sources. It is made again from them, and every field is compared.

    Each failure is one line on standard output. A page or a mail is compared with what its JSON renders to.
    What only the call that made it said (a date, a title, an outlet, a plan) is listed, because no source says it.

    Exit status 1 if something does not hold; 3 if not all is proved, and what is not, as is told, may be altered:
    another version of the program made it, or it goes on from earlier editions, and the history does not know its
    edition or has changed since it was made; 4 if an article has changed and the text that was used of it is forgotten,
    which it can be only on a page older than keep_days, and the rest holds.

    Example: summarizer verify outputs/2024-11-18-the-call.json
    """
    with handle_errors():
        folders = [Path(root) for root in roots]
        for folder in folders:
            check_root(folder)
        case = _open_case(briefing, folders, parse_pairs(outlets, "--outlet", "FILE=NAME"), templates, config)
        proof, failures, notices = _prove_file(case)
        if case.place == briefing:
            notices += _name_pages(case.place)
        else:
            wrong, more = _compare_page(briefing, case, template)
            failures += wrong
            notices += more
        _report(proof, failures, notices, case, quiet)
    if failures:
        raise typer.Exit(WITH_PROBLEMS)
    raise typer.Exit(EXPIRED if proof.expired else UNPROVED if proof.unchecked else DONE)


@dataclass(frozen=True, slots=True)
class _Case:
    """A page that is to be proved, as the ``text`` of its JSON at a ``place`` has it, and by what: folders of sources,
    outlets that are ``confirmed``, the templates and settings here."""

    place: Path
    text: str
    page: Page
    roots: Sequence[Path]
    confirmed: Mapping[str, str]
    templates: Path
    settings: Settings

    @property
    def made(self) -> Page:
        """The page as it was made, before anybody edited it."""
        return self.page.as_made or self.page

    @property
    def has_usual_title(self) -> bool:
        """Whether the page's title is what its articles or the settings say."""
        titles = [self.settings.find("briefing", name)["title"].value for name in self.settings.briefings or ("",)]
        return "title" not in self.made.options or self.made.title in titles

    def list_kept(self) -> list[Page]:
        """Return the editions of the page's date that the history keeps."""
        with peek_kept(self.settings) as history:
            return [kept for _, kept in list_kept(history, self.made.date) if kept]

    def find_strange_plans(self) -> list[Plan]:
        """Return the plans of the page that are not as they are here."""
        plans = [one.plan_used for one in self.made.briefings.values() if one.plan_used]
        return list({plan.id: plan for plan in plans if not _is_known_plan(plan, self.templates)}.values())


def _open_case(
    briefing: Path, roots: Sequence[Path], confirmed: Mapping[str, str], templates: Path, config: Path | None
) -> _Case:
    """Return the case of a page, or of the JSON beside it. Its settings are those of this folder, else of the
    briefing's or the one above it. Raise ConfigError."""
    from summarizer.render.page_json import from_json

    place = briefing if briefing.suffix == ".json" else _find_json(briefing)
    text = read_text(place, NAME_A_PAGE)
    files = [folder / FILE for folder in (Path(), place.parent, place.parent.parent)]
    settings = find_settings(config or next((file for file in files if file.is_file()), None))
    return _Case(place, text, from_json(text, str(place)), roots, confirmed, templates, settings)


def _prove_file(case: _Case) -> tuple[Proof, list[str], list[str]]:
    """Return the proof of a page's JSON, what fails, and what else is to be known of it."""
    from summarizer.briefing.hand_edits import describe_edit

    allowed, notices = _find_allowed(case)
    files = open_sources(case.made, case.place, case.roots, allowed, case.confirmed)
    memories, changed = _recall(case.made, case.settings)
    limits = resolving.resolve_limits(case.settings)
    proof, renamed = do_within(
        limits, files.count_bytes(), str(case.place), _prove, case.page, files, _find_options(case), memories, changed
    )
    proof = _bound_expired(proof, case.made.date, case.settings)
    failures = [f"{one.where}: {one.message}" for one in proof.failures]
    kept = "has changed since; proved by the text with its digest that is kept beside it, in .versions"
    notices += [f"{file}: {kept}" for file in files.list_older()]
    notices += [f"{one.where}: {one.message}" for one in proof.expired]
    wrong, doubts, known = _ask_history(case, files, proof, bool(memories), bool(changed))
    named = "an option named its outlet, and it says “{}” itself; --outlet confirms another"
    failures += [*wrong, *(f"{file}: {named.format(own)}" for file, own in renamed.items())]
    proof = replace(proof, unchecked=(*proof.unchecked, *doubts))
    # Another version may have fields of its own.
    (notices if proof.unchecked else failures).extend(_list_unknown(case))
    notices += [*known, *_list_said(case), *map(describe_edit, case.page.edited)]
    return proof, failures, notices


def _ask_history(
    case: _Case, files: SourceFiles, proof: Proof, is_known: bool, is_changed: bool
) -> tuple[list[str], list[str], list[str]]:
    """Return what of a page does not hold by the history, what cannot be known by it, and what else is to be told.

    ``is_known`` tells that the history has what was told before the page, ``is_changed`` that this is another now.
    """
    from summarizer.briefing.verification import needs_history

    made, is_followed = case.made, needs_history(case.made)
    failures: list[str] = []
    doubts: list[str] = []
    notices: list[str] = []
    if not proof.failures and (proof.expired or (is_followed and not is_known)):
        failures, known = _compare_kept(case)
        notices.append(known)
    if made.changes or is_followed:
        wrong, doubt = check_changes(made, files.read, case.list_kept())
        failures += wrong
        doubts += [doubt] if doubt else []
    if is_followed:
        notices += list_unled(case.place, made, case.list_kept())
        other = ", which keeps another page of this date" if is_known and not is_changed else ""
        notices.append(f"what earlier editions told is known by {resolving.find_history_path(case.settings)}{other}")
    return failures, doubts, notices


def _list_unknown(case: _Case) -> list[str]:
    """Return what a page's JSON, and the pages beside it, hold that no page of ours does."""
    from summarizer.render.page_json import list_unknown

    unknown = [f"{field}: is no field of a briefing" for field in list_unknown(case.text, case.page)]
    if isinstance(case.made, FrontPage):
        unknown += check_pages(case.place, case.made)
    return unknown


def _bound_expired(proof: Proof, date: str, settings: Settings) -> Proof:
    """Return a proof in which a text can have expired only of a page as old as texts are kept.

    That it expired is said by a list beside the articles, and whoever alters a page may write that too.
    """
    from summarizer.briefing.source_checks import Failure

    days = resolving.resolve_policy(settings).keep_days
    if not proof.expired or "" < date <= (read_time(settings) - timedelta(days=days)).date().isoformat():
        return proof
    untrue = f"is in the list of texts that expired, but texts are kept for {days} days (keep_days in [fetch])"
    failures = [Failure(one.where, f"the source has changed, and its text {untrue}") for one in proof.expired]
    return replace(proof, failures=(*proof.failures, *failures), expired=(), unchecked=())


def _compare_kept(case: _Case) -> tuple[list[str], str]:
    """Return what of a page is not as in the edition of the same articles that the history keeps, and what it knows.

    It is what there is to go by where texts expired, or what earlier editions knew is forgotten.
    """
    from summarizer.briefing.remake import find_differences

    def find_marks(page: Page) -> object:
        return page.title, page.made_by, dict(page.options), sorted((one.path, one.sha256) for one in page.articles)

    made = case.made
    same = [kept for kept in case.list_kept() if find_marks(kept) == find_marks(made)]
    if not same:
        return [], f"the history keeps no edition of {made.date} of these very articles to compare it with"
    failures = [
        f"{where}, by the edition that the history keeps: {what}" for where, what in find_differences(made, same[0])
    ]
    if set(made.problems) != set(same[0].problems):
        failures.append("problems: are not those of the edition that the history keeps")
    return failures, "it is the edition that the history keeps, but for what is told above"


def _prove(
    made: Page, files: SourceFiles, asked: Options | None, memories: Memories, changed: str
) -> tuple[Proof, Mapping[str, str]]:
    """Return the proof of a page by its files, and which outlets an option named against what the files say."""
    from summarizer.briefing.front_page_proof import verify_page
    from summarizer.briefing.verification import Evidence

    def find_problem(problem: Problem) -> bool:
        return _is_of_settings(problem) or files.has_problem(problem)

    evidence = Evidence(files.read, asked, find_problem, memories, files.list_problems, changed)
    proof = verify_page(made, evidence)
    return proof, files.list_renamed()


def _report(proof: Proof, failures: Sequence[str], notices: Sequence[str], case: _Case, quiet: bool) -> None:
    """Print each failure, what was checked, and the verdict.

    What a reader sees first is not proved where only the call said it, however ``quiet`` this one is to be.
    """
    more = [f"and {len(failures) - _MOST_TOLD} more"] if len(failures) > _MOST_TOLD else []
    print_lines(shorten(flatten(failure), _WIDEST) for failure in (*failures[:_MOST_TOLD], *more))
    lines = [f"checked  {proof.sentences} sentences, {proof.others} beside them, {proof.sources} sources"]
    lines += [f"notice   {flatten(notice)}" for notice in notices]
    if proof.apart:
        fetching = "; ".join(f"{problem.where}: {problem.message}" for problem in proof.apart)
        told_apart = f"{len(proof.apart)} problems of fetching cannot be looked up again: {fetching}"
        lines.append(f"notice   {shorten(flatten(told_apart), _WIDEST)}")
    lines += [f"not proved: {reason}" for reason in proof.unchecked]
    is_strange = bool(case.find_strange_plans())
    unproved = "not all is proved: what is not may be altered" if proof.unchecked else ""
    lines.append(
        f"failed   {len(failures)}"
        if failures
        else unproved or _say_all_holds(proof, len(case.page.edited), is_strange)
    )
    print_message(*lines, quiet=quiet and not is_strange and case.has_usual_title)


def _say_all_holds(proof: Proof, edits: int, is_strange: bool) -> str:
    """Return the verdict on a page of which nothing fails: that all holds, but for what nobody can prove: what a hand
    did, and the headings of a plan that is another one here."""
    # Whoever made up such a problem put it on the page.
    apart = ["the problems of fetching, which nobody can prove"] if proof.apart else []
    if is_strange:
        apart.append("the headings, of a plan that is not as it is here, told above")
    if edits:
        apart.append(f"what was done by hand: {count_things(edits, 'edit')}, told above")
    return f"all holds but {' and '.join(apart)}" if apart else "all holds"


def _find_json(page: Path) -> Path:
    """Return the JSON that stands beside a page or mail, of the same name. Raise ConfigError where there is none."""
    if page.suffix not in _BESIDE:
        hint = f"name the JSON of a briefing, or its page ({', '.join(_BESIDE[:-1])}) or mail ({_MAIL}) beside it"
        raise ConfigError("is no briefing", where=str(page), hint=hint)
    place = page.with_suffix(".json")
    if not place.is_file():
        hint = f"it is proved by {place.name}"
        if page.suffix == _MAIL:
            hint += (
                ": lay the JSON of its edition beside it by this name (a dry run writes none, `summarizer brief` does)"
            )
        raise ConfigError("its JSON is not beside it", where=str(page), hint=hint)
    return place


def _name_pages(place: Path) -> list[str]:
    """Return the notice that the pages and the mail beside a JSON file were not compared with it, if there are any."""
    beside = [place.with_suffix(ending).name for ending in _BESIDE if place.with_suffix(ending).is_file()]
    return [f"not looked at: {', '.join(beside)} beside it; name a page to have it compared too"] if beside else []


def _find_allowed(case: _Case) -> tuple[list[str], list[str]]:
    """Return the folders outside of which no source may lie, and a notice where all of them lie elsewhere.

    Those are the ones named by ``--root``; else this folder, those of the briefing, and those of the settings. A
    call may have named another folder and nothing else; which one that is, the user is told.
    """
    from summarizer.sources.source_files import find_common_folder

    folders, settings = list_folders(case.place, case.roots), case.settings
    if case.roots:
        return folders, []
    allowed = [folder for folder in folders if os.path.realpath(folder) != os.sep]
    for name in settings.briefings or ("",):
        places = read_texts(settings.find("briefing", name)["places"].value)
        allowed += [str(settings.folder / one) for one in places if "://" not in one]
    allowed.append(str(resolving.find_fetch_folder(settings)))
    paths = [article.path for article in (*case.made.articles, *case.made.set_aside)]
    common = find_common_folder(paths, folders, allowed)
    if not common:
        return allowed, []
    return [*allowed, common], [f"all sources lie in {common}, which no --root names"]


def _find_options(case: _Case) -> Options | None:
    """Return the options by which a page was made; where it does not say all, what is nearest, or nothing."""
    from summarizer.briefing.pipeline import GENERAL

    made, place = case.made, str(case.place)
    if isinstance(made, FrontPage):
        return options_from_briefing(made, load_plans("auto", [case.templates]), place)
    if made.plan_used is not None:
        return options_from_briefing(made, [made.plan_used], place)
    known = find_plans([case.templates])
    try:
        return options_from_briefing(made, [load_plan(known.get(made.plan, known[GENERAL]))], place)
    except ConfigError:
        return None


def _recall(made: Page, settings: Settings) -> tuple[Memories, str]:
    """Return what was told and known before each edition of a page's date that the history knows, and what to say if
    none of that bears the page out: how the history has changed, where this very page is an edition that it keeps.

    A page that it does not keep may be forged: nothing excuses that.
    """
    from summarizer.briefing.verification import needs_history
    from summarizer.render.page_json import to_json
    from summarizer.storage.editions_and_stories import describe_change, is_remembered, remember, remember_stories

    if not needs_history(made):
        return (), ""
    days = resolving.resolve_history(settings).days
    memories: list[tuple[Memory, StoryMemory]] = []
    changed = ""
    with peek_kept(settings) as history:
        for name, kept in list_kept(history, made.date):
            if isinstance(made, FrontPage) and not is_remembered(history, name, made.date):
                continue
            memories.append((remember(history, name, made.date, days), remember_stories(history, name, made.date)))
            if kept and to_json(kept) == to_json(made):
                stories = made.pile.stories if isinstance(made, FrontPage) else ()
                told = {made.since, *(day for story in stories for day, _ in story.told)}
                how = describe_change(history, name, made.date, told)
                changed = f"the history that this page was made with has changed: {how}"
    return memories, changed


def _is_of_settings(problem: Problem) -> bool:
    """Return whether a notice tells of a similarity that is there no longer, which a settings file may name."""
    from summarizer.dedupe.vectors import FORMER_SIMILARITIES

    return any(problem in resolving.find_notices(name, problem.where) for name in FORMER_SIMILARITIES)


def _list_said(case: _Case) -> list[str]:
    """Return what of a page no source says: in one notice what the call said, and each article it left out."""
    made = case.made
    dropped = [article for article in made.set_aside if article.dropped]
    notices = [f"{one.where} was left out: {EXCESSES[one.dropped]}; it is not tried again" for one in dropped]
    said = [f"the date {made.date}"] if made.date else []
    said += _list_said_plans(case)
    for name, value in made.options.items():
        said += _list_said_option(name, value, made, case.confirmed)
    if len(said) > _MOST_SAID:
        said[_MOST_SAID:] = [f"and {len(said) - _MOST_SAID} things more"]
    if said:
        notices.append(f"only the call says {'; '.join(shorten(one, 2 * _WIDEST) for one in said)}")
    return notices


def _list_said_option(name: str, value: object, made: Page, confirmed: Mapping[str, str]) -> list[str]:
    """Return what of an option only the call says; nothing of one that is as usual, or that is told elsewhere."""
    if name == "title":
        return [f"the title “{shorten(made.title)}”"]
    if name == "outlets" and isinstance(value, dict):
        files = sorted(value.keys() - confirmed.keys())
        return [f"that “{value[file]}” published {file} (--outlet confirms it)" for file in files]
    if name == "stories" and isinstance(value, dict):
        asked = [inner for inner in ("standing", "joins", "parts") if value.get(inner)]
        return [f"of stories, {inner} {json.dumps(value[inner], ensure_ascii=False)}" for inner in asked]
    is_usual = name in ("date", "length", "plan") or value in (getattr(Options(), name, None), "")
    return [] if is_usual else [f"{name} {json.dumps(value, ensure_ascii=False)}"]


def _list_said_plans(case: _Case) -> list[str]:
    """Return which plans a page has that only the call says: with all that is in it, one that is not as it is here."""
    said: list[str] = []
    for plan in case.find_strange_plans():
        sections = ", ".join(section.title for section in plan.sections)
        actors = "; ".join(", ".join([one.name, *one.aliases, *one.spokespeople]) for one in plan.actors)
        known = f"its title: “{shorten(plan.title)}”; its sections: {shorten(sections, _WIDEST)}"
        known += f"; its actors: {actors}" if actors else ""
        said.append(f"the plan “{plan.id}”, which is not as it is here ({known})")
    asked = case.made.options.get("plan")
    return said if said or asked in (None, Options().plan) else [f"the plan “{asked}”"]


def _is_known_plan(plan: Plan, templates: Path) -> bool:
    """Return whether a plan is the one that is found by its name here."""
    known = find_plans([templates])
    try:
        return plan.id in known and replace(load_plan(known[plan.id]), path="") == plan
    except SummarizerError:
        return False


def _compare_page(page: Path, case: _Case, template: Path | None) -> tuple[list[str], list[str]]:
    """Return what is wrong with a page or mail, by what its briefing renders to, and by whose templates it does."""
    content = read_bytes(page)
    if page.suffix == _MAIL:
        return _compare_mail(page, content, case)
    # Word and PDF are made of the Markdown.
    kind = "md" if page.suffix[1:] in LAID_OUT else page.suffix[1:]
    found = _list_own_templates(case.templates, f"*.{kind}.j2")
    mails = ("mail.", "front.mail.")
    own = [str(template)] if template else [path for path in found if not Path(path).name.startswith(mails)]
    notices = [f"the page is by {', '.join(own)}, not by the program's own template"] if own else []
    # Front matter says nothing that is not on the page, so a page of either kind is proved.
    front_matter = content.startswith(b"---\n")
    wanted = encode(write_as(case.page, page.suffix[1:], template, [case.templates], front_matter=front_matter))
    if content == wanted:
        return [], notices
    mine, theirs = content.split(b"\n"), wanted.split(b"\n")
    number = next((at for at, pair in enumerate(zip(mine, theirs, strict=False)) if pair[0] != pair[1]), len(theirs))
    wrong = f"{page}:{number + 1}: is not what {case.place.name} renders to from this line on"
    return [wrong], notices


def _compare_mail(page: Path, content: bytes, case: _Case) -> tuple[list[str], list[str]]:
    """Return what of a mail is not as its briefing is written by the settings of one of the briefings there."""
    from summarizer.mail.message import compare_mail

    results = []
    for name in case.settings.briefings or ("",):
        mail = resolving.resolve_mail(case.settings, name)
        results.append(compare_mail(content, find_mailed(case.page), mail, name or resolving.UNNAMED, [case.templates]))
    differences, alone = min(results, key=lambda result: len(result[0]))
    wrong = [f"{page}: {one} is not what {case.place.name} is written to" for one in differences]
    own = _list_own_templates(case.templates, "front.*.j2" if isinstance(case.page, FrontPage) else "mail.*.j2")
    notices = [f"the mail is by {', '.join(own)}, not by the program's own templates"] if own else []
    if alone:
        notices.append(f"the mail alone says {'; '.join(alone)}")
    return wrong, notices


def _list_own_templates(folder: Path, pattern: str) -> list[str]:
    """Return the templates of the user's folder that are not as the program's own."""
    packaged = templates_folder()
    found: list[str] = []
    for path in sorted(folder.glob(pattern)) if folder.is_dir() else []:
        same = packaged / path.name
        if path.is_file() and not (same.is_file() and same.read_bytes() == path.read_bytes()):
            found.append(str(path))
    return found
