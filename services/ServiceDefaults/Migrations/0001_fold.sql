-- How lists search text: in any case, without accents and apostrophes, with one space for dots, commas, hyphens, slashes
-- and runs of white space; the dot of an initial goes without a space, so that "C.E." is "ce" and "St. Mary's" is
-- "st marys". Every name in the body is bound when the function is made, whatever the search path of its caller. Not
-- STRICT, so that the planner can write the body into the query: that is faster than a call for every row.
CREATE FUNCTION fold(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN value !~ '[^A-Za-z0-9 ]|  ' THEN lower(value)
    ELSE regexp_replace(
        replace(replace(replace(replace(
            translate(
                lower(regexp_replace(regexp_replace(
                    normalize(translate(value, '''’‘ʼ′`´', ''), NFKD),
                    '[\u0300-\u036f]', '', 'g'),
                    '\m(\w)\.', '\1', 'g')),
                'øłđðħıŋ.,/\‐‒–—―−-', 'olddhin           '),
            'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'),
        '\s+', ' ', 'g')
END;

-- How lists search postcodes.
CREATE FUNCTION fold_postcode(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN upper(translate(value, E' \t\u00a0', ''));

-- How lists search names by their words: "St Mary's" is found by "St Marys", "St Mary's" and "St Mary".
CREATE FUNCTION fold_words(value text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN to_tsvector('simple', fold(value) || CASE
    WHEN value ~ '[''’‘ʼ′`´]' THEN ' ' || fold(translate(value, '''’‘ʼ′`´', '       '))
    ELSE ''
END);
