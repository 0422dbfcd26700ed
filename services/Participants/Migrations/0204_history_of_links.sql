-- The links of a school and where its history goes, for the log: a SchoolHistory as the API has it, as far as it is the
-- school's own, and the links as the extract has them.
CREATE OR REPLACE FUNCTION links_json(school_urn text) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_strip_nulls(jsonb_build_object(
        'school', 'schools/' || school_urn,
        'links', (
            SELECT jsonb_agg(jsonb_build_object('school', 'schools/' || l.link_urn, 'linkType', l.link_type,
                'linkName', nullif(l.link_name, ''), 'linkDate', l.link_date) ORDER BY l.link_urn, l.relation)
            FROM school_link l WHERE l.urn = school_urn),
        'successions', (
            SELECT jsonb_agg(jsonb_build_object('predecessor', 'schools/' || s.predecessor,
                'successor', 'schools/' || s.successor, 'linkType', s.link_type, 'linkDate', s.link_date,
                'followed', s.followed, 'confirmed', s.confirmed, 'withdrawnDate', s.withdrawn_date,
                'doubt', 'DOUBT_' || s.doubt, 'decisionReason', nullif(s.confirmed_reason, '')) ORDER BY s.successor)
            FROM succession s WHERE s.predecessor = school_urn)))
$$;
