-- What an import does to the directory, as one would write it by hand: the columns taken, codes and dates as the
-- directory has them, placed in hubs, merged, with the day of each fact, the trusts and the schools' memberships in
-- them. Run inside the transaction that copied the file to the table `gias`.
-- Its result is compared with that of the service's import: both must have done the same work.

INSERT INTO school AS s (
    urn, display_name, local_authority_code, local_authority_name, establishment_number, laestab, ukprn, type_code,
    type_name, type_group_code, type_group_name, status, phase, trust_code, trust_name, street, locality, town,
    postcode, region_code, region_name, district_code, district_name, open_date, close_date, last_changed_date,
    statutory_low_age, statutory_high_age, state_funded, secondary, in_england, hub, hub_reason)
SELECT
    g."URN", g."EstablishmentName", lpad(g."LA (code)", 3, '0'), coalesce(g."LA (name)", ''),
    lpad(g."EstablishmentNumber", 4, '0'), lpad(g."LA (code)", 3, '0') || lpad(g."EstablishmentNumber", 4, '0'),
    coalesce(g."UKPRN", ''), k.type, coalesce(g."TypeOfEstablishment (name)", ''), k.type_group,
    coalesce(g."EstablishmentTypeGroup (name)", ''),
    (ARRAY['OPEN', 'CLOSED', 'PROPOSED_TO_CLOSE', 'PROPOSED_TO_OPEN'])[g."EstablishmentStatus (code)"::int], k.phase,
    ltrim(coalesce(g."Trusts (code)", ''), '0'), coalesce(g."Trusts (name)", ''), coalesce(g."Street", ''),
    coalesce(g."Locality", ''), coalesce(g."Town", ''), upper(coalesce(g."Postcode", '')),
    ltrim(coalesce(g."GOR (code)", ''), '0'), coalesce(g."GOR (name)", ''),
    ltrim(coalesce(g."DistrictAdministrative (code)", ''), '0'), coalesce(g."DistrictAdministrative (name)", ''),
    to_date(g."OpenDate", 'DD-MM-YYYY'), to_date(g."CloseDate", 'DD-MM-YYYY'),
    to_date(g."LastChangedDate", 'DD-MM-YYYY'),
    coalesce(g."StatutoryLowAge"::smallint, 0), k.high_age,
    e.english IS NOT FALSE AND t.state_funded, is_secondary(k.phase, t.special, k.high_age),
    e.english, coalesce(d.hub, l.hub),
    CASE WHEN d.hub IS NOT NULL THEN 'DISTRICT' WHEN l.hub IS NOT NULL THEN 'LOCAL_AUTHORITY' ELSE 'NONE' END
FROM gias g
CROSS JOIN LATERAL (SELECT
    ltrim(g."TypeOfEstablishment (code)", '0') AS type,
    ltrim(g."EstablishmentTypeGroup (code)", '0') AS type_group,
    coalesce(g."StatutoryHighAge"::smallint, 0::smallint) AS high_age,
    (ARRAY['NOT_APPLICABLE', 'NURSERY', 'PRIMARY', 'MIDDLE_DEEMED_PRIMARY', 'SECONDARY', 'MIDDLE_DEEMED_SECONDARY',
        'SIXTEEN_PLUS', 'ALL_THROUGH'])[g."PhaseOfEducation (code)"::int + 1] AS phase) k
LEFT JOIN establishment_type t ON t.code = k.type
LEFT JOIN local_authority y ON y.code = lpad(g."LA (code)", 3, '0')
CROSS JOIN LATERAL (SELECT in_england(t.in_england, y.in_england, k.type_group) AS english) e
LEFT JOIN area d ON d.kind = 'DISTRICT' AND d.code = g."DistrictAdministrative (code)"
LEFT JOIN area l ON l.kind = 'LOCAL_AUTHORITY' AND l.code = g."LA (code)"
ON CONFLICT (urn) DO UPDATE SET
    (display_name, local_authority_code, local_authority_name, establishment_number, laestab, ukprn, type_code,
    type_name, type_group_code, type_group_name, status, phase, trust_code, trust_name, street, locality, town,
    postcode, region_code, region_name, district_code, district_name, open_date, close_date, last_changed_date,
    statutory_low_age, statutory_high_age, state_funded, secondary, in_england, hub, hub_reason, revision, update_time)
    = ROW(excluded.display_name, excluded.local_authority_code, excluded.local_authority_name,
    excluded.establishment_number, excluded.laestab, excluded.ukprn, excluded.type_code, excluded.type_name,
    excluded.type_group_code, excluded.type_group_name, excluded.status, excluded.phase, excluded.trust_code,
    excluded.trust_name, excluded.street, excluded.locality, excluded.town, excluded.postcode, excluded.region_code,
    excluded.region_name, excluded.district_code, excluded.district_name, excluded.open_date, excluded.close_date,
    excluded.last_changed_date, excluded.statutory_low_age, excluded.statutory_high_age, excluded.state_funded,
    excluded.secondary, excluded.in_england, excluded.hub, excluded.hub_reason, s.revision + 1, now());

CREATE TEMP TABLE extract ON COMMIT DROP AS
SELECT max(to_date("LastChangedDate", 'DD-MM-YYYY')) AS day FROM gias
WHERE to_date("LastChangedDate", 'DD-MM-YYYY') <= current_date;

INSERT INTO school_fact_date (urn, dates)
SELECT g."URN", array_fill(e.day, ARRAY[20]) FROM gias g CROSS JOIN extract e
ON CONFLICT (urn) DO UPDATE SET dates = excluded.dates;

INSERT INTO trust AS t (uid, display_name, dates)
SELECT DISTINCT ON (s.trust_code) s.trust_code, s.trust_name, e.day || array_fill(NULL::date, ARRAY[6])
FROM school s CROSS JOIN extract e WHERE s.trust_code <> ''
ORDER BY s.trust_code, s.trust_name
ON CONFLICT (uid) DO UPDATE SET (display_name, dates, revision, update_time)
    = ROW(excluded.display_name, excluded.dates, t.revision + 1, now());

INSERT INTO trust_membership AS m (trust, urn, first_seen, last_seen)
SELECT s.trust_code, s.urn, e.day, e.day FROM school s CROSS JOIN extract e WHERE s.trust_code <> ''
ON CONFLICT (trust, urn) DO UPDATE SET last_seen = excluded.last_seen;
