-- ListSchools by words of the name: the words are kept. A page in the order of the URN is found by comparing schools until
-- it is full, and making the words of each anew costs most of that.
DROP INDEX school_by_words;
ALTER TABLE school ADD COLUMN display_name_words tsvector GENERATED ALWAYS AS (fold_words(display_name)) STORED;
CREATE INDEX school_by_words ON school USING gin (display_name_words);
