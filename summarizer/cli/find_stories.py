"""``summarizer stories``: which stories a pile of articles tells."""

from __future__ import annotations

from typing import Annotated

import typer

from summarizer.cli import options, piles, run_context, terminal
from summarizer.cli.options import option
from summarizer.config.schema import Value
from summarizer.config.settings_file import find_settings
from summarizer.model import Article, DetectedStory, Pile
from summarizer.render.json_fields import find_fields, write_fields
from summarizer.render.page_json import TRANSLATIONS, dump_json


@options.take_options(
    "context places as_json config name date since until about outlets language timezone quiet verbose"
)
def stories(
    context: typer.Context,
    places: options.Places = None,
    as_json: Annotated[bool, option("Print one JSON object.", "--json")] = False,
    config: options.Config = None,
    name: options.Names = None,
    date: options.DateText = "",
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Find the stories of a pile of articles. Each is one line.

    A line has the story's id, how many outlets tell it, how many of them are independent at most, its articles, their
    days, how alike they are, and a headline. No page is made or remembered, and what is fetched is kept:
    `brief --stories` makes the front page, `brief --story ID` one long briefing of a story.

    Example: summarizer stories https://news.example/feed.xml --since 24h
    """
    settings = find_settings(config)
    # What is pinned counts only where stories are wanted.
    given = options.find_given(context) | {"stories": Value(True)}
    run, asked = run_context.open_single(settings, name or [], given, "stories", date, quiet=quiet, verbose=verbose)
    with run.open_process() as process:
        found = run_context.collect_required(asked, run, process)
        show = terminal.build_progress(quiet, verbose)
        pile = piles.find_pile(process, found.articles, asked.options, None, show, is_fetched=found.is_fetched)
    problems = (*found.problems, *pile.problems)
    listed = terminal.list_faults(problems) if quiet else problems
    terminal.print_message(*terminal.describe_problems(dict.fromkeys(listed)))
    if as_json:
        terminal.print_result(f"{dump_json(write_pile(pile), indent=2)}\n")
    else:
        terminal.print_lines(terminal.describe_pile(pile))
    raise typer.Exit(terminal.find_status(problems))


#: What is told of a story and of an article.
_STORY = find_fields(DetectedStory, "outlets origins first newest")
_ARTICLE = find_fields(Article, "id path item url")


def write_pile(pile: Pile) -> dict[str, object]:
    """Return a pile as the JSON object that is printed: each article stands in exactly one place."""
    articles = {article.id: write_fields(article, _ARTICLE) for article in pile.articles}
    stories: list[dict[str, object]] = []
    for story in pile.stories:
        title = {"text": story.title, "article": story.title_from}
        own = {
            "cohesion": round(story.cohesion, 4),
            "articles": [articles[name] for name in story.articles],
            "comments": list(story.comments),
            "translations": TRANSLATIONS.write(story.translations),
        }
        stories.append({"id": story.id, "title": title, **write_fields(story, _STORY), **own})
    return {
        "stories": stories,
        "singles": [articles[single.article] for single in pile.singles],
        "roundups": [articles[name] for name in pile.roundups],
        "comments": [articles[name] for name in pile.comments],
    }
