"""The least that a program with typer in it costs: two commands that do nothing."""

import typer

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)


@app.command()
def one(name: str = "") -> None:
    """Do nothing."""


@app.command()
def two(name: str = "") -> None:
    """Do nothing."""


if __name__ == "__main__":
    app()
