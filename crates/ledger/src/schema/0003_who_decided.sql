-- Who made a decision; '' where nobody said.
ALTER TABLE decision ADD COLUMN made_by TEXT NOT NULL DEFAULT '';

-- What the reader itself read, deflated as `record`, where people corrected that: what they undo is taken from it. NULL where `record` is
-- that itself; X'' where it was not kept, because a ledger of an earlier version read a corrected report anew.
ALTER TABLE reading ADD COLUMN own BLOB;
