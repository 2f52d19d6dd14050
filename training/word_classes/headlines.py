"""Turns sentences into what a headline would make of them, tags and all: the treebanks hold few headlines.

*The court blocked a plan to close three hospitals.* → *Court Blocks Plan to Close Three Hospitals*
"""

from features import CLITIC, TAG, WORD

VBD, VBP, VBZ, VB, NNS, NN, NNP, PRP, DT, PUNCT = (TAG[it] for it in "Vbd Vbp Vbz Vb Nns Nn Nnp Prp Dt Punct".split())
BE = {"is", "are", "was", "were"}
SMALL = {"a", "an", "the", "and", "but", "or", "of", "in", "on", "at", "to", "for", "by", "as", "from", "with"}
IRREGULAR = dict(pair.split(":") for pair in (
    "said:say told:tell won:win lost:lose made:make took:take went:go came:come got:get had:have did:do saw:see found:find "
    "left:leave held:hold met:meet led:lead fell:fall rose:rise gave:give shot:shoot sent:send began:begin kept:keep "
    "struck:strike fought:fight broke:break bought:buy sold:sell sought:seek set:set cut:cut hit:hit put:put spent:spend "
    "wrote:write spoke:speak thought:think knew:know brought:bring ran:run stood:stand built:build paid:pay grew:grow "
    "drew:draw threw:throw became:become chose:choose flew:fly fled:flee felt:feel quit:quit sued:sue died:die").split())


def base(past, verbs):
    """The base form of a past tense, if it is told by the table or the words known to be verbs."""
    if past in IRREGULAR:
        return IRREGULAR[past]
    if past.endswith("ied"):
        return past[:-3] + "y"
    if not past.endswith("ed"):
        return None
    for stem in (past[:-2], past[:-1], past[:-3] if past[-3:-2] == past[-4:-3] else ""):
        if stem in verbs:
            return stem
    return None


def third(verb):
    if verb in ("have", "do", "go"):
        return {"have": "has", "do": "does", "go": "goes"}[verb]
    if verb.endswith(("s", "x", "z", "ch", "sh")):
        return verb + "es"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + "s"


def headline(sentence, verbs, titled):
    """A headline of a sentence of (kind, word, tag), in Title Case or not; None where it would read too oddly."""
    if not 5 <= len(sentence) <= 24 or sentence[-1][1] != ".":
        return None
    out, plural, changed = [], False, False
    for kind, word, tag in sentence[:-1]:
        low = word.lower()
        if tag == DT and low in ("a", "an", "the"):
            changed = True
            continue
        if tag in (NNS, NN, NNP) or tag == PRP:
            plural = tag == NNS or low in ("they", "we", "i", "you")
        if tag == VBD and low not in BE and kind == WORD:
            stem = base(low, verbs)
            if stem is None:
                return None
            changed = True
            word, tag = (stem, VBP) if plural else (third(stem), VBZ)
        out.append([kind, word, tag])
    if not changed or not any(it[2] in (VBP, VBZ, VBD) for it in out):
        return None
    for i, it in enumerate(out):
        if it[0] == WORD and (i == 0 or titled and it[1] not in SMALL):
            it[1] = it[1][:1].upper() + it[1][1:]
    return [tuple(it) for it in out]


def title_case(sentence):
    """The sentence With Its Words Like This."""
    return [
        (kind, word if kind != WORD or (i and word in SMALL) else word[:1].upper() + word[1:], tag)
        for i, (kind, word, tag) in enumerate(sentence)
    ]


def copies(sentences, dice):
    """Headlines made of some of the sentences."""
    verbs = {word.lower() for s in sentences for kind, word, tag in s if tag == VB and kind <= CLITIC}
    made = []
    for sentence in sentences:
        throw = dice.random()
        if throw < 0.05 and len(sentence) > 4:
            made.append(title_case(sentence))
        elif throw < 0.45:
            short = headline(sentence, verbs, titled=throw < 0.28)
            if short:
                made.append(short)
    return made
