-- A letter is about an application, or answers an enquiry, and is named under its hub.
ALTER TABLE letter
    DROP CONSTRAINT letter_pk,
    ALTER COLUMN application_id DROP NOT NULL,
    ADD COLUMN enquiry_id uuid,
    DROP CONSTRAINT letter_hub_key,
    ADD CONSTRAINT letter_pk PRIMARY KEY (hub_id, id),
    ADD CONSTRAINT letter_enquiry_fk FOREIGN KEY (hub_id, enquiry_id) REFERENCES enquiry (hub_id, id),
    ADD CONSTRAINT letter_subject_check CHECK (num_nonnulls(application_id, enquiry_id) = 1),
    DROP CONSTRAINT letter_kind_check,
    ADD CONSTRAINT letter_kind_check CHECK (kind IN
        ('RECEIVED', 'NEEDS_REVIEW', 'WAITLISTED', 'ACCEPTED', 'DECLINED', 'WITHDRAWN', 'ENQUIRY_ANSWERED'));

-- The letters about an application, in their order.
CREATE INDEX letter_application_idx ON letter (hub_id, application_id, id);
-- One answer for each enquiry.
CREATE UNIQUE INDEX letter_enquiry_key ON letter (hub_id, enquiry_id);
