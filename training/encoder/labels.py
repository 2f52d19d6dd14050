"""What the heads can say: the tags of each layer, in the order of the weights file."""

IGNORE = -100
ROLES = ["O"] + [f"{b}-{r}" for r in ("source", "cue", "content") for b in "BI"]
NAMES = ["O"] + [f"{b}-{k}" for k in ("person", "organization", "place", "facility", "group", "other") for b in "BI"]
STATUS = ["occurred", "future", "hypothetical", "negated"]
TAGS = {"roles": ROLES, "inner": ROLES, "names": NAMES, "status": STATUS}
LINKS = ["sources", "contents", "antecedents"]
# Labels that stand for a set of tags: some name begins here, some name goes on; told as anything but occurred.
ANY_BEGIN, ANY_INSIDE, NOT_OCCURRED = -2, -3, -2
