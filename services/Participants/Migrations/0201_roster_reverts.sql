-- What a source had put into the record of a person before a sync was applied, to take it back; NULL for nothing.
ALTER TABLE roster_effect ADD COLUMN given_before jsonb;
