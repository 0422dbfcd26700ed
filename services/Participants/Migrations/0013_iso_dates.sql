-- Dates in the contract's JSON are ISO text: to_jsonb writes a date so whatever the DateStyle of the session.
CREATE OR REPLACE VIEW school_json AS
SELECT s.urn, jsonb_strip_nulls(to_jsonb(form)) AS body
FROM school s CROSS JOIN LATERAL (
    SELECT
        'schools/' || s.urn AS name,
        s.urn AS urn,
        s.display_name AS "displayName",
        coded(s.local_authority_code, s.local_authority_name) AS "localAuthority",
        nullif(s.establishment_number, '') AS "establishmentNumber",
        nullif(s.laestab, '') AS laestab,
        nullif(s.ukprn, '') AS ukprn,
        coded(s.type_code, s.type_name) AS type,
        coded(s.type_group_code, s.type_group_name) AS "typeGroup",
        'STATUS_' || s.status AS status,
        s.open_date AS "openDate",
        s.close_date AS "closeDate",
        'PHASE_' || nullif(s.phase, 'UNSPECIFIED') AS phase,
        nullif(s.statutory_low_age, 0) AS "statutoryLowAge",
        nullif(s.statutory_high_age, 0) AS "statutoryHighAge",
        coded(s.trust_code, s.trust_name) AS trust,
        CASE WHEN s.street <> '' OR s.locality <> '' OR s.town <> '' OR s.postcode <> ''
            THEN ROW(nullif(s.street, ''), nullif(s.locality, ''), nullif(s.town, ''), nullif(s.postcode, ''))::address_form
            END AS address,
        coded(s.region_code, s.region_name) AS region,
        coded(s.district_code, s.district_name) AS district,
        s.last_changed_date AS "lastChangedDate",
        nullif(s.state_funded, false) AS "stateFunded",
        nullif(s.secondary, false) AS secondary,
        nullif(s.in_england, false) AS "inEngland",
        'hubs/' || s.hub AS hub,
        'HUB_REASON_' || s.hub_reason AS "hubReason",
        nullif(s.assigned_reason, '') AS "hubOverrideReason",
        'r' || s.revision AS etag,
        iso(s.create_time) AS "createTime",
        iso(s.update_time) AS "updateTime") AS form;

DROP FUNCTION day(date);
DROP TYPE day_form;
