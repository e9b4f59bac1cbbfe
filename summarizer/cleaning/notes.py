"""What a newsroom writes beside its news: whose it is, who wrote it, what is to be done with it, what a photo shows."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from summarizer.gating import Gated, gate, gate_exact

_NAME = r"[A-ZÀ-Þ][\w.'-]+(?: (?:[A-Z]\.|de|van|von|der|al|bin|[A-ZÀ-Þ][\w'-]+)){1,3}"

NOTES: Mapping[str, tuple[Gated, ...]] = MappingProxyType(
    {
        "copyright": (
            gate(r"^(?:©|\(c\) |copyright\b[^.]{0,20}(?:©|\b(?:19|20)\d\d\b))", "©;(c) ;copyright"),
            gate(
                r"(?:©|\bcopyright\b|\d{4}).{0,80}all rights reserved|^all rights reserved\W*$", "all rights reserved"
            ),
            gate(r"^(?:alle rechte vorbehalten|tous droits réservés)", starts="alle rechte;tous droits"),
            gate(r"^no part of (?:this|the)\b.{0,60}(?:reproduced|copied|published)", starts="no part of "),
            gate(
                r"(?:may|must) not be (?:published|reproduced|republished)[^.]{0,40}(?:broadcast|rewritten"
                r"|redistributed|permission|consent)",
                " not be published; not be reproduced; not be republished",
            ),
            gate(r"^(?:source|quelle)\s*:\s*\S+(?: \S+){0,4}$", ":", starts="source;quelle"),
        ),
        "developing story": (
            gate(
                r"\bthis (?:is|was) a (?:developing|breaking)(?: news)? (?:story|item|event)\b",
                "s a developing ;s a breaking ",
            ),
            gate(
                r"^(?:developing|breaking) (?:news )?story\b[^.]{0,60}(?:updat|more|follow)",
                "story",
                starts="developing ;breaking ",
            ),
            gate(
                r"^(?:this|the) (?:story|article|page|report|post|live blog) (?:is being|will be|has been|was|is)"
                r"(?: (?:last|being|first|continuously|regularly))? (?:updated|corrected|amended|edited)\b",
                " updated; corrected; amended; edited",
                starts="this ;the ",
            ),
            gate(
                r"^(?:please )?(?:check|come) back (?:later |soon |here )?for (?:more|updates|the latest)",
                starts="please check ;please come ;check back ;come back ",
            ),
            gate(
                r"^more (?:details )?(?:to follow|to come|follows?|soon)\W*$",
                starts="more details ;more to ;more follow;more soon",
            ),
            gate(r"^refresh (?:this page|for)", starts="refresh "),
        ),
        "byline": (
            gate_exact(
                rf"^(?:By|BY|Von|Par) {_NAME}(?:(?:,| and| und| &) {_NAME})*(?:,? (?:in|for|[A-Z])[\w ,.'-]{{0,60}})?$",
                starts="By ;BY ;Von ;Par ",
            ),
            # The names' words begin with capitals.
            gate_exact(
                rf"^{_NAME} (?:in|reports from|reporting from) [A-Z]\w+(?: [A-Z]\w+)?(?: and {_NAME} in [A-Z]\w+)?\.?$",
                " in ; reports from ; reporting from ",
            ),
            gate_exact(
                rf"^{_NAME}(?:,| [|–—-])(?: \w+){{0,3}} (?:[Cc]orrespondent|[Rr]eporter|[Ee]ditor|[Ww]riter)"
                r"\b[^.]{0,40}$",
                "orrespondent;eporter;ditor;riter",
            ),
            gate_exact(
                r"^[(\[]?(?:Additional |With additional |Further )?(?:[Rr]eporting|REPORTING|[Ww]riting|[Ee]diting)"
                r" by [A-Z]",
                "eporting by ;REPORTING by ;riting by ;diting by ",
            ),
            gate_exact(
                rf"^{_NAME}(?:(?:,? and |, ){_NAME})* (?:in [A-Z]\w+ )?contributed (?:to this|reporting)",
                " contributed to this; contributed reporting",
            ),
            gate_exact(r"^\([a-z]{2,4}(?:[/-][a-z]{2,4}){0,4}\)$", "("),
            gate_exact(
                r"^(?:With (?:files|material|information|agencies|reporting) from|This (?:article|report|story) (?:was"
                r" (?:produced|written|first published|originally published)|originally appeared|first appeared))\b",
                starts="With ;This article ;This report ;This story ",
            ),
        ),
        # An agency's notes to its subscribers: desk initials, "graf 5 pvs", "(OPTIONAL TRIM)".
        "wire note": (
            gate_exact(
                r"^[a-z]{2,3}$|^[a-z]{2,3}(?:[-/][a-z]{2,3}){1,4}$|^\([a-z]{2,4}(?:[/-] ?[a-z]{2,4}){0,4}[/ ]*\)$"
            ),
            gate_exact(
                r"^[(\[_ ]*(?:MORE|ENDIT|END|STORY CAN (?:END|BE CUT) HERE|(?:BEGIN |END |Begin |End )?"
                r"(?:OPTIONAL|Optional) (?:MATERIAL|TRIM|CUT|ADD|END|material|trim|cut|add|end))\b"
                r"(?:[^a-z]*$|.{0,60}\)\W*$|.{0,40}$)",
                starts="MORE;END;STORY CAN ;BEGIN ;Begin ;End ;OPTIONAL;Optional",
            ),
            gate_exact(r"^.{0,60}\b(?:\d{1,2}(?:st|nd|rd|th) graf\b|graf \d{1,2}\b|grafs? pvs\b).{0,40}$", "graf"),
            gate_exact(
                r"^(?:NYT|AP|UPI|AFP|WP|LAT)-\d\d-\d\d-\d\d \d{4}[A-Z]{2,4}\W*$", starts="NYT-;AP-;UPI-;AFP-;WP-;LAT-"
            ),
            gate_exact(
                r"^E(?:ds|DS|ditors|DITORS): (?:[A-Z]{3,}|[Ss]ubs?\b|[Aa]dds?\b|[Uu]pdat|[Tt]rims?\b|[Rr]ecast"
                r"|[Ll]eads?\b)",
                starts="Eds: ;EDS: ;Editors: ;EDITORS: ",
            ),
            gate_exact(r"^[A-Z][\w .-]{0,20} (?:Press|News) Writer$", " Press Writer; News Writer"),
            gate_exact(r"^-{0,2} ?(?:0|30) ?-{1,2}$", "-", starts="0"),
        ),
        "photo caption": (
            gate(
                r"^[(\[]?(?:file )?(?:photos?|images?|pictures?|pics?|photograph|credits?|captions?|illustration"
                r"|graphics?|video|foto|bild|watch live)"
                r"(?: (?:credit|caption|by|courtesy|gallery|file|illustration)s?)?\s*:",
                ":",
                starts="file ;photo;image;pic;credit;caption;illustration;graphic;video;foto;bild;watch live",
            ),
            gate(
                r"^[(\[]?(?:photos?|images?|photograph|illustration|graphic) (?:by|courtesy(?: of)?|credit) [A-Z]",
                " by ; courtesy ; credit ",
                starts="photo;image;illustration;graphic",
            ),
            gate(r"^file (?:photo\b|image\b|picture\b|[-–—] )", starts="file "),
            gate(
                r"(?:getty images|ap photo|afp via|epa-efe|shutterstock|picture[- ]alliance"
                r"|\(?photo(?:graph)?: [^)]{2,60}\)?)[^.]{0,40}$",
                "getty images;ap photo;afp via"
                ";epa-efe;shutterstock;picture-alliance;picture alliance;photo: "
                ";photograph: ",
            ),
        ),
    }
)
