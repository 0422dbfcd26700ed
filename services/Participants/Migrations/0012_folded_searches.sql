-- Lists search names without case, accents and punctuation: what they search is indexed as they search it.

-- ListSchools by words of the name.
DROP INDEX school_by_words;
CREATE INDEX school_by_words ON school USING gin (fold_words(display_name));
-- ListSchools by the beginning of the name, of the town; by postcode or its beginning.
CREATE INDEX school_by_folded_name ON school (fold(display_name) text_pattern_ops, urn);
CREATE INDEX school_by_town ON school (fold(town) text_pattern_ops, urn);
CREATE INDEX school_by_postcode ON school (fold_postcode(postcode) text_pattern_ops, urn);
