"""What the heads can say: the tags of each layer, in the order of the weights file."""

IGNORE = -100
ROLES = ["O"] + [f"{b}-{r}" for r in ("source", "cue", "content") for b in "BI"]
NAMES = ["O"] + [f"{b}-{k}" for k in ("person", "organization", "place", "facility", "group", "other") for b in "BI"]
STATUS = ["occurred", "future", "hypothetical", "negated"]
TYPES = ["AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST",
         "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"]
EVENTS = ["O"] + [f"{b}-{t}" for t in TYPES for b in "BI"]
# Names of PLOVER's modes; which of them a type has is for the reader to know.
MODES = ["none", "abduct", "access", "aerial", "allege", "arrest", "assassinate", "assist", "ban", "beat", "boycott", "censor", "change",
         "cleansing", "convict", "crowd-control", "curfew", "cyber", "demo", "deport", "destroy", "disapprove", "disarm", "discontinue",
         "drone", "execute", "expel", "explosives", "firearms", "ceasefire", "heavy-weapons", "hunger", "investigate", "martial-law",
         "massacre", "meet", "militia", "misinformation", "multilateral", "obstruct", "phone", "police", "primitive", "relations",
         "release", "resign", "restrict", "return", "riot", "seize", "sexual", "sideAB", "strike", "suicide-attack", "territory",
         "third-party", "torture", "troops", "unconventional", "violence", "visit", "weapons", "withdraw", "withhold", "yield"]
TAGS = {"roles": ROLES, "inner": ROLES, "names": NAMES, "status": STATUS, "events": EVENTS, "modes": MODES}
# Layers whose tags begin and go on; the others say one thing of a token.
SPANS = {"roles", "inner", "names", "events"}
LINKS = ["sources", "contents", "antecedents", "actors", "recipients", "times", "places"]
# Links that may have several ends, each of them a choice of tokens.
PARTS = ["actors", "recipients", "times", "places"]
# Labels that stand for a set of tags: some name begins here, some name goes on; told as anything but occurred.
ANY_BEGIN, ANY_INSIDE, NOT_OCCURRED = -2, -3, -2
