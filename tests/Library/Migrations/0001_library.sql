CREATE TABLE theme (
    id          text        NOT NULL,
    title       text        NOT NULL,
    revision    bigint      NOT NULL DEFAULT 1,
    create_time timestamptz NOT NULL DEFAULT now(),
    update_time timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT theme_pk PRIMARY KEY (id)
);
GRANT SELECT, INSERT, UPDATE ON theme TO mastery_runtime;

CREATE TABLE shelf (
    hub_id       text        NOT NULL,
    id           uuid        NOT NULL,
    display_name text        NOT NULL,
    theme_id     text        CONSTRAINT shelf_theme REFERENCES theme,
    colour       text        NOT NULL,
    note         text        NOT NULL,
    labels       text[]      NOT NULL,
    capacity     int         NOT NULL,
    room         text        NOT NULL,
    floor        text        NOT NULL,
    neighbours   uuid[]      NOT NULL,
    open_date    date,
    keepers      jsonb       NOT NULL,
    height       float8,
    budget       bigint      NOT NULL,
    state        text        NOT NULL,
    revision     bigint      NOT NULL DEFAULT 1,
    create_time  timestamptz NOT NULL DEFAULT now(),
    update_time  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT shelf_pk PRIMARY KEY (hub_id, id),
    CONSTRAINT shelf_name UNIQUE (hub_id, display_name)
);
ALTER TABLE shelf ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON shelf
    USING (hub_id = nullif(current_setting('mastery.hub', true), ''))
    WITH CHECK (hub_id = nullif(current_setting('mastery.hub', true), ''));
CREATE POLICY national_read ON shelf FOR SELECT USING (current_setting('mastery.hub', true) = '*');
GRANT SELECT, INSERT, UPDATE, DELETE ON shelf TO mastery_runtime;

CREATE TABLE book (
    hub_id      text        NOT NULL,
    id          uuid        NOT NULL,
    shelf_id    uuid        NOT NULL,
    title       text        NOT NULL,
    revision    bigint      NOT NULL DEFAULT 1,
    create_time timestamptz NOT NULL DEFAULT now(),
    update_time timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT book_pk PRIMARY KEY (hub_id, id),
    CONSTRAINT book_title UNIQUE (hub_id, shelf_id, title),
    CONSTRAINT book_shelf FOREIGN KEY (hub_id, shelf_id) REFERENCES shelf
);
ALTER TABLE book ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON book
    USING (hub_id = nullif(current_setting('mastery.hub', true), ''))
    WITH CHECK (hub_id = nullif(current_setting('mastery.hub', true), ''));
CREATE POLICY national_read ON book FOR SELECT USING (current_setting('mastery.hub', true) = '*');
GRANT SELECT, INSERT, UPDATE, DELETE ON book TO mastery_runtime;

CREATE FUNCTION fail(state text) RETURNS int LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a text of the database that nobody outside may read' USING ERRCODE = state;
END
$$;
