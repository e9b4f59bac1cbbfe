"""The rules by which a line is no news: what sites say to their readers, and agencies to their subscribers."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from summarizer.cleaning.notes import NOTES
from summarizer.gating import Gated, gate

#: Rule → the patterns of which one matches, tried in order on a line or sentence whose quotations were taken out and
#: whose apostrophes are straight.
RULES: Mapping[str, tuple[Gated, ...]] = MappingProxyType(
    {
        **NOTES,
        "related link": (
            gate(
                r"^[>»→▶•*\s]*(?:read (?:more|also|next|on)|also read|see also|related|more (?:on this|from|stories"
                r"|news)\b|most (?:read|popular|viewed)|recommended|related (?:articles?|stories|topics|content|links?)"
                r"|trending(?: now)?|don't miss|you (?:may|might) (?:also )?like"
                r"|watch(?: now)?|listen(?: to this (?:article|story))?|in pictures|explainer|opinion"
                r"|lesen sie auch|lire aussi|mehr zum thema)(?:\s*[:|–—]|\s+here\b|\W*$)",
                starts="read ;also read;see also;related;more on this;more from;more stories;more news;most read"
                ";most popular;most viewed;recommended;trending;don't miss;you may ;you might ;watch;listen;in pictures"
                ";explainer;opinion;lesen sie auch;lire aussi;mehr zum thema",
            ),
            gate(
                r"^(?:read more|more on this|more from|read also|see also) ",
                starts="read more ;more on this ;more from ;read also ;see also ",
            ),
        ),
        "advertisement": (
            gate(
                r"^[-–—\s]*(?:advertisement|advertising|advertorial|anzeige|publicité|sponsored(?: content| by .*)?"
                r"|promoted(?: content)?|paid (?:content|post)|(?:the )?(?:story|article) continues (?:below|after)\b.*"
                r"|skip advertisement)[-–—\s:.]*$",
                starts="advert;anzeige;publicité;sponsored;promoted;paid ;the story continues;the article continues"
                ";story continues;article continues;skip advert",
            ),
            gate(r"^[-–—\s]*ad[-–—\s:.]*$", starts="ad"),
            gate(r"contains? affiliate links", " affiliate links"),
        ),
        "time stamp": (
            gate(
                r"^(?:first |last )?(?:published|updated|posted|modified|created|stand)\s*(?:on|at|:|\d).{0,80}$",
                "published;updated;posted;modified;created;stand",
                starts="first ;last ;published;updated;posted;modified;created;stand",
            ),
            gate(r"^\d{1,3}[- ]min(?:ute)?s?\.?(?: read)?\W*$", " min;-min", starts="0"),
            gate(r"^reading time\b.{0,20}$", starts="reading time"),
            gate(r"^(?:\d+ (?:minutes?|hours?|days?) ago)$", " ago", starts="0"),
            gate(
                r"^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:\d{1,2}\.? (?:jan|feb|mar|apr|may|jun|jul|aug"
                r"|sep|oct|nov|dec)[a-z]*|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}),? \d{4}"
                r"(?:,?(?: at)? \d{1,2}[:.]\d\d.{0,20})?$",
                "jan;feb;mar;apr;may;jun;jul;aug;sep;oct;nov;dec",
                starts="0;monday;tuesday;wednesday;thursday;friday;saturday;sunday"
                ";jan;feb;mar;apr;may;jun;jul;aug;sep;oct;nov;dec",
            ),
            gate(r"^\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?$", ":;.", starts="0"),
        ),
        "newsletter": (
            gate(
                r"^(?:please )?(?:sign up|subscribe|register|join)\b(?=.*\b(?:newsletters?|our|inbox|e-?mails?|alerts?"
                r"|channel|podcast|here|whatsapp|telegram|briefing|updates|free|now|today)\b)(?!.*\bsaid\b)",
                starts="please ;sign up;subscribe;register;join",
            ),
            gate(r"^(?:sign up|subscribe|subscribe now|register now)\W*$", starts="sign up;subscribe;register now"),
            gate(
                r"^(?:get|receive|want|enjoy)\b(?=.*\b(?:newsletter|inbox|e-?mail|app|alerts?|briefing)\b)"
                r"(?=.*\b(?:our|your|you|us|free)\b)",
                "newsletter;inbox;email;e-mail;app;alert;briefing",
                starts="get;receive;want;enjoy",
            ),
            gate(
                r"\b(?:our|this|the) (?:(?:free|daily|weekly|morning|evening) )*newsletter\b.*\b(?:sign up|subscribe"
                r"|your|you|unsubscribe)\b",
                " newsletter",
            ),
            gate(r"^you (?:are|were) (?:receiving|sent|subscribed)\b", starts="you are ;you were "),
            gate(
                r"^(?:un)?subscribe (?:here|at any time)|^(?:to )?unsubscribe\b",
                starts="unsubscribe;subscribe ;to unsubscribe",
            ),
            gate(r"^view (?:this|it)? ?(?:e-?mail )?in (?:your )?browser", starts="view "),
        ),
        "social line": (
            gate(
                r"^(?:follow|like|find|join|connect with|reach|contact) (?:us|me|the author|our)\b",
                starts="follow ;like ;find ;join ;connect with ;reach ;contact ",
            ),
            gate(
                r"^follow (?:@?\w+ ){1,6}on (?:x|twitter|facebook|instagram|telegram|bluesky|mastodon|threads|youtube"
                r"|tiktok|linkedin|google news|whatsapp|social media|social networks|our channels)\b",
                starts="follow ",
            ),
            gate(
                r"^(?:share|tweet|e-?mail|print|save|copy link|comment|comments|bookmark|gift)(?: (?:this|it|on|via"
                r"|article|story|link|\d+)){0,4}\W*$|^share (?:this|on)\b|^comments?(?: \(?\d+\)?)?$",
                starts="share;tweet;email;e-mail;print;save;copy link;comment;bookmark;gift",
            ),
            gate(r"^\d+ comments?$", " comment", starts="0"),
            gate(
                r"^(?:tags?|topics?|filed under|keywords?) ?: ",
                ": ",
                starts="tag;topic;filed under;keyword",
            ),
            gate(r"^@\w+$", "@"),
            gate(r"^join the (?:conversation|discussion)", starts="join the "),
            gate(
                r"^(?:facebook|twitter|whatsapp|x|telegram|linkedin|reddit|instagram|youtube)(?:[ ,|/·]+(?:facebook"
                r"|twitter|whatsapp|x|telegram|linkedin|reddit|instagram|youtube|e-?mail|print))*$",
                starts="facebook;twitter;whatsapp;x;telegram;linkedin;reddit;instagram;youtube",
            ),
            gate(
                r"^(?:have|got) (?:a (?:news )?(?:tip|story)|something to add|questions)\b.*\?",
                "?",
                starts="have ;got ",
            ),
        ),
        "telephone number": (
            gate(r"^\W*(?:\+\d|0\d)[\d\s()./-]{6,}\d\b.{0,80}$", starts="0"),
            gate(
                r"^(?:please|if you|anyone|anybody)\b(?!.*\bsaid\b).{0,120}\b(?:call|phone|ring|dial|contact)\b.{0,80}"
                r"(?:\+\d|\b0\d|\b1-?8\d\d)[\d ()./-]{4,}\d",
                "call;phone;ring;dial;contact",
                starts="please;if you;anyone;anybody",
            ),
        ),
        "cookie line": (
            gate(
                r"\b(?:we|this (?:site|website|page)|our (?:site|website|partners))(?: \w+){0,4} (?:uses?|store|place)"
                r"(?: \w+){0,2} cookies\b",
                " cookies",
            ),
            gate(
                r"^(?:accept|reject|manage|allow)(?: all)?(?: cookies| preferences)?\W*$"
                r"|^(?:accept|reject|manage|allow) (?:all )?cookies",
                starts="accept;reject;manage;allow",
            ),
            gate(
                r"\bcookie (?:policy|settings|preferences|notice)\b",
                "cookie policy;cookie settings;cookie preferences;cookie notice",
            ),
            gate(
                r"^by (?:continuing|using|clicking|signing|subscribing)\b.*\b(?:you|our)\b",
                starts="by continuing;by using;by clicking;by signing;by subscribing",
            ),
            gate(
                r"^(?:privacy policy|terms (?:of use|of service|and conditions)|legal notice|imprint|impressum)\b\W*$",
                starts="privacy policy;terms ;legal notice;imprint;impressum",
            ),
        ),
        "continue line": (
            gate(
                r"^(?:continue(?: reading| to (?:site|article|the article))?|keep reading|load more|show more"
                r"|view (?:more|all)|skip to (?:main )?content|remind me later|not (?:now|ready to support today)"
                r"|no,? thanks|maybe later|log ?in|sign in|back to top|learn more|find out more|click here.{0,60}"
                r"|tap here.{0,60}|play video|image \d+ of \d+)\W*$",
                starts="continue;keep reading;load more;show more;view ;skip to ;remind me;not now;not ready;no thanks"
                ";no, thanks;maybe later;login;log in;sign in;back to top;learn more;find out more;click here;tap here"
                ";play video;image ",
            ),
            gate(
                r"^(?:register|menu|search|close|home|next|previous)\W*$",
                starts="register;menu;search;close;home;next;previous",
            ),
            gate(r"^(?:\d+ of \d+|1/\d+)\W*$", " of ;/", starts="0"),
            gate(r"^continue reading\b", starts="continue reading"),
            gate(
                r"^this (?:article|content|story) is (?:for|only|reserved)\b.*\b(?:subscribers|members)\b",
                starts="this article is ;this content is ;this story is ",
            ),
            gate(
                r"^(?:already a (?:subscriber|member)|to (?:read|continue reading) (?:this|the full))\b",
                starts="already a ;to read ;to continue reading ",
            ),
            gate(r"^please (?:enable|turn on|disable|allow|log in|refresh)\b", starts="please "),
            gate(r"^(?:your browser|javascript)\b.*\b(?:support|enable)", starts="your browser;javascript"),
        ),
        "appeal": (
            gate(
                r"^a message from (?:the |our )?[^.]{2,60}:$|^a (?:message|note|word) (?:from|to) (?:our|the)"
                r" (?:editors?|readers?|team|publisher)",
                starts="a message ;a note ;a word ",
            ),
            gate(
                r"^dear (?:readers?|friends?|subscribers?|supporters?|listeners?)\W*$"
                r"|^dear (?:readers?|subscribers?|supporters?),? (?:we|our|you|as|for|if|thank|this|please)\b",
                starts="dear ",
            ),
            gate(
                r"^(?:please )?(?:support|donate|chip in|contribute|help (?:us|keep|fund))\b(?=.*\b(?:us|our|journalism"
                r"|newsroom|today|now|monthly|here)\b)(?!.*\bsaid\b)",
                starts="please ;support;donate;chip in;contribute;help ",
            ),
            gate(
                r"^(?:support|donate|donate now|become a (?:member|supporter|patron|subscriber|friend)(?: of .{2,40})?"
                r"(?: today| now)?)\W*$",
                starts="support;donate;become a ",
            ),
            gate(
                r"\b(?:your|each|every|any) (?:support|contribution|donation|gift|subscription)s?\b.*\b(?:us|we|our|you"
                r"|difference|matters?|counts?|help)\b",
                "your ;each ;every ;any ",
                " support; contribution; donation; gift; subscription",
            ),
            gate(r"\bwe\b.*\bneed (?:your|you)\b", "need you"),
            gate(
                r"\b(?:support|fund|sustain|back)(?:ing)? (?:us|our (?:work|journalism|reporting|newsroom|mission"
                r"|independent))\b",
                "support;fund;sustain;back",
                " us; our work; our journalism; our reporting; our newsroom; our mission; our independent",
            ),
            gate(r"\bby supporting\b.*\b(?:you're|you|our)\b", "by supporting"),
            gate(
                r"^thank(?:s| you) for (?:reading|standing|your|being|supporting)\b",
                starts="thanks for ;thank you for ",
            ),
            gate(
                r"^if you (?:can|value|enjoy|like|believe|have (?:read|enjoyed))\b.*\b(?:us|our|support|consider)\b",
                starts="if you ",
            ),
            gate(r"\bas little as\b.*\b(?:you|your|us)\b", "as little as"),
            gate(r"\bwe (?:rely|depend) on (?:you|our|readers|your)\b", "we rely on ;we depend on "),
        ),
    }
)
