"""The words of English by which the others tell a subject, a verb and a time; as parts of patterns."""

SPEECH = (
    r"(?:said|says|say|added|adds|told|tells|noted|notes|continued|wrote|writes|explained|stressed|insisted|argued"
    r"|warned|replied|recalled|declared|acknowledged|predicted|estimated|reported|announced|claimed|complained)"
)
VERB = (
    rf"(?:{SPEECH}|is|are|was|were|has|have|had|will|would|could|can|may|might|must|should|did|does|do|also|then"
    rf"|later"
    r"|now|refused|declined|denied|asked|called|calls|described|gave|spoke|went|came|comes|made|took|left|got|began"
    r"|identified|occurred|happened|includes?|included|contains?|contained|shows?|showed|found|wants?|plans?|hopes?"
    r"|met|seems?|appears?|appeared)\b"
)
DID = (
    r"(?:[a-z]+ed|sought|won|led|ran|held|kept|lost|brought|thought|felt|knew|saw|heard|paid|built|grew|fell|rose"
    r"|stood"
    r"|sat|set|put|let|cut|hit|sent|spent|drove|flew|fought|bought|caught|taught|chose|broke|became|drew|threw"
    r"|swore|shot)\b"
)
LINK = (
    r"(?:But|And|Nor|Or|So|Yet|Still|Also|Then|Moreover|Furthermore|Likewise|However|Meanwhile|Instead|Later"
    r"|Earlier|Now"
    r"|Indeed|Thus|Therefore|Hence|In addition|In fact|Of course|Even so|Perhaps)"
)
COUNT = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty)"
SPAN = r"(?:second|minute|hour|day|night|morning|evening|week|weekend|month|year|decade|time|moment|season)s?"
HERE = (
    rf"(?:{SPAN}|spring|summer|autumn|fall|winter|afternoon|century|country|nation|city|town|village|island|state"
    r"|region|area|suburb|community|neighbou?rhood|valley|capital|port|point|kind|sort|type|way|world|case is)"
)
