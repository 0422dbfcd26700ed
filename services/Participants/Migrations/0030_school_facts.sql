-- A source of facts about schools is of a day: what a newer one has said stays, whatever the order of the imports.

-- For each school and fact, in the order of SchoolFacts, the day of the newest source that has said it. Apart from the
-- school, because a newer extract moves the days of schools that it does not change.
CREATE TABLE school_fact_date (
    urn text NOT NULL,
    dates date[] NOT NULL,
    CONSTRAINT school_fact_date_pk PRIMARY KEY (urn)
);
GRANT SELECT, INSERT, UPDATE ON school_fact_date TO mastery_runtime;

-- What was imported without a day is of the day on which it was written.
INSERT INTO school_fact_date (urn, dates)
SELECT urn, array_fill(coalesce(last_changed_date, update_time::date), ARRAY[20]) FROM school;

-- Every type of establishment of GIAS. NULL where the type does not tell: a person must look.
CREATE TABLE establishment_type (
    code text NOT NULL,
    display_name text NOT NULL,
    state_funded boolean,
    in_england boolean,
    special boolean NOT NULL,
    CONSTRAINT establishment_type_pk PRIMARY KEY (code)
);
GRANT SELECT ON establishment_type TO mastery_runtime;

INSERT INTO establishment_type (code, display_name, state_funded, in_england, special) VALUES
    ('1', 'Community school', true, true, false),
    ('2', 'Voluntary aided school', true, true, false),
    ('3', 'Voluntary controlled school', true, true, false),
    ('5', 'Foundation school', true, true, false),
    ('6', 'City technology college', true, true, false),
    ('7', 'Community special school', true, true, true),
    ('8', 'Non-maintained special school', true, true, true),
    ('10', 'Other independent special school', false, true, true),
    ('11', 'Other independent school', false, true, false),
    ('12', 'Foundation special school', true, true, true),
    ('14', 'Pupil referral unit', true, true, false),
    ('15', 'Local authority nursery school', true, true, false),
    ('18', 'Further education', true, true, false),
    ('24', 'Secure units', true, true, false),
    ('25', 'Offshore schools', false, false, false),
    ('26', 'Service children''s education', true, false, false),
    ('27', 'Miscellaneous', NULL, NULL, false),
    ('28', 'Academy sponsor led', true, true, false),
    ('29', 'Higher education institutions', false, true, false),
    ('30', 'Welsh establishment', false, false, false),
    ('31', 'Sixth form centres', true, true, false),
    ('32', 'Special post 16 institution', false, true, false),
    ('33', 'Academy special sponsor led', true, true, true),
    ('34', 'Academy converter', true, true, false),
    ('35', 'Free schools', true, true, false),
    ('36', 'Free schools special', true, true, true),
    ('37', 'British schools overseas', false, false, false),
    ('38', 'Free schools alternative provision', true, true, false),
    ('39', 'Free schools 16 to 19', true, true, false),
    ('40', 'University technical college', true, true, false),
    ('41', 'Studio schools', true, true, false),
    ('42', 'Academy alternative provision converter', true, true, false),
    ('43', 'Academy alternative provision sponsor led', true, true, false),
    ('44', 'Academy special converter', true, true, true),
    ('45', 'Academy 16-19 converter', true, true, false),
    ('46', 'Academy 16 to 19 sponsor led', true, true, false),
    ('47', 'Children''s centre', false, true, false),
    ('48', 'Children''s centre linked site', false, true, false),
    ('49', 'Online provider', false, true, false),
    ('56', 'Institution funded by other government department', NULL, true, false),
    ('57', 'Academy secure 16 to 19', true, true, false),
    ('98', 'Legacy types', NULL, NULL, false);

-- Every local authority of GIAS: those of today and before, and those that stand for places outside England.
CREATE TABLE local_authority (
    code text NOT NULL,
    display_name text NOT NULL,
    present boolean NOT NULL,
    in_england boolean NOT NULL,
    CONSTRAINT local_authority_pk PRIMARY KEY (code)
);
GRANT SELECT ON local_authority TO mastery_runtime;

INSERT INTO local_authority (code, display_name, present, in_england) VALUES
    ('201', 'City of London', true, true), ('202', 'Camden', true, true), ('203', 'Greenwich', true, true),
    ('204', 'Hackney', true, true), ('205', 'Hammersmith and Fulham', true, true), ('206', 'Islington', true, true),
    ('207', 'Kensington and Chelsea', true, true), ('208', 'Lambeth', true, true), ('209', 'Lewisham', true, true),
    ('210', 'Southwark', true, true), ('211', 'Tower Hamlets', true, true), ('212', 'Wandsworth', true, true),
    ('213', 'Westminster', true, true), ('301', 'Barking and Dagenham', true, true), ('302', 'Barnet', true, true),
    ('303', 'Bexley', true, true), ('304', 'Brent', true, true), ('305', 'Bromley', true, true),
    ('306', 'Croydon', true, true), ('307', 'Ealing', true, true), ('308', 'Enfield', true, true),
    ('309', 'Haringey', true, true), ('310', 'Harrow', true, true), ('311', 'Havering', true, true),
    ('312', 'Hillingdon', true, true), ('313', 'Hounslow', true, true), ('314', 'Kingston upon Thames', true, true),
    ('315', 'Merton', true, true), ('316', 'Newham', true, true), ('317', 'Redbridge', true, true),
    ('318', 'Richmond upon Thames', true, true), ('319', 'Sutton', true, true), ('320', 'Waltham Forest', true, true),
    ('330', 'Birmingham', true, true), ('331', 'Coventry', true, true), ('332', 'Dudley', true, true),
    ('333', 'Sandwell', true, true), ('334', 'Solihull', true, true), ('335', 'Walsall', true, true),
    ('336', 'Wolverhampton', true, true), ('340', 'Knowsley', true, true), ('341', 'Liverpool', true, true),
    ('342', 'St. Helens', true, true), ('343', 'Sefton', true, true), ('344', 'Wirral', true, true),
    ('350', 'Bolton', true, true), ('351', 'Bury', true, true), ('352', 'Manchester', true, true),
    ('353', 'Oldham', true, true), ('354', 'Rochdale', true, true), ('355', 'Salford', true, true),
    ('356', 'Stockport', true, true), ('357', 'Tameside', true, true), ('358', 'Trafford', true, true),
    ('359', 'Wigan', true, true), ('370', 'Barnsley', true, true), ('371', 'Doncaster', true, true),
    ('372', 'Rotherham', true, true), ('373', 'Sheffield', true, true), ('380', 'Bradford', true, true),
    ('381', 'Calderdale', true, true), ('382', 'Kirklees', true, true), ('383', 'Leeds', true, true),
    ('384', 'Wakefield', true, true), ('390', 'Gateshead', true, true), ('391', 'Newcastle upon Tyne', true, true),
    ('392', 'North Tyneside', true, true), ('393', 'South Tyneside', true, true), ('394', 'Sunderland', true, true),
    ('420', 'Isles of Scilly', true, true), ('800', 'Bath and North East Somerset', true, true),
    ('801', 'Bristol, City of', true, true), ('802', 'North Somerset', true, true),
    ('803', 'South Gloucestershire', true, true), ('805', 'Hartlepool', true, true),
    ('806', 'Middlesbrough', true, true), ('807', 'Redcar and Cleveland', true, true),
    ('808', 'Stockton-on-Tees', true, true), ('810', 'Kingston upon Hull, City of', true, true),
    ('811', 'East Riding of Yorkshire', true, true), ('812', 'North East Lincolnshire', true, true),
    ('813', 'North Lincolnshire', true, true), ('815', 'North Yorkshire', true, true), ('816', 'York', true, true),
    ('821', 'Luton', true, true), ('822', 'Bedford', true, true), ('823', 'Central Bedfordshire', true, true),
    ('825', 'Buckinghamshire', true, true), ('826', 'Milton Keynes', true, true), ('830', 'Derbyshire', true, true),
    ('831', 'Derby', true, true), ('838', 'Dorset', true, true),
    ('839', 'Bournemouth, Christchurch and Poole', true, true), ('840', 'County Durham', true, true),
    ('841', 'Darlington', true, true), ('845', 'East Sussex', true, true), ('846', 'Brighton and Hove', true, true),
    ('850', 'Hampshire', true, true), ('851', 'Portsmouth', true, true), ('852', 'Southampton', true, true),
    ('855', 'Leicestershire', true, true), ('856', 'Leicester', true, true), ('857', 'Rutland', true, true),
    ('860', 'Staffordshire', true, true), ('861', 'Stoke-on-Trent', true, true), ('865', 'Wiltshire', true, true),
    ('866', 'Swindon', true, true), ('867', 'Bracknell Forest', true, true),
    ('868', 'Windsor and Maidenhead', true, true), ('869', 'West Berkshire', true, true),
    ('870', 'Reading', true, true), ('871', 'Slough', true, true), ('872', 'Wokingham', true, true),
    ('873', 'Cambridgeshire', true, true), ('874', 'Peterborough', true, true), ('876', 'Halton', true, true),
    ('877', 'Warrington', true, true), ('878', 'Devon', true, true), ('879', 'Plymouth', true, true),
    ('880', 'Torbay', true, true), ('881', 'Essex', true, true), ('882', 'Southend-on-Sea', true, true),
    ('883', 'Thurrock', true, true), ('884', 'Herefordshire, County of', true, true),
    ('885', 'Worcestershire', true, true), ('886', 'Kent', true, true), ('887', 'Medway', true, true),
    ('888', 'Lancashire', true, true), ('889', 'Blackburn with Darwen', true, true), ('890', 'Blackpool', true, true),
    ('891', 'Nottinghamshire', true, true), ('892', 'Nottingham', true, true), ('893', 'Shropshire', true, true),
    ('894', 'Telford and Wrekin', true, true), ('895', 'Cheshire East', true, true),
    ('896', 'Cheshire West and Chester', true, true), ('908', 'Cornwall', true, true),
    ('916', 'Gloucestershire', true, true), ('919', 'Hertfordshire', true, true),
    ('921', 'Isle of Wight', true, true), ('925', 'Lincolnshire', true, true), ('926', 'Norfolk', true, true),
    ('929', 'Northumberland', true, true), ('931', 'Oxfordshire', true, true), ('933', 'Somerset', true, true),
    ('935', 'Suffolk', true, true), ('936', 'Surrey', true, true), ('937', 'Warwickshire', true, true),
    ('938', 'West Sussex', true, true), ('940', 'North Northamptonshire', true, true),
    ('941', 'West Northamptonshire', true, true), ('942', 'Cumberland', true, true),
    ('943', 'Westmorland and Furness', true, true),
    ('820', 'Bedfordshire', false, true), ('835', 'Dorset (before 2019)', false, true), ('836', 'Poole', false, true),
    ('837', 'Bournemouth', false, true), ('875', 'Cheshire', false, true), ('901', 'Avon', false, true),
    ('902', 'Bedfordshire (before 1997)', false, true), ('903', 'Berkshire', false, true),
    ('904', 'Buckinghamshire (before 1997)', false, true), ('905', 'Cambridgeshire (before 1998)', false, true),
    ('906', 'Cheshire (before 1998)', false, true), ('907', 'Cleveland', false, true),
    ('909', 'Cumbria', false, true), ('910', 'Derbyshire (before 1997)', false, true),
    ('911', 'Devon (before 1998)', false, true), ('912', 'Dorset (before 1997)', false, true),
    ('913', 'Durham (before 1997)', false, true), ('914', 'East Sussex (before 1997)', false, true),
    ('915', 'Essex (before 1998)', false, true), ('917', 'Hampshire (before 1997)', false, true),
    ('918', 'Hereford and Worcester', false, true), ('920', 'Humberside', false, true),
    ('922', 'Kent (before 1998)', false, true), ('923', 'Lancashire (before 1998)', false, true),
    ('924', 'Leicestershire (before 1997)', false, true), ('927', 'North Yorkshire (before 1996)', false, true),
    ('928', 'Northamptonshire', false, true), ('930', 'Nottinghamshire (before 1998)', false, true),
    ('932', 'Shropshire (before 1998)', false, true), ('934', 'Staffordshire (before 1997)', false, true),
    ('939', 'Wiltshire (before 1997)', false, true),
    ('000', 'Does not apply', true, false), ('660', 'Isle of Anglesey', true, false), ('661', 'Gwynedd', true, false),
    ('662', 'Conwy', true, false), ('663', 'Denbighshire', true, false), ('664', 'Flintshire', true, false),
    ('665', 'Wrexham', true, false), ('666', 'Powys', true, false), ('667', 'Ceredigion', true, false),
    ('668', 'Pembrokeshire', true, false), ('669', 'Carmarthenshire', true, false), ('670', 'Swansea', true, false),
    ('671', 'Neath Port Talbot', true, false), ('672', 'Bridgend', true, false),
    ('673', 'Vale of Glamorgan', true, false), ('674', 'Rhondda Cynon Taf', true, false),
    ('675', 'Merthyr Tydfil', true, false), ('676', 'Caerphilly', true, false), ('677', 'Blaenau Gwent', true, false),
    ('678', 'Torfaen', true, false), ('679', 'Monmouthshire', true, false), ('680', 'Newport', true, false),
    ('681', 'Cardiff', true, false), ('702', 'BFPO Overseas Establishments', true, false),
    ('704', 'Fieldwork Overseas Establishments', true, false),
    ('708', 'Gibraltar Overseas Establishments', true, false);

-- NULL is unknown: the type is missing, or does not tell.
ALTER TABLE school
    ALTER COLUMN state_funded DROP NOT NULL,
    ALTER COLUMN secondary DROP NOT NULL,
    ALTER COLUMN in_england DROP NOT NULL;

CREATE FUNCTION in_england(type_in_england boolean, authority_in_england boolean, type_group text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN NOT type_in_england OR NOT authority_in_england OR type_group = '6' THEN false
        WHEN type_in_england THEN true END
$$;

CREATE FUNCTION is_secondary(phase text, special boolean, oldest smallint) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN phase IN ('SECONDARY', 'MIDDLE_DEEMED_SECONDARY', 'ALL_THROUGH') THEN true
        WHEN phase NOT IN ('NOT_APPLICABLE', 'UNSPECIFIED') THEN false
        WHEN special THEN CASE WHEN oldest > 0 THEN oldest >= 16 END
        WHEN phase = 'NOT_APPLICABLE' AND (NOT special OR oldest BETWEEN 1 AND 15) THEN false END
$$;

UPDATE school s
SET in_england = d.in_england, state_funded = d.in_england IS NOT FALSE AND d.state_funded,
    secondary = is_secondary(s.phase, d.special, s.statutory_high_age)
FROM (
    SELECT s.urn, t.state_funded, t.special, in_england(t.in_england, l.in_england, s.type_group_code)
    FROM school s
    LEFT JOIN establishment_type t ON t.code = s.type_code
    LEFT JOIN local_authority l ON l.code = s.local_authority_code) AS d
WHERE d.urn = s.urn;

-- Unknown is not "no": only what is unknown is left out of the feed.
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
        s.state_funded AS "stateFunded",
        s.secondary AS secondary,
        s.in_england AS "inEngland",
        'hubs/' || s.hub AS hub,
        'HUB_REASON_' || s.hub_reason AS "hubReason",
        nullif(s.assigned_reason, '') AS "hubOverrideReason",
        'r' || s.revision AS etag,
        iso(s.create_time) AS "createTime",
        iso(s.update_time) AS "updateTime") AS form;

-- Whole authorities whose hub is known.
INSERT INTO area (kind, code, display_name, hub, position)
SELECT 'LOCAL_AUTHORITY', l.code, l.display_name, known.hub,
    100 + row_number() OVER (PARTITION BY known.hub ORDER BY l.code)
FROM (VALUES ('889', 'abacus'), ('890', 'abacus'), ('838', 'jurassic'), ('839', 'jurassic'), ('835', 'jurassic'),
    ('836', 'jurassic'), ('837', 'jurassic'), ('886', 'kent-and-medway'), ('887', 'kent-and-medway'),
    ('851', 'solent'), ('852', 'solent'), ('921', 'solent')) AS known (code, hub)
JOIN local_authority l ON l.code = known.code
JOIN hub h ON h.id = known.hub
ON CONFLICT DO NOTHING;

UPDATE school s
SET hub = p.hub, hub_reason = p.reason, revision = s.revision + 1, update_time = now()
FROM area a, place(NULL, '', a.code) p
WHERE a.position > 100 AND a.kind = 'LOCAL_AUTHORITY' AND s.local_authority_code = a.code
    AND s.hub_reason = 'NONE';
