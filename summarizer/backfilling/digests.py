"""What shapes a result, as digests: the program, the order, the articles."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from summarizer.backfilling.jobs import Job, Order
from summarizer.render.rendering import templates_folder
from summarizer.sources.places import digest_place


def digest_program() -> str:
    """Give the digest of this program: its modules, templates and plans."""
    package = Path(__file__).resolve().parent.parent
    files = {path.relative_to(package).as_posix(): path for path in package.rglob("*.py")}
    templates = templates_folder()
    files |= {f"templates/{path.relative_to(templates).as_posix()}": path for path in _list_files(templates)}
    return _digest("program", *(f"{name}\0{sha256(files[name].read_bytes()).hexdigest()}" for name in sorted(files)))


def digest_order(order: Order) -> str:
    """Give the digest of what is asked of every job: options, plans, formats, the user's templates, the program.

    The date is left out, because each job has its own.
    """
    options = repr(replace(order.options, date=""))
    files = [*([order.template] if order.template else []), *find_templates(order.templates)]
    templates = [f"{path}\0{sha256(path.read_bytes()).hexdigest()}" for path in files]
    return _digest("order", digest_program(), options, ",".join(order.formats), *templates)


def digest_job(job: Job, order_digest: str) -> str:
    """Give the digest of a job: the order, the job's date as it was asked for, its folder's name and content."""
    return _digest("job", order_digest, job.date, job.folder, digest_place(job.folder))


def find_templates(folder: Path) -> list[Path]:
    """Give the templates of a folder, sorted; a folder that is not there has none."""
    return sorted(path for path in folder.rglob("*.j2") if path.is_file())


def _list_files(folder: Path) -> list[Path]:
    # What Python compiled is made of the rest, and may be made at any time.
    return sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)


def _digest(*parts: str) -> str:
    return sha256("\1".join(parts).encode("utf-8", "backslashreplace")).hexdigest()
