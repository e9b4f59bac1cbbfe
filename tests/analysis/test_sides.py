from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from summarizer.analysis import sides
from summarizer.analysis.sides import learn_sides
from summarizer.lang.language import load_language
from summarizer.model import Attribution

ENGLISH = load_language("en")


def unify(*texts: str) -> Mapping[str, str]:
    """Return the key of each speaker; a text begins with one, in front of "said"."""
    return learn_sides([Attribution(text.split(" said")[0]) for text in texts], texts, ENGLISH).own


def test_a_name_is_the_full_one_of_which_it_is_a_part_in_any_spelling() -> None:
    own = unify("Ida Marie Vos said no.", "Karl Vos said so.", "Ida Voss said so.", "Marie Oster said no.")
    assert own["Ida Voss"] == "Ida Marie Vos"
    assert own["Karl Vos"] == "Karl Vos"
    assert own["Marie Oster"] == "Marie Oster"


def test_a_name_in_another_case_is_of_the_same_person() -> None:
    texts = ("«Нет», — сказала Инга Вельская.", "По словам Инги Вельской, нет.", "«Да», — сказала Инга Лескова.")
    said = [Attribution(name) for name in ("Инга Вельская", "Инги Вельской", "Инга Лескова")]
    own = learn_sides(said, texts, load_language("ru")).own
    assert own["Инги Вельской"] == "Инга Вельская"
    assert own["Инга Лескова"] == "Инга Лескова"


def test_a_surname_is_his_who_is_named_far_more_often() -> None:
    often = ["Ida Voss said no."] * 3
    assert unify(*often, "Karl Voss said so.", "Voss said it again.")["Voss"] == "Ida Voss"
    assert unify(*often[:2], "Karl Voss said so.", "Voss said it again.")["Voss"] == "voss"


def test_a_name_that_too_many_may_have_is_nobodys() -> None:
    told = ["Ida Voss said no."] * 9 + ["Voss said it again."]
    firsts = ["".join(letters).title() for letters in product("bdfglmnprs", "aeo", "bdfg")]
    others = [f"{first} Voss said so." for first in firsts[: sides._MOST_ALIKE]]
    assert unify(*told, *others[1:])["Voss"] == "Ida Voss"
    assert unify(*told, *others)["Voss"] == "voss"
