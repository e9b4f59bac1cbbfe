"""One word, or the order of two, turns the sense of a sentence: who says the other is not named for it."""

from __future__ import annotations

import pytest

from summarizer.briefing.pipeline import analyse_story
from summarizer.config.plans import load_plans
from summarizer.dedupe.sense import differ_in_sense
from summarizer.dedupe.support import read_story_words, tells_all
from summarizer.model import Article, Options

PLAIN = Options(plan="general", plans=load_plans("general"), date="2031-03-05")

# Of each kind: what turns it, the sentence, and the other one.
TURNED = [
    ("since", "The sluice at Brenn has been leaking since 2031.", "The sluice at Brenn leaked in 2031."),
    (
        "until",
        "The gallery is shut until the end of May for repairs.",
        "The gallery is shut from the end of May for repairs.",
    ),
    ("ahead", "Vera Holt is three points ahead of Otto Lind.", "Vera Holt is three points behind Otto Lind."),
    ("condition", "The baker sold his mill in Ostby.", "The baker sold his mill in Ostby if the bank agreed."),
    ("condition", "The weir is closed at night.", "Unless it freezes, the weir is closed at night."),
    ("question", "The baker sold his mill in Ostby.", "Has the baker sold his mill in Ostby?"),
    ("untrue", "The baker sold his mill in Ostby.", "It is a hoax that the baker sold his mill in Ostby."),
    ("untrue", "The baker sold his mill in Ostby.", "That the baker sold his mill in Ostby is untrue, he said."),
    ("hearsay", "The baker sold his mill in Ostby.", "Rumours have it that the baker sold his mill in Ostby."),
    ("exception", "All boats but one came back to Ferrow.", "All boats came back to Ferrow."),
    ("nearly", "The tower at Ferrow fell in the storm.", "The tower at Ferrow almost fell in the storm."),
    ("nearly", "The crew left the ship at noon.", "The crew was on the verge of leaving the ship at noon."),
    ("hardly", "The baker pays his helpers on time.", "The baker hardly pays his helpers on time."),
    ("doubt", "The warden says the weir is safe.", "The warden doubts the weir is safe."),
    ("denied", "The crew left the ship at noon.", "The crew refrained from leaving the ship at noon."),
    ("denied", "The crew and the pilot left at noon.", "Neither the crew nor the pilot left at noon."),
    (
        "in turn",
        "Ada Vance and Ida Moe won gold and silver respectively in Ostby.",
        "Ida Moe and Ada Vance won gold and silver respectively in Ostby.",
    ),
    (
        "in turn, of three",
        "Ada Vance, Ida Moe and Per Lind came first, second and third respectively in Ostby.",
        "Ida Moe, Ada Vance and Per Lind came first, second and third respectively in Ostby.",
    ),
    (
        "tried",
        "The crew tried for two days to board the ferry off Ostby, then gave up.",
        "The crew boarded the ferry off Ostby after trying for two days.",
    ),
    ("part", "The baker sold a mill secretly built in Ostby.", "The baker secretly sold a mill built in Ostby."),
    ("part", "The tired shepherd's ram fell into the weir.", "The shepherd's tired ram fell into the weir."),
    (
        "of another",
        "The warden of the inquiry into the leak at the Ferrow mill resigned.",
        "The warden of the Ferrow mill resigned over the inquiry into the leak.",
    ),
    (
        "whom",
        "The abbot who had replaced Paul Orr in Ostby fell into the weir.",
        "The abbot whom Paul Orr had replaced in Ostby fell into the weir.",
    ),
    ("beside", "Kelm Capital bought the mill in Ostby.", "Kelm Capital bought shares in the mill in Ostby."),
    ("marks", 'The "healer" saw forty people in Ostby.', "The healer saw forty people in Ostby."),
    (
        "unsaid",
        "The council did not say that the mill would be sold.",
        "The council said that the mill would not be sold, and promised a new one.",
    ),
    ("limit", "The lift at Ferrow stands still until Friday.", "The lift at Ferrow stands still from Friday."),
    ("limit", "The choir sings in early June in Ostby.", "The choir sings in late June in Ostby."),
    ("level", "The toll at Ferrow rose by 3 percent.", "The toll at Ferrow rose to 3 percent."),
    ("below zero", "It was minus 12 degrees in Ostby.", "It was 12 degrees in Ostby."),
    ("part", "All mills in Ostby are shut.", "Some mills in Ostby are shut."),
    ("whose", "The baker pleaded guilty to theft.", "The baker's cousin pleaded guilty to theft."),
    ("whose", "The baker pleaded guilty to theft.", "The cousin of the baker pleaded guilty to theft."),
    ("turned round", "The ram chased the shepherd over the weir.", "The shepherd chased the ram over the weir."),
    ("turned round", "The bus from Ostby to Ferrow burnt out.", "The bus from Ferrow to Ostby burnt out."),
    ("namesakes", "Judge Ann Smith freed the skipper in Ostby.", "Judge Eve Smith freed the skipper in Ostby."),
    ("hyphen", "A violent march went through Ostby.", "A non-violent march went through Ostby."),
    ("turned round", "The ram hit the shepherd.", "The ram was hit by the shepherd."),
    (
        "turned round",
        "After supper the guards attacked the sailors in Ostby.",
        "After supper the sailors were attacking the guards in Ostby.",
    ),
    ("whose", "The old baker of Ostby died at 91.", "The widow of the old baker of Ostby died at 91."),
    ("whose", "The baker bought the weir in May.", "A spokesman for the baker bought the weir in May."),
    (
        "part",
        "The warden of Ostby, Karl Tell, met the abbot of Ferrow, Paul Orr.",
        "The warden of Ferrow, Karl Tell, met the abbot of Ostby, Paul Orr.",
    ),
    ("choice", "The town will sell its mill or its weir in May.", "The town will sell its mill and its weir in May."),
    ("light word", "The pump is being tested in two mills in Ostby.", "The pump is being used in two mills in Ostby."),
    ("light word", "Ostby will give Ferrow two boats next year.", "Ostby will get two boats from Ferrow next year."),
    ("place", "The baker waited in vain outside the mill.", "For hours the baker waited in vain inside the mill."),
    ("share", "The two mills will each pay 40 crowns.", "The two mills will together pay 40 crowns."),
    (
        "figures",
        "One in five lambs was born blind, compared with one in eight in May.",
        "One in eight lambs was born blind, compared with one in five in May.",
    ),
    ("instead", "The prize went to Ann Roth rather than to Jon Dyer.", "The prize went to Ann Roth and to Jon Dyer."),
    (
        "not",
        "The school in Ostby was shut for mould, not for lack of pupils.",
        "The school in Ostby was shut for lack of pupils, not for mould.",
    ),
    ("every", "The bakers stand still on every Friday in May.", "The bakers stand still on Friday in May."),
    ("about to", "They were about to sell the mill in Ostby.", "They sold the mill in Ostby."),
]

# What is told with more, or in another order, is told.
TOLD = [
    ("The crew left the ship at noon.", "At noon the crew left the ship."),
    ("The shepherd found the ram at the weir.", "The ram was found by the shepherd at the weir."),
    ("Wardens opened a hatch and heard barking.", "Barking was heard after wardens opened a hatch."),
    (
        "The shepherd's huts were searched and ledgers seized by wardens.",
        "Ledgers were seized when wardens searched the huts of the shepherd.",
    ),
    (
        "The tower at Ferrow fell in the storm.",
        "The tower at Ferrow fell in the storm, and the mill may follow if it rains.",
    ),
    ("The tower at Ferrow fell in the storm.", "The tower at Ferrow fell in the storm, almost onto the road."),
    ("The lift at Ferrow stands still until Friday.", "Until Friday the lift at Ferrow stands still."),
    ("The toll at Ferrow rose by 3 percent.", "The toll at Ferrow rose 3 percent."),
    ("The warden called the repair “shoddy work” on Monday.", "On Monday the warden called the repair shoddy work."),
    ("The ferry “Aurora” sank off Ostby.", "The ferry Aurora sank off Ostby."),
    ("Ostby's shepherd league fined the baker.", "The shepherd league of Ostby fined the baker."),
    (
        "The judge called it “shoddy work” and fined the owner.",
        "The judge fined the owner and called it “shoddy work”.",
    ),
]


def does_tell(line: str, other: str, language: str = "en") -> bool:
    articles = [
        Article(text, outlet=outlet, published="2031-03-04", language=language, path=outlet)
        for outlet, text in (("A", line), ("B", other))
    ]
    analysis = analyse_story(articles, PLAIN)
    one, there = analysis.news
    assert differ_in_sense(one, there) == differ_in_sense(there, one)
    return tells_all(one, there, read_story_words(analysis.news, analysis.names))


@pytest.mark.parametrize(("kind", "line", "other"), TURNED)
def test_what_turns_the_sense_is_told_by_nobody_who_lacks_it(kind: str, line: str, other: str) -> None:
    assert not does_tell(line, other), kind
    assert not does_tell(other, line), kind


@pytest.mark.parametrize(("line", "other"), TOLD)
def test_more_words_or_another_order_turn_nothing(line: str, other: str) -> None:
    assert does_tell(line, other)


@pytest.mark.parametrize(
    ("language", "line", "other"),
    [
        ("de", "Der Bäcker verkaufte die Mühle in Ostby.", "Fast verkaufte der Bäcker die Mühle in Ostby."),
        ("de", "Der Bäcker verkaufte die Mühle.", "Dass der Bäcker die Mühle verkaufte, ist erfunden."),
        ("fr", "Le pont de Ferrow est fermé mardi.", "Le pont de Ferrow est fermé mardi, sauf si la pluie cesse."),
        ("es", "El panadero vendió el molino de Ostby.", "El panadero casi vendió el molino de Ostby."),
        ("uk", "Пекар продав млин в Острові.", "Чутки, що пекар продав млин в Острові, поширили сусіди."),
        ("ru", "Пекарь продал мельницу в Острове.", "Пекарь чуть не продал мельницу в Острове."),
        ("de", "Die Stadt verkauft Mühle und Wehr im Mai.", "Die Stadt verkauft Mühle oder Wehr im Mai."),
        ("fr", "La ville vend le moulin et le pont en mai.", "La ville vend le moulin ou le pont en mai."),
        ("es", "El pueblo vende el molino y el puente en mayo.", "El pueblo vende el molino o el puente en mayo."),
        ("uk", "Місто продає млин та греблю в травні.", "Місто продає млин або греблю в травні."),
        ("ru", "Город продаёт мельницу и плотину в мае.", "Город продаёт мельницу или плотину в мае."),
        ("de", "Die „Heilerin“ sah vierzig Kranke in Ostby.", "Die Heilerin sah vierzig Kranke in Ostby."),
        # What is not said is no denial; until and from a day.
        ("de", "Die Stadt sagte nicht, dass die Mühle schließt.", "Die Stadt sagte, dass die Mühle nicht schließt."),
        ("es", "La ciudad no dijo que el molino cerraría.", "La ciudad dijo que el molino no cerraría."),
        ("fr", "Le moulin sera fermé jusqu’à fin mai.", "Le moulin sera fermé dès fin mai."),
        ("es", "El molino estará cerrado hasta finales de mayo.", "El molino estará cerrado desde finales de mayo."),
        ("ru", "Мельницу закроют на ремонт до конца мая.", "Мельницу закроют на ремонт с конца мая."),
        ("uk", "Млин закриють на ремонт до кінця травня.", "Млин закриють на ремонт з кінця травня."),
        # Who does it to whom: by an article, by the order of words, by what opens them.
        ("de", "Der Müller verklagte die Stadt im Mai.", "Den Müller verklagte die Stadt im Mai."),
        ("fr", "La ville a accusé le meunier de vol.", "Le meunier a accusé la ville de vol."),
        ("ru", "Рыбаки пожаловались на мельника в мае.", "Мельник пожаловался на рыбаков в мае."),
        ("de", "Bäcker lobten das Urteil gegen die Mühle.", "Bäcker lobten die Mühle nach dem Urteil."),
        # A thing, and what is its.
        ("de", "Der Müllerbund billigte den Bau im Mai.", "Der Beirat des Müllerbunds billigte den Bau im Mai."),
        ("fr", "La ligue a approuvé le moulin en mai.", "Le bureau de la ligue a approuvé le moulin en mai."),
        ("es", "La liga aprobó el molino en mayo.", "La junta de la liga aprobó el molino en mayo."),
        ("ru", "Плотину в Острове закрыли в мае.", "Ворота плотины в Острове закрыли в мае."),
        ("uk", "Греблю в Острові закрили в травні.", "Ворота греблі в Острові закрили в травні."),
    ],
)
def test_it_is_so_in_each_language(language: str, line: str, other: str) -> None:
    assert not does_tell(line, other, language)


@pytest.mark.parametrize(
    ("code", "text", "again"),
    [
        ("en", "Profits and sales rose by 5 and 8 percent respectively at Norvo in May.",
         "At Norvo, profits and sales rose by 5 and 8 percent respectively in May."),
        ("de", "Die Mehrheit der Abgeordneten stimmte am Montag für das Gesetz.",
         "Die Mehrheit der Abgeordneten stimmten am Montag für das Gesetz."),
        ("de", "Die Polizei sagte nicht, wie viele Menschen in Ostby verletzt wurden.",
         "Wie viele Menschen in Ostby verletzt wurden, sagte die Polizei nicht."),
        ("de", "Am Montag ist die Brücke in Arden eingestürzt.",
         "Die Brücke in Arden ist am Montag eingestürzt, zwei Menschen sind tot."),
        ("de", "Die Regierung lehnte den Antrag von Norvo bis auf Weiteres ab.",
         "Die Regierung lehnte den Antrag von Norvo ab, bis auf Weiteres."),
        ("de", "Die Fähre „Lunde“ sank am Montag vor Arden.", "Die Fähre Lunde sank am Montag vor Arden."),
        ("en", "Norvo sold the mill in Arden on Monday after the deal failed.",
         "The deal failed on Monday, and Norvo went on to sell the mill in Arden."),
        ("fr", "La meunière Paule Dor a quitté la guilde mardi.",
         "La meunière Paule Dor a quitté mardi son poste à la guilde."),
        ("ru", "Вертолёт с тремя пастухами сгорел во вторник в Острове.",
         "Во вторник в Острове сгорел вертолёт с тремя пастухами."),
        ("uk", "Рада Ардена відповідно до закону закрила міст у понеділок.",
         "Рада Ардена у понеділок закрила міст відповідно до закону."),
    ],
)  # fmt: skip
def test_what_only_stands_in_another_place_turns_no_sense(code: str, text: str, again: str) -> None:
    assert does_tell(text, again, code)
