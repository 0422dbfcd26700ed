-- Enquiries about taking part. Hub-owned: hub_id leads every key, row-level security is forced. A token bound to a
-- school sees none: who asks is not known to be of the school.

CREATE TABLE enquiry (
    hub_id text NOT NULL,
    id uuid NOT NULL,
    display_name text NOT NULL,
    email text NOT NULL,
    role text NOT NULL,
    -- The URN. No foreign key: a key of a hub-owned table begins with hub_id, and schools are never deleted.
    school text NOT NULL,
    subject text,
    focus text NOT NULL,
    message text NOT NULL,
    receive_date date NOT NULL,
    state text NOT NULL,
    state_reason text NOT NULL,
    answer_text text NOT NULL,
    answer_author text NOT NULL,
    answer_time timestamptz,
    department_id uuid,
    application_id uuid,
    revision bigint NOT NULL DEFAULT 1,
    create_time timestamptz NOT NULL DEFAULT now(),
    update_time timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT enquiry_pk PRIMARY KEY (hub_id, id),
    CONSTRAINT enquiry_department_fk FOREIGN KEY (hub_id, department_id) REFERENCES department (hub_id, id),
    CONSTRAINT enquiry_application_fk FOREIGN KEY (hub_id, application_id) REFERENCES application (hub_id, id),
    CONSTRAINT enquiry_subject_check CHECK (subject IN ('MATHEMATICS', 'SCIENCE')),
    CONSTRAINT enquiry_state_check CHECK (state IN ('OPEN', 'ANSWERED', 'CONVERTED', 'CLOSED')),
    CONSTRAINT enquiry_converted_check CHECK (num_nulls(department_id, application_id) = CASE state
        WHEN 'CONVERTED' THEN 0 ELSE 2 END)
);

-- ListEnquiries by the day on which they came; by creation it goes by the key.
CREATE INDEX enquiry_receive_date_idx ON enquiry (hub_id, receive_date, id);
-- What refers to a department or an application, before one is deleted.
CREATE INDEX enquiry_department_idx ON enquiry (hub_id, department_id);
CREATE INDEX enquiry_application_idx ON enquiry (hub_id, application_id);

ALTER TABLE enquiry ENABLE ROW LEVEL SECURITY;
ALTER TABLE enquiry FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON enquiry
    USING (hub_id = nullif(current_setting('mastery.hub', true), ''))
    WITH CHECK (hub_id = nullif(current_setting('mastery.hub', true), ''));
CREATE POLICY national_read ON enquiry FOR SELECT USING (current_setting('mastery.hub', true) = '*');

GRANT SELECT, INSERT, UPDATE ON enquiry TO mastery_runtime;
