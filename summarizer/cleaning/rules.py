"""The rules by which a line is no news: what sites say to their readers, and agencies to their subscribers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

_NAME = r"[A-ZÀ-Þ][\w.’'-]+(?: (?:[A-Z]\.|de|van|von|der|al|bin|[A-ZÀ-Þ][\w’'-]+)){1,3}"

#: Rule → pattern, tried in order on a line or sentence whose quotations were taken out.
RULES: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        name: re.compile(pattern, flags)
        for name, flags, pattern in (
            (
                "copyright",
                re.IGNORECASE,
                r"^(?:©|\(c\) |copyright\b[^.]{0,20}(?:©|\b(?:19|20)\d\d\b))"
                r"|(?:©|\bcopyright\b|\d{4}).{0,80}all rights reserved"
                r"|^all rights reserved\W*$|^(?:alle rechte vorbehalten|tous droits réservés)"
                r"|^no part of (?:this|the)\b.{0,60}(?:reproduced|copied|published)"
                r"|(?:may|must) not be (?:published|reproduced|republished)[^.]{0,40}(?:broadcast|rewritten"
                r"|redistributed"
                r"|permission|consent)|^(?:source|quelle)\s*:\s*\S+(?: \S+){0,4}$",
            ),
            (
                "developing story",
                re.IGNORECASE,
                r"\bthis (?:is|was) a (?:developing|breaking)(?: news)? (?:story|item|event)\b"
                r"|^(?:developing|breaking) (?:news )?story\b[^.]{0,60}(?:updat|more|follow)"
                r"|^(?:this|the) (?:story|article|page|report|post|live blog) (?:is being|will be|has been|was|is)"
                r"(?: (?:last|being|first|continuously|regularly))? (?:updated|corrected|amended|edited)\b"
                r"|^(?:please )?(?:check|come) back (?:later |soon |here )?for (?:more|updates|the latest)"
                r"|^more (?:details )?(?:to follow|to come|follows?|soon)\W*$|^refresh (?:this page|for)",
            ),
            (
                "byline",
                0,
                rf"^(?:By|BY|Von|Par) {_NAME}(?:(?:,| and| und| &) {_NAME})*(?:,? (?:in|for"
                rf"|[A-Z])[\w ,.’'-]{{0,60}})?$"
                rf"|^{_NAME} (?:in|reports from"
                rf"|reporting from) [A-Z]\w+(?: [A-Z]\w+)?(?: and {_NAME} in [A-Z]\w+)?\.?$"
                rf"|^{_NAME}(?:,| [|–—-])(?: \w+){{0,3}} (?:[Cc]orrespondent|[Rr]eporter|[Ee]ditor"
                rf"|[Ww]riter)\b[^.]{{0,40}}$"
                r"|^[(\[]?(?:Additional |With additional |Further )?(?:[Rr]eporting|REPORTING|[Ww]riting"
                r"|[Ee]diting) by [A-Z]"
                rf"|^{_NAME}(?:(?:,? and |, ){_NAME})* (?:in [A-Z]\w+ )?contributed (?:to this|reporting)"
                r"|^\([a-z]{2,4}(?:[/-][a-z]{2,4}){0,4}\)$"
                r"|^(?:With (?:files|material|information|agencies|reporting) from|This (?:article|report"
                r"|story) (?:was"
                r" (?:produced|written|first published|originally published)|originally appeared|first appeared))\b",
            ),
            (
                # An agency's notes to its subscribers: desk initials, "graf 5 pvs", "(OPTIONAL TRIM)".
                "wire note",
                0,
                r"^[a-z]{2,3}$|^[a-z]{2,3}(?:[-/][a-z]{2,3}){1,4}$|^\([a-z]{2,4}(?:[/-] ?[a-z]{2,4}){0,4}[/ ]*\)$"
                r"|^[(\[_ ]*(?:MORE|ENDIT|END|STORY CAN (?:END|BE CUT) HERE|(?:BEGIN |END |Begin |End )?(?:OPTIONAL"
                r"|Optional)"
                r" (?:MATERIAL|TRIM|CUT|ADD|END|material|trim|cut|add|end))\b(?:[^a-z]*$|.{0,60}\)\W*$|.{0,40}$)"
                r"|^.{0,60}\b(?:\d{1,2}(?:st|nd|rd|th) graf\b|graf \d{1,2}\b|grafs? pvs\b).{0,40}$"
                r"|^(?:NYT|AP|UPI|AFP|WP|LAT)-\d\d-\d\d-\d\d \d{4}[A-Z]{2,4}\W*$"
                r"|^E(?:ds|DS|ditors|DITORS): (?:[A-Z]{3,}|[Ss]ubs?\b|[Aa]dds?\b|[Uu]pdat|[Tt]rims?\b|[Rr]ecast"
                r"|[Ll]eads?\b)"
                r"|^[A-Z][\w .-]{0,20} (?:Press|News) Writer$|^-{0,2} ?(?:0|30) ?-{1,2}$",
            ),
            (
                "photo caption",
                re.IGNORECASE,
                r"^[(\[]?(?:file )?(?:photos?|images?|pictures?|pics?|photograph|credits?|captions?|illustration"
                r"|graphics?"
                r"|video|foto|bild|watch live)(?: (?:credit|caption|by|courtesy|gallery|file|illustration)s?)?\s*:"
                r"|^[(\[]?(?:photos?|images?|photograph|illustration|graphic) (?:by|courtesy(?: of)?|credit) [A-Z]"
                r"|^file (?:photo\b|image\b|picture\b|[-–—] )"
                r"|(?:getty images|ap photo|afp via|epa-efe|shutterstock|picture[- ]alliance"
                r"|\(?photo(?:graph)?: [^)]{2,60}\)?)"
                r"[^.]{0,40}$",
            ),
            (
                "related link",
                re.IGNORECASE,
                r"^[>»→▶•*\s]*(?:read (?:more|also|next|on)|also read|see also|related|more (?:on this|from|stories"
                r"|news)\b"
                r"|most (?:read|popular|viewed)|recommended|related (?:articles?|stories|topics|content|links?)"
                r"|trending(?: now)?|don['’]t miss|you (?:may|might) (?:also )?like"
                r"|watch(?: now)?|listen(?: to this (?:article|story))?|in pictures|explainer|opinion"
                r"|lesen sie auch|lire aussi|mehr zum thema)"
                r"(?:\s*[:|–—]|\s+here\b|\W*$)|^(?:read more|more on this|more from|read also|see also) ",
            ),
            (
                "advertisement",
                re.IGNORECASE,
                r"^[-–—\s]*(?:advertisement|advertising|advertorial|anzeige|publicité|sponsored(?: content| by .*)?"
                r"|promoted(?: content)?|paid (?:content|post)|(?:the )?(?:story|article) continues (?:below"
                r"|after)\b.*"
                r"|skip advertisement|ad)[-–—\s:.]*$|contains? affiliate links",
            ),
            (
                "time stamp",
                re.IGNORECASE,
                r"^(?:first |last )?(?:published|updated|posted|modified|created|stand)\s*(?:on|at|:|\d).{0,80}$"
                r"|^\d{1,3}[- ]min(?:ute)?s?\.?(?: read)?\W*$|^reading time\b.{0,20}$"
                r"|^(?:\d+ (?:minutes?|hours?|days?) ago)$"
                r"|^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:\d{1,2}\.? (?:jan|feb|mar|apr|may|jun|jul"
                r"|aug|sep"
                r"|oct|nov|dec)[a-z]*|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}),? \d{4}"
                r"(?:,?(?: at)? \d{1,2}[:.]\d\d.{0,20})?$|^\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?$",
            ),
            (
                "newsletter",
                re.IGNORECASE,
                r"^(?:please )?(?:sign up|subscribe|register|join)\b(?=.*\b(?:newsletters?|our|inbox|e-?mails?"
                r"|alerts?"
                r"|channel|podcast|here|whatsapp|telegram|briefing|updates|free|now|today)\b)(?!.*\bsaid\b)"
                r"|^(?:sign up|subscribe|subscribe now|register now)\W*$"
                r"|^(?:get|receive|want|enjoy)\b(?=.*\b(?:newsletter|inbox|e-?mail|app|alerts?|briefing)\b)"
                r"(?=.*\b(?:our|your|you|us|free)\b)"
                r"|\b(?:our|this|the) (?:(?:free|daily|weekly|morning|evening) )*newsletter\b.*\b(?:sign up"
                r"|subscribe|your"
                r"|you|unsubscribe)\b|^you (?:are|were) (?:receiving|sent|subscribed)\b|^(?:un)?subscribe (?:here"
                r"|at any time)"
                r"|^(?:to )?unsubscribe\b|^view (?:this|it)? ?(?:e-?mail )?in (?:your )?browser",
            ),
            (
                "social line",
                re.IGNORECASE,
                r"^(?:follow|like|find|join|connect with|reach|contact) (?:us|me|the author|our)\b"
                r"|^follow (?:@?\w+ ){1,6}on (?:x|twitter|facebook|instagram|telegram|bluesky|mastodon|threads"
                r"|youtube"
                r"|tiktok|linkedin|google news|whatsapp|social media|social networks|our channels)\b"
                r"|^(?:share|tweet|e-?mail|print|save|copy link|comment|comments|bookmark|gift)(?: (?:this|it|on"
                r"|via|article"
                r"|story|link|\d+)){0,4}\W*$|^share (?:this|on)\b|^\d+ comments?$|^comments?(?: \(?\d+\)?)?$"
                r"|^(?:tags?|topics?|filed under|keywords?) ?: |^@\w+$|^join the (?:conversation|discussion)"
                r"|^(?:facebook|twitter|whatsapp|x|telegram|linkedin|reddit|instagram|youtube)(?:[ ,"
                r"|/·]+(?:facebook|twitter"
                r"|whatsapp|x|telegram|linkedin|reddit|instagram|youtube|e-?mail|print))*$"
                r"|^(?:have|got) (?:a (?:news )?(?:tip|story)|something to add|questions)\b.*\?",
            ),
            (
                "cookie line",
                re.IGNORECASE,
                r"\b(?:we|this (?:site|website|page)|our (?:site|website|partners))(?: \w+){0,4} (?:uses?|store"
                r"|place)"
                r"(?: \w+){0,2} cookies\b|^(?:accept|reject|manage|allow)(?: all)?(?: cookies| preferences)?\W*$"
                r"|^(?:accept|reject|manage|allow) (?:all )?cookies|\bcookie (?:policy|settings|preferences|notice)\b"
                r"|^by (?:continuing|using|clicking|signing|subscribing)\b.*\b(?:you|our)\b"
                r"|^(?:privacy policy|terms (?:of use|of service|and conditions)|legal notice|imprint"
                r"|impressum)\b\W*$",
            ),
            (
                "continue line",
                re.IGNORECASE,
                r"^(?:continue(?: reading| to (?:site|article|the article))?|keep reading|load more|show more"
                r"|view (?:more|all)"
                r"|skip to (?:main )?content|remind me later|not (?:now|ready to support today)|no,? thanks"
                r"|maybe later|log ?in|sign in|register|menu|search|close|back to top|home|next|previous|learn more"
                r"|find out more|click here.{0,60}|tap here.{0,60}|play video|image \d+ of \d+|\d+ of \d+|1/\d+)\W*$"
                r"|^continue reading\b|^this (?:article|content|story) is (?:for|only|reserved)\b.*\b(?:subscribers"
                r"|members)\b"
                r"|^(?:already a (?:subscriber|member)|to (?:read|continue reading) (?:this|the full))\b"
                r"|^please (?:enable|turn on|disable|allow|log in|refresh)\b|^(?:your browser"
                r"|javascript)\b.*\b(?:support|enable)",
            ),
            (
                "appeal",
                re.IGNORECASE,
                r"^a message from (?:the |our )?[^.]{2,60}:$|^a (?:message|note|word) (?:from|to) (?:our"
                r"|the) (?:editors?|readers?|team"
                r"|publisher)|^dear (?:readers?|friends?|subscribers?|supporters?|listeners?)\W*$"
                r"|^dear (?:readers?|subscribers?|supporters?),? (?:we|our|you|as|for|if|thank|this|please)\b"
                r"|^(?:please )?(?:support|donate|chip in|contribute|help (?:us|keep|fund))\b(?=.*\b(?:us|our"
                r"|journalism"
                r"|newsroom|today|now|monthly|here)\b)(?!.*\bsaid\b)"
                r"|^(?:support|donate|donate now|become a (?:member|supporter|patron|subscriber"
                r"|friend)(?: of .{2,40})?"
                r"(?: today| now)?)\W*$"
                r"|\b(?:your|each|every|any) (?:support|contribution|donation|gift|subscription)s?\b.*\b(?:us|we"
                r"|our|you"
                r"|difference|matters?|counts?|help)\b"
                r"|\bwe\b.*\bneed (?:your|you)\b|\b(?:support|fund|sustain|back)(?:ing)? (?:us|our (?:work"
                r"|journalism|reporting"
                r"|newsroom|mission|independent))\b"
                r"|\bby supporting\b.*\b(?:you['’]re|you|our)\b|^thank(?:s| you) for (?:reading|standing|your|being"
                r"|supporting)\b"
                r"|^if you (?:can|value|enjoy|like|believe|have (?:read|enjoyed))\b.*\b(?:us|our|support|consider)\b"
                r"|\bas little as\b.*\b(?:you|your|us)\b|\bwe (?:rely|depend) on (?:you|our|readers|your)\b",
            ),
        )
    }
)
