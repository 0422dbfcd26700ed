-- The catalogue: projects and their foci. National reference data, so no hub and no row-level security; who may write it
-- is the scope catalogue.write.
--
-- What is only read whole and judged elsewhere (policy, outcomes, resources) is kept as the contract's own JSON.

CREATE TABLE project (
    id                 text        COLLATE "C" NOT NULL, -- the code; byte order is its order
    display_name       text        NOT NULL,
    academic_year      text        NOT NULL,
    stage              text        NOT NULL,
    phase              text        NOT NULL,
    aims               text[]      NOT NULL,
    audience           text        NOT NULL,
    eligibility_policy jsonb,
    outcomes           jsonb       NOT NULL,
    open_time          timestamptz,
    close_time         timestamptz,
    continues          text        COLLATE "C",
    hub                text,                             -- a resource name of the participants service; never joined
    state              text        NOT NULL,
    edition            bigint      NOT NULL,             -- the contract's `revision`: the number of the published state
    revision           bigint      NOT NULL DEFAULT 1,   -- the row's version, for the etag
    create_time        timestamptz NOT NULL DEFAULT now(),
    update_time        timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT project_pk PRIMARY KEY (id),
    CONSTRAINT project_continues_fk FOREIGN KEY (continues) REFERENCES project (id),
    CONSTRAINT project_code_form CHECK (id ~ '^NCP[0-9]{2}-[0-9]{2}$'),
    CONSTRAINT project_year_of_code CHECK (left(academic_year, 4) = '20' || substr(id, 4, 2)),
    CONSTRAINT project_stage_known CHECK (stage IN ('DEVELOPMENT', 'EMBEDDING', 'SUSTAINING', 'LOCAL')),
    CONSTRAINT project_local_has_hub CHECK ((stage = 'LOCAL') = (hub IS NOT NULL)),
    CONSTRAINT project_phase_known CHECK (phase IN ('PRIMARY', 'SECONDARY', 'POST_16')),
    CONSTRAINT project_state_known CHECK (state IN ('DRAFT', 'PUBLISHED', 'RETIRED')),
    CONSTRAINT project_window_forward CHECK (open_time < close_time),
    CONSTRAINT project_edition_positive CHECK (edition > 0)
);

CREATE TABLE focus (
    project            text        COLLATE "C" NOT NULL,
    id                 text        COLLATE "C" NOT NULL, -- the letter
    code               text        COLLATE "C" NOT NULL GENERATED ALWAYS AS (project || id) STORED,
    display_name       text        NOT NULL,
    description        text        NOT NULL,
    subjects           text[]      NOT NULL,
    key_stages         integer[]   NOT NULL,
    big_ideas          text[]      NOT NULL,
    bespoke            boolean     NOT NULL,
    theme_required     boolean     NOT NULL,
    lead_pairing       text[]      NOT NULL,
    outcomes           text[]      NOT NULL,
    evidence_prompts   text[]      NOT NULL,
    resources          jsonb       NOT NULL,
    continues_project  text        COLLATE "C",
    continues_id       text        COLLATE "C",
    revision           bigint      NOT NULL DEFAULT 1,
    create_time        timestamptz NOT NULL DEFAULT now(),
    update_time        timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT focus_pk PRIMARY KEY (project, id),
    CONSTRAINT focus_project_fk FOREIGN KEY (project) REFERENCES project (id),
    CONSTRAINT focus_continues_fk FOREIGN KEY (continues_project, continues_id) REFERENCES focus (project, id),
    CONSTRAINT focus_continues_whole CHECK ((continues_project IS NULL) = (continues_id IS NULL)),
    CONSTRAINT focus_letter_form CHECK (id ~ '^[a-z]$'),
    CONSTRAINT focus_bespoke_has_theme CHECK (NOT bespoke OR theme_required)
);

-- ListFoci by code, over one project or all.
CREATE UNIQUE INDEX focus_by_code ON focus (code);

-- Each published edition of a project, and of its foci, as it stood. A row is written by the statement that publishes it
-- and never changes: the service has no right to.
CREATE TABLE project_revision (
    LIKE project,
    CONSTRAINT project_revision_pk PRIMARY KEY (id, edition),
    CONSTRAINT project_revision_project_fk FOREIGN KEY (id) REFERENCES project (id),
    CONSTRAINT project_revision_published CHECK (state = 'PUBLISHED')
);

CREATE TABLE focus_revision (
    edition bigint NOT NULL,
    LIKE focus,
    CONSTRAINT focus_revision_pk PRIMARY KEY (project, edition, id),
    CONSTRAINT focus_revision_project_fk FOREIGN KEY (project, edition) REFERENCES project_revision (id, edition),
    CONSTRAINT focus_revision_focus_fk FOREIGN KEY (project, id) REFERENCES focus (project, id)
);

-- DELETE is for drafts. What was ever published is held by the foreign keys of its editions.
GRANT SELECT, INSERT, UPDATE, DELETE ON project, focus TO mastery_runtime;
GRANT SELECT, INSERT ON project_revision, focus_revision TO mastery_runtime;
