-- The names of a party are asked for by the party: without this, whoever asks goes through the names of all.
CREATE INDEX alias_party ON alias (party);

-- Things that are counted have more words than before; the keys are computed anew after this.
DELETE FROM figure_key;
