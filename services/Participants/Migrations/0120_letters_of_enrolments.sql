-- Letters about a place in a Work Group, and about a session that was moved or cancelled.
ALTER TABLE letter
    ADD COLUMN work_group_id uuid,
    ADD COLUMN enrolment_id uuid,
    ADD COLUMN session_id uuid,
    -- Of a letter about a session: its times and place as the department knew them.
    ADD COLUMN session_before jsonb,
    ADD CONSTRAINT letter_enrolment_fk FOREIGN KEY (hub_id, work_group_id, enrolment_id)
        REFERENCES enrolment (hub_id, work_group_id, id),
    ADD CONSTRAINT letter_session_fk FOREIGN KEY (hub_id, work_group_id, session_id)
        REFERENCES work_group_session (hub_id, work_group_id, id),
    DROP CONSTRAINT letter_subject_check,
    ADD CONSTRAINT letter_subject_check CHECK (num_nonnulls(application_id, enquiry_id, enrolment_id) = 1),
    ADD CONSTRAINT letter_work_group_check CHECK ((work_group_id IS NULL) = (enrolment_id IS NULL)),
    ADD CONSTRAINT letter_session_check CHECK (session_id IS NULL OR enrolment_id IS NOT NULL),
    DROP CONSTRAINT letter_kind_check,
    ADD CONSTRAINT letter_kind_check CHECK (kind IN
        ('RECEIVED', 'NEEDS_REVIEW', 'WAITLISTED', 'ACCEPTED', 'DECLINED', 'WITHDRAWN', 'ENQUIRY_ANSWERED', 'REASSESSED',
        'WAITLIST_FIRST', 'HUB_CHANGED', 'SESSION_MOVED', 'SESSION_CANCELLED', 'DEFERRED', 'RESUMED', 'PLACE_GIVEN_UP',
        'COMPLETED', 'TRANSFERRED', 'WORK_GROUP_CANCELLED')),
    DROP CONSTRAINT letter_state_check,
    ADD CONSTRAINT letter_state_check
        CHECK (state IN ('PENDING', 'SENT', 'FAILED', 'SENT_BY_HAND', 'NOT_SENT', 'REPLACED'));

-- The letters about an enrolment, in their order; those about its sessions that a later one replaces.
CREATE INDEX letter_enrolment_idx ON letter (hub_id, work_group_id, enrolment_id, id);
-- What refers to a session, before it is deleted.
CREATE INDEX letter_session_idx ON letter (hub_id, work_group_id, session_id);
