"""The words by which English news says who speaks."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Verbs of saying, as they stand after their subject.
SAYING = _words(
    """said says say told tells tell added adds add asked asks ask wrote writes write announced announces announce
    stated states declared declares declare noted notes note stressed stresses stress emphasized emphasised emphasizes
    emphasises emphasize emphasise underlined underscored insisted insists insist warned warns warn argued argues argue
    claimed claims claim explained explains explain confirmed confirms confirm denied denies deny replied replies reply
    responded responds respond answered answers reiterated reiterates reiterate repeated repeats mentioned mentions
    remarked observed commented comments acknowledged acknowledges admitted admits admit conceded suggested suggests
    recalled recalls revealed reveals disclosed reported reports testified predicted predicts estimated estimates
    continued concluded tweeted posted quipped joked complained complains complain lamented maintained maintains
    contended asserted alleged alleges pointed informed informs assured assures reassured signaled signalled signals
    indicated indicates described describes called calls call termed characterized characterised dubbed labelled voiced
    voices expressed expresses express demanded demands demand urged urges urge appealed requested requests proposed
    proposes offered offers advised cautioned cautions accused accuses accuse blamed blames criticized criticised
    criticizes criticises criticize criticise condemned condemns condemn denounced denounces slammed blasted derided
    rebuked welcomed welcomes welcome praised praises hailed thanked congratulated promised promises promise pledged
    pledges pledge vowed vows vow threatened threatens swore questioned dismissed dismisses defended defends
    reaffirmed reaffirms affirmed affirms reacted reacts apologized apologised boasted briefed quoted identified identifies
    applauded applauds applaud lauded lauds commended commends deplored deplores decried decries recounted recounts
    contends contend exclaimed shouted cried retorted chided mocked ridiculed echoed echoes
    """
) | {"spoke out", "brushed aside", "shrugged off", "played down", "found that", "finds that", "find that"}
#: Behind these stands of whom they tell, or who speaks; the latter only behind the end of a quotation.
AT_OBJECT = _words(
    """accused accuses accuse blamed blames blame criticized criticised criticizes criticises criticize criticise condemned
    condemns condemn denounced denounces slammed blasted derided rebuked praised praises hailed thanked congratulated
    urged urges urge defended defends applauded applauds lauded commended commends mocked ridiculed"""
)
#: Verbs by which somebody takes a position without a word being reported.
STANCE = _words(
    """rejected rejects reject refused refuses refuse agreed agrees agree accepted accepts accept opposed opposes oppose
    supported supports support backed backs wants want wanted seeks seek sought seeking plans plan planned planning
    intends intended hopes hope hoped fears fear feared believes believe believed thinks think thought considers
    considered expects expect expected aims aim aimed insisting decided decides declined declines approved approves
    vetoed protested protests objected objects ordered orders banned suspended withdrew recognized recognised
    reinforced ready willing prepared determined voted
    """
) | {"ruled out", "turned down"}
#: Participles that go on with the main clause's speaker ("..., adding that").
PARTICIPLES = _words(
    """saying adding insisting warning noting stressing urging telling claiming arguing calling demanding accusing
    suggesting explaining emphasizing emphasising citing vowing pledging promising denying"""
)
#: Nouns for people and bodies that speak.
ROLES = _words(
    """spokesman spokeswoman spokesperson spokespeople spokesmen official officials minister ministers ministry president
    chancellor premier mayor mayors governor senator senators lawmaker lawmakers legislator deputy deputies secretary
    ambassador envoy envoys diplomat diplomats negotiator negotiators leader leaders government governments
    administration cabinet parliament senate congress council party parties opposition coalition leadership commission court
    courts judge judges prosecutor prosecutors lawyer lawyers attorney attorneys police officer officers investigator
    investigators army military navy troops commander commanders general generals authorities authority agency agencies
    regulator company companies firm firms bank union unions group groups organization organisation association
    charity charities foundation institute university hospital source sources aide aides adviser advisers advisor
    advisors analyst analysts expert experts economist economists scientist scientists researcher researchers professor
    doctor doctors nurse nurses teacher teachers student students engineer engineers farmer farmers worker workers
    captain driver drivers pilot pilots owner owners manager managers coach player players director directors head
    chief chairman chairwoman chair boss executive executives founder editor historian activist activists campaigner
    campaigners protester protesters resident residents villager villagers neighbour neighbours neighbor neighbors
    witness witnesses survivor survivors victim victims relative relatives family families mother father brother sister
    wife husband widow son daughter friend friends man woman men women person people student voter voters king queen
    prince princess pope bishop archbishop cardinal priest rabbi imam spokesmen statement report reports communique
    communiqué press-service service embassy office department palace presidency mission delegation side rebels
    insurgents militants guerrillas forces firefighters rescuers rescuer paramedics journalist journalists reporter
    colonel major lieutenant admiral sergeant sheriff detective inspector superintendent warden guard guards crew
    passenger passengers tourist tourists actor actress singer author writer artist athlete skipper striker defender
    publication newsletter bulletin committee board panel tribunal bureau club church regime junta alliance movement federation league watchdog
    candidate candidates frontrunner nominee incumbent envoy monitor monitors observer observers inspector inspectors
    administrator trustee member members opponent opponents supporter supporters critic critics dissident dissidents newspaper newspapers landlord tenant shopkeeper baker butcher fisherman fishermen miner miners
    """
)
#: Bodies that are called by their kind once they were named ("the Harbour Board … the board").
BODIES = _words(
    "committee commission council board panel tribunal court ministry department agency bureau office union company firm"
    " bank group party organization organisation association institute university foundation federation alliance league"
    " movement club church parliament assembly watchdog"
)
#: Who speaks for a country when its people stand before: "Norwegian officials", "the Norwegian army".
STATE = _words(
    "spokesman spokeswoman spokesperson spokespeople spokesmen official officials minister ministers ministry"
    " president chancellor premier secretary ambassador envoy envoys diplomat diplomats negotiator negotiators leader"
    " leaders leadership government administration cabinet parliament army military navy troops soldiers commander"
    " commanders general generals authorities delegation forces colonel admiral expert experts analyst analysts lawmaker lawmakers"
)
#: Who are against the one they are named after ("critics of the premier").
AGAINST = _words("opponent opponents critic critics dissident dissidents victim victims")
#: Who is in a place for another one: "the ambassador in Arden" is not Arden's.
ABROAD = _words(
    "ambassador ambassadors envoy envoys diplomat diplomats embassy correspondent correspondents visitor visitors"
    " tourist tourists observer observers exile exiles refugee refugees"
)
#: Who speaks for the one that "his" or "its" points to ("his aides").
OFFICES = _words(
    "aide aides adviser advisers advisor advisors spokesman spokeswoman spokesperson spokespeople spokesmen office"
    " government cabinet ministers ministry administration lawyer lawyers attorney attorneys deputy delegation"
    " negotiator negotiators envoy management executives officials army military police embassy"
)
#: Words for a part of many, who speak in the name of the part ("half of the residents").
SHARES = _words("percent most many some several all none half one two three hundreds thousands dozens majority")
PRONOUNS = _words("he she they it")
DETERMINERS = _words(
    "the a an one another two three four five several some many other both his her its their our every each no these"
    " those this that most few local top"
)
#: Small words that may stand between a determiner and a role.
MODIFIERS = _words(
    """senior former top separate western eastern northern southern european american foreign prime vice deputy chief
    acting outgoing incoming military political majority minority government state federal regional local national international
    independent unnamed anonymous high-ranking high-level leading young old elderly retired central presidential
    diplomatic intelligence defence defense interior finance security press public chief senior-most junior right-wing
    left-wing far-right conservative liberal ruling governing main largest biggest city town village county district
    police court union party company bank hospital school university election health emergency rescue fire transport
    labor labour trade news rebel exiled parliamentary legislative judicial human rights aid relief weather aviation transportation agriculture education energy customs tax budget treasury climate coast border nuclear space
    """
)
PREPOSITIONS = _words(
    "of in on at by with to from for about against over under between among into after before during without within"
    " through toward towards near behind beyond despite since until than like as via amid alongside concerning"
    " regarding around off"
)
#: What may stand between a subject and its verb.
BETWEEN = _words(
    """has have had is was were are be been being will would could should may might must can did does do also again
    already always often repeatedly initially later then once still since recently previously earlier however
    meanwhile reportedly allegedly apparently categorically clearly explicitly publicly privately angrily sharply
    strongly firmly immediately quickly simply merely only even never not n't just now today yesterday monday tuesday
    wednesday thursday friday saturday sunday himself herself themselves itself both all further additionally
    subsequently eventually finally first specifically flatly bluntly openly officially formally jointly briefly
    separately similarly likewise too thus nevertheless nonetheless afterwards tonight this morning week
    """
)
#: Words after which a new clause begins, with a subject of its own.
CLAUSES = _words(
    "that but while whereas although though because if when where why how what whether who which whom as since until"
    " unless so and or after before than"
)

#: These are nouns as often as verbs; they count only right behind their subject.
AMBIGUOUS = frozenset(
    """call calls demand demands claim claims report reports plan plans offer offers comment comments state states
    request requests note notes promise promises fear fears hope hopes support backs order orders aim aims question
    rules praise blame estimate estimates welcome read reads ready willing prepared determined want""".split()
)
