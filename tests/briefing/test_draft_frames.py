"""What a draft tells around a quotation: who speaks, by which office and with which verb; no more than its source."""

from __future__ import annotations

import pytest

from summarizer.api import check
from summarizer.briefing.draft_check import check_draft
from summarizer.model import Article

QUOTE = {
    "en": "“Nobody was asked,”",
    "de": "„Niemand wurde gefragt“,",
    "fr": "« Personne n'a été consulté »,",
    "uk": "«Нікого не питали», –",
}
SAID = {"en": "Voss said.", "de": "sagte Voss.", "fr": "a dit Ida Voss.", "uk": "сказала Восс."}
NAME = {"en": "Ida Voss", "de": "Ida Voss", "fr": "Ida Voss", "uk": "Іда Восс"}


def holds(text: str, draft: str, language: str = "en") -> bool:
    sources = [
        Article(text, outlet="Lake Post", language=language, outlet_from="metadata"),
        Article("The ferry is late.", outlet="Coast Daily", language="en", outlet_from="metadata"),
    ]
    return check(draft, sources).holds


@pytest.mark.parametrize(
    ("language", "told", "right", "wrong"),
    [
        (
            "en",
            "Ida Voss, who leads the union in the north, was there.",
            ["union leader Ida Voss said", "said Ida Voss, head of the union"],
            ["union chairwoman Ida Voss said", "union spokeswoman Ida Voss said", "league leader Ida Voss said"],
        ),
        (
            "en",
            "The yard Norvik is shut. Its director, Ida Voss, spoke.",
            ["said Ida Voss, head of the yard Norvik"],
            [],
        ),
        ("en", "Ida Voss, who beat the union leader, was there.", [], ["union leader Ida Voss said"]),
        ("en", "Ida Voss, the sister of the union leader, was there.", [], ["union leader Ida Voss said"]),
        ("en", "The union leader's sister, Ida Voss, was there.", [], ["union leader Ida Voss said"]),
        ("en", "The union leader met Ida Voss.", [], ["union leader Ida Voss said"]),
        ("en", "Ida Voss, who no longer leads the union, was there.", [], ["union leader Ida Voss said"]),
        ("en", "Ida Voss, who leads the opponents of the union, was there.", [], ["union leader Ida Voss said"]),
        ("en", "The mayor is ill. Her spokeswoman, Ida Voss, spoke.", [], ["mayor Ida Voss said"]),
        ("en", "Per Moe, head of the union, Ida Voss and others came.", [], ["union head Ida Voss said"]),
        (
            "en",
            "The former harbour minister, Ida Voss, was there.",
            ["former harbour minister Ida Voss said", "Ida Voss said"],
            ["harbour minister Ida Voss said"],
        ),
        ("en", "The harbour minister, Ida Voss, came.", [], ["former harbour minister Ida Voss said"]),
        (
            "en",
            "The deputy mayor of the island of Vale, Ida Voss, came.",
            ["said Ida Voss, deputy mayor of the island of Vale"],
            ["mayor Ida Voss said", "said Ida Voss, mayor of the island of Vale"],
        ),
        ("en", "Ida Voss, deputy head of the union, came.", [], ["said Ida Voss, head of the union"]),
        (
            "en",
            "Ida Voss, head of research at the bank, was there.",
            ["said Ida Voss, head of research", "said Ida Voss, chief of research"],
            ["bank head Ida Voss said", "boss Ida Voss said", "the head, Ida Voss, said", "said Ida Voss, head"],
        ),
        (
            "en",
            "Ida Voss, the bank's head of research, was there.",
            ["said Ida Voss, the bank's head of research"],
            ["bank head Ida Voss said", "bank chief Ida Voss said", "said Ida Voss, the bank's head"],
        ),
        ("en", "Ida Voss, president of the party's youth wing, was there.", [], ["president Ida Voss said"]),
        (
            "en",
            "Ida Voss, the managing director of the bank, was there.",
            ["managing director Ida Voss said", "bank director Ida Voss said"],
            [],
        ),
        (
            "de",
            "Die Leiterin der Werft, Ida Voss, war da.",
            ["sagte Ida Voss, Leiterin der Werft", "so Ida Voss, Chefin der Werft"],
            ["sagte Ida Voss, Sprecherin der Werft"],
        ),
        (
            "de",
            "Ida Voss, die Leiterin der Pressestelle von Norvik, war da.",
            ["sagte Ida Voss, die Leiterin der Pressestelle"],
            ["sagte Ida Voss, die Leiterin von Norvik", "sagte Leiterin Ida Voss"],
        ),
        ("de", "Ida Voss, die frühere Leiterin der Werft, war da.", [], ["sagte Ida Voss, Leiterin der Werft"]),
        ("fr", "Ida Voss, qui préside le port, était là.", ["a dit Ida Voss, présidente du port"], []),
        (
            "fr",
            "Ida Voss, présidente de la commission du conseil, était là.",
            ["a dit Ida Voss, présidente de la commission"],
            ["a dit Ida Voss, présidente du conseil", "a dit la présidente Ida Voss"],
        ),
        ("fr", "Ida Voss, ancienne présidente du port, était là.", [], ["a dit Ida Voss, présidente du port"]),
        (
            "uk",
            "Іда Восс, яка очолює порт, прийшла.",
            ["сказала Іда Восс, яка очолює порт"],
            ["сказала Іда Восс, мерка"],
        ),
    ],
)
def test_an_office_is_told_as_what_it_is(language: str, told: str, right: list[str], wrong: list[str]) -> None:
    text = f"{told} {QUOTE[language]} {SAID[language]}"
    assert [frame for frame in right if not holds(text, f"{QUOTE[language]} {frame}.", language)] == []
    assert [frame for frame in wrong if holds(text, f"{QUOTE[language]} {frame}.", language)] == []


@pytest.mark.parametrize(
    ("language", "said", "right", "wrong"),
    [
        (
            "en",
            "said Ida Voss, the sister of the union leader",
            ["said Ida Voss, the sister of the union leader"],
            ["union leader Ida Voss said", "the union leader, Ida Voss, said", "said Ida Voss, the union leader"],
        ),
        ("en", "said Ida Voss, a friend of the bank chairman", [], ["bank chairman Ida Voss said"]),
        ("en", "said Ida Voss, elected over club director Per Moe", [], ["club director Ida Voss said"]),
        ("en", "said Ida Voss, who sued the harbour minister", [], ["harbour minister Ida Voss said"]),
        ("en", "Ida Voss told the harbour minister", [], ["harbour minister Ida Voss said"]),
        ("en", "said Ida Voss, deputy to the mayor", [], ["mayor Ida Voss said"]),
        ("en", "said the wife of the mayor, Ida Voss", [], ["mayor Ida Voss said", "the mayor, Ida Voss, said"]),
        (
            "en",
            "said Ida Voss, 54, the harbour minister of Vale",
            ["harbour minister Ida Voss said", "said Ida Voss, the harbour minister"],
            [],
        ),
        ("en", "said the harbour minister, Ida Voss", ["harbour minister Ida Voss said"], []),
        ("de", "sagte Ida Voss, die Schwester der Ministerin", [], ["Ministerin Ida Voss sagte"]),
        ("fr", "a dit Ida Voss, la sœur de la ministre", [], ["la ministre Ida Voss a dit"]),
    ],
)
def test_who_speaks_is_not_called_what_another_one_is(
    language: str, said: str, right: list[str], wrong: list[str]
) -> None:
    text = f"{QUOTE[language]} {said}."
    assert [frame for frame in right if not holds(text, f"{QUOTE[language]} {frame}.", language)] == []
    assert [frame for frame in wrong if holds(text, f"{QUOTE[language]} {frame}.", language)] == []


@pytest.mark.parametrize(
    ("said", "right", "wrong"),
    [
        (
            "said the bank's head of research",
            ["said the bank's head of research"],
            ["the bank's head said", "said the head of the bank"],
        ),
        ("said the head of communications at Norvik Lines", [], ["said the head of Norvik Lines"]),
        ("said a spokeswoman of the ministry of health", ["a spokeswoman said", "a ministry spokeswoman said"], []),
    ],
)
def test_an_office_without_a_name_is_no_more_than_it_is(said: str, right: list[str], wrong: list[str]) -> None:
    text = f"{QUOTE['en']} {said}."
    assert [frame for frame in right if not holds(text, f"{QUOTE['en']} {frame}.")] == []
    assert [frame for frame in wrong if holds(text, f"{QUOTE['en']} {frame}.")] == []


@pytest.mark.parametrize(
    ("language", "right", "wrong"),
    [
        ("en", ["Ida Voss criticised", "Ida Voss recalled", "warned Ida Voss"], ["Ida Voss admitted", "Ida Voss lied"]),
        ("de", ["kritisierte Ida Voss"], ["gab Ida Voss zu"]),
        ("fr", ["a rappelé Ida Voss"], ["a reconnu Ida Voss"]),
        ("uk", ["нагадала Іда Восс"], ["визнала Іда Восс"]),
    ],
)
def test_a_verb_that_judges_nobody_quotes(language: str, right: list[str], wrong: list[str]) -> None:
    text = f"{QUOTE[language]} {SAID[language].replace(NAME[language].split()[1], NAME[language])}"
    text = text.replace("Ida Ida", "Ida")
    assert [frame for frame in right if not holds(text, f"{QUOTE[language]} {frame}.", language)] == []
    assert [frame for frame in wrong if holds(text, f"{QUOTE[language]} {frame}.", language)] == []


def test_whom_such_a_verb_judges_must_be_told_in_the_source() -> None:
    text = "“Nobody was asked,” Ida Voss told the mayor."
    assert not holds(text, "Ida Voss criticised the mayor: “Nobody was asked.”")


def test_what_is_called_so_is_what_the_source_calls_so() -> None:
    text = "The union called the plan “a bow to the bank”. The report was new."
    assert holds(text, "The union called the plan “a bow to the bank”.")
    assert not holds(text, "The union called the report “a bow to the bank”.")


def test_who_speaks_of_himself_is_no_other_subject() -> None:
    text = "The mayor spoke on Monday. “We will not leave,” Ida Voss said."
    assert holds(text, "Ida Voss said they “will not leave”.")
    assert not holds(text, "The mayor “will not leave”, Ida Voss said.")
    assert not holds("“They will not leave,” Ida Voss said.", "Ida Voss said she “will not leave”.")


def test_an_outlet_in_brackets_is_a_credit_at_the_end_alone() -> None:
    text = "The company expects a loss of 3 million crowns."
    assert holds(text, "The company expects a loss of 3 million crowns [Lake Post].")
    assert not holds(text, "The company [Lake Post] expects a loss of 3 million crowns.")


@pytest.mark.parametrize(
    ("language", "text", "draft"),
    [
        ("en", "“Suppose the board agreed,” Ida Voss said.", "“[The] board agreed,” Ida Voss said."),
        ("en", "“Let us assume: the board agreed,” Ida Voss said.", "“The board agreed,” Ida Voss said."),
        ("de", "„Angenommen, der Rat stimmt zu“, sagte Ida Voss.", "„Der Rat stimmt zu“, sagte Ida Voss."),
        ("fr", "« Imaginons : le maire a menti », a dit Ida Voss.", "« Le maire a menti », a dit Ida Voss."),
    ],
)
def test_what_is_only_supposed_is_not_quoted_as_so(language: str, text: str, draft: str) -> None:
    assert not holds(text, draft, language)


def test_a_quotation_in_the_front_matter_is_looked_for() -> None:
    head = '---\ntitle: "The ferry"\nlead: Voss said “everybody was asked”\n---\n'
    source = Article("“Nobody was asked,” Ida Voss said.", outlet="Lake Post", language="en")
    draft = Article(f"{head}\nVoss spoke.\n", body=len(head), language="en", markup="markdown")
    (finding, _) = check_draft(draft, [source]).findings
    assert (finding.part, finding.line, finding.text) == ("quotation", 3, "everybody was asked")
    assert finding.verdict != "verbatim"
