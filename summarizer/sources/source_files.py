"""The files of a briefing, read once more to prove it: each once, and none outside of the folders that are named."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256

from summarizer.errors import ExpiredError, SourceError
from summarizer.model import Article, Problem
from summarizer.sources.mail_files import find_mail
from summarizer.sources.places import Labels, check_outlets, is_found_again, label_article, list_places_of, read_labels
from summarizer.sources.readers import SOURCES, STDIN, load_file, read_file

#: So many files and folders, and bytes, are looked at to find where a source was moved.
_MOST_SEARCHED, _MOST_BYTES = 5_000, 500_000_000
_GONE = "is gone: there is no such file (its path counts from this folder, or from --root)"


class SourceFiles:
    """The files that a briefing names by their ``paths``.

    Relative paths count from the first of ``folders`` where the file is the one that the briefing was made of. With
    ``allowed`` folders, nothing outside of them is read: a briefing that somebody sent may name any path. ``outlets``
    are those that were named when it was made, ``confirmed`` those that go before them. ``find_older`` finds the bytes
    that the file at a place had when they were of a digest, in folders that may be read: none, or empty where they are
    forgotten.
    """

    def __init__(
        self,
        paths: Sequence[str],
        folders: Sequence[str],
        allowed: Sequence[str] = (),
        outlets: Mapping[str, str] | None = None,
        confirmed: Mapping[str, str] | None = None,
        stdin: bytes = b"",
        find_older: Callable[[str, str, Callable[[str], bool]], bytes | None] = lambda place, digest, may_read: None,
    ) -> None:
        self._paths, self._folders = frozenset(paths), folders
        self._allowed = [os.path.realpath(folder) for folder in allowed]
        names = set(map(os.path.basename, paths))
        # What has an "@" names the sender of mails; what names no file here is not looked up for each of them.
        self._named = {name: outlet for name, outlet in (outlets or {}).items() if os.path.basename(name) in names}
        self._senders = {name: outlet for name, outlet in (outlets or {}).items() if "@" in name}
        self._confirmed = dict(confirmed or {})
        self._stdin = stdin
        self._unread = frozenset(check_outlets(outlets or {}, paths))
        self._find_older = find_older
        self._older: set[str] = set()
        self._files: dict[tuple[str, str, str], tuple[dict[int, Article], tuple[Problem, ...]]] = {}
        self._seen: dict[tuple[str, int], tuple[str, str]] = {}
        self._renamed: dict[str, str] = {}
        self._digests: dict[str, dict[str, str]] = {}

    def read(self, article: Article) -> Article:
        """Read the source of an article. Raises SourceError, whose message says what became of it.

        One that took too much when the briefing was made is only looked for, and returned as it is.
        """
        if article.path == STDIN and not self._stdin:
            raise SourceError("came by standard input: give the same there again")
        found: list[Article] = []
        faults: list[SourceError] = []
        for folder in self._folders:
            try:
                found.append(self._read_in(folder, article))
            except SourceError as fault:
                faults.append(fault)
        # Another folder may hold another file of the same name.
        same = [source for source in found if source.sha256 == article.sha256]
        if same or found:
            return (same or found)[0]
        raise faults[0]

    def count_bytes(self) -> int:
        """Return how many bytes the files have together, as far as they are found."""
        count = len(self._stdin)
        for path in self._paths:
            for folder in self._folders:
                # What is wrong with a file is told when it is read.
                with suppress(OSError, ValueError):
                    count += os.path.getsize(find_mail(os.path.join(folder, path)))
                    break
        return count

    def list_renamed(self) -> dict[str, str]:
        """Return the files that say their outlet themselves and were given another by an option, with what they say."""
        return dict(self._renamed)

    def list_older(self) -> list[str]:
        """Return the files that have changed since, and of which the text was read that they had."""
        return sorted(self._older)

    def list_problems(self) -> frozenset[Problem]:
        """Return what is wrong with the files that were read."""
        return frozenset(problem for _, problems in self._files.values() for problem in problems)

    def has_problem(self, problem: Problem) -> bool:
        """Return whether a problem of reading is found again."""
        if problem in self._unread:
            return True
        for folder in self._folders:
            places = [os.path.join(folder, place) for place in list_places_of(problem)]
            if all(map(self._may_read, places)) and is_found_again(problem, folder):
                return True
        return False

    def _read_in(self, folder: str, article: Article) -> Article:
        """Read the source of an article in one of the folders. Raises SourceError."""
        path = article.path
        place = os.path.join(folder, path)
        if path != STDIN and not self._may_read(place):
            raise SourceError("lies outside of the folders named; --root names another")
        file = (folder, path, article.sha256)
        if file not in self._files:
            data, older = self._load(place, article)
            if article.dropped:
                return article
            self._files[file] = self._read_articles(folder, article, data, older)
        found = self._files[file][0].get(article.item)
        if found is None:
            raise SourceError(f"holds no article number {article.item}" if article.item else "holds several articles")
        # One article must not count as two: neither by another name, nor by a text that it had before.
        seen = self._seen.setdefault((os.path.realpath(place), article.item), (path, found.sha256))
        if seen[0] != path:
            raise SourceError(f"is {seen[0]} by another name")
        if seen[1] != found.sha256:
            raise SourceError("is named with two texts, of which an article has one at a time")
        return found

    def _read_articles(
        self, folder: str, article: Article, data: bytes, older: bytes | None
    ) -> tuple[dict[int, Article], tuple[Problem, ...]]:
        """Return the articles of a source by their numbers, and what is wrong with it. Raises SourceError."""
        if not data.strip():
            raise SourceError("was shortened: it is empty")
        articles, problems = read_file(article.path, folder, self._stdin, older)
        if not articles:
            is_same = sha256(data).hexdigest() == article.sha256
            raise SourceError(problems[0].message if is_same else "was altered: there is no article in it now")
        labels = read_labels(article.path, folder)
        return {one.item: self._name_outlet(one, labels) for one in articles}, (*problems, *labels.problems)

    def _load(self, place: str, article: Article) -> tuple[bytes, bytes | None]:
        """Return the bytes of an article's file, as they were, and again where they are not those that it has now.

        Raises SourceError. Of one that took too much nothing is loaded. What is wrong with another file is not told:
        a message may hold a part of it.
        """
        older = self._read_older(place, article)
        is_piped = article.path == STDIN
        if older is None and not is_piped and not _is_there(place):
            moved = self._find_moved(place, article.sha256)
            raise SourceError(f"was moved: the same file is {moved}" if moved else _GONE)
        if article.dropped:
            return b"", older
        return (self._stdin if is_piped else older or load_file(find_mail(place))), older

    def _read_older(self, place: str, article: Article) -> bytes | None:
        """Return the bytes that a file had which has another text now; nothing where it has not, or none are known.

        Raises ExpiredError where they are forgotten.
        """
        with suppress(SourceError, ValueError):
            if article.path == STDIN or sha256(load_file(find_mail(place))).hexdigest() == article.sha256:
                return None
        if not article.sha256 or article.dropped:
            return None
        older = self._find_older(place, article.sha256, self._may_read)
        if older is not None and not older:
            raise ExpiredError("has changed, and the text that was used expired")
        if older is not None:
            self._older.add(article.path)
        return older

    def _name_outlet(self, article: Article, labels: Labels) -> Article:
        """Return an article with its outlet: confirmed, else named by an option, else as it or its folder says."""
        given = (self._senders, {**self._senders, **self._named}, {**self._senders, **self._confirmed})
        own, named, confirmed = (label_article(article, labels, outlets).outlet for outlets in given)
        if own and own != named != confirmed:
            self._renamed[article.path] = own
        return label_article(article, labels, {**self._senders, **self._named, **self._confirmed})

    def _may_read(self, place: str) -> bool:
        return not self._allowed or is_inside(place, self._allowed)

    def _find_moved(self, place: str, digest: str) -> str:
        """Return where in the nearest folder that is there the file of a digest is now, else nothing."""
        folder = os.path.dirname(place)
        while folder and not os.path.isdir(folder):
            folder = os.path.dirname(folder)
        folder = folder or os.curdir
        if not digest or not self._may_read(folder):
            return ""
        if folder not in self._digests:
            self._digests[folder] = _list_digests(folder)
        return self._digests[folder].get(digest, "")


def is_inside(place: str, folders: Iterable[str]) -> bool:
    """Return whether a place lies in one of some folders, each given by its real path, whatever links lead there.

    >>> is_inside("/a/b/../c.md", ["/a"]), is_inside("/a/../c.md", ["/a"]), is_inside("/ab/c.md", ["/a"])
    (True, False, False)
    """
    try:
        real = os.path.realpath(place)
    except ValueError:
        # No file has such a name; reading it says so.
        return True
    return any(os.path.commonpath([folder, real]) == folder for folder in folders)


def find_common_folder(paths: Sequence[str], folders: Sequence[str], allowed: Sequence[str]) -> str:
    """Return the one folder in which all files lie, where all lie outside of those that may be read; else nothing.

    So a folder elsewhere can be read of which the call named nothing else; one file among others cannot.
    """
    parents: set[str] = set()
    real_allowed = [os.path.realpath(folder) for folder in allowed]
    for path in paths:
        places = [os.path.join(folder, path) for folder in folders]
        place = next(filter(_is_there, places), places[0])
        if path == STDIN or is_inside(place, real_allowed):
            return ""
        parents.add(os.path.dirname(os.path.realpath(place)))
    common = os.path.commonpath(parents) if parents else ""
    return "" if common == os.path.dirname(common) else common


def _is_there(place: str) -> bool:
    try:
        return os.path.exists(find_mail(place))
    except ValueError:
        return True


def _list_digests(folder: str) -> dict[str, str]:
    """Return the files of a folder by their digests, as far as it is not too large; hidden ones are left out."""
    found: dict[str, str] = {}
    left, left_bytes = _MOST_SEARCHED, _MOST_BYTES
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        left -= 1 + len(names)
        if left < 0:
            break
        for name in sorted(names):
            place = os.path.normpath(os.path.join(here, name))
            if name.lower().endswith(tuple(SOURCES)) and left_bytes > 0:
                try:
                    data = load_file(place)
                except SourceError:
                    continue
                left_bytes -= len(data)
                found.setdefault(sha256(data).hexdigest(), place)
    return found
