-- Lists over all hubs, newest first or by name. The index of a list over one hub begins with that hub, so it has no order
-- over several, and PostgreSQL would read and sort the whole table for each page. These are not unique and have the hub
-- among their columns: they refuse no row because of another hub's. Lists over all hubs in other orders sort; in the
-- order of their key they use the primary key.

CREATE INDEX application_national_create_time_idx ON application (create_time, hub_id, id);
CREATE INDEX department_national_create_time_idx ON department (create_time, hub_id, id);
CREATE INDEX enquiry_national_create_time_idx ON enquiry (create_time, hub_id, id);
CREATE INDEX enrolment_national_create_time_idx ON enrolment (create_time, hub_id, id);
CREATE INDEX letter_national_create_time_idx ON letter (create_time, hub_id, id);
CREATE INDEX participant_national_create_time_idx ON participant (create_time, hub_id, id);
CREATE INDEX participant_national_family_name_idx ON participant (family_name, hub_id, id);
CREATE INDEX past_participation_national_create_time_idx ON past_participation (create_time, hub_id, id);
CREATE INDEX work_group_national_create_time_idx ON work_group (create_time, hub_id, id);
CREATE INDEX work_group_national_display_name_idx ON work_group (display_name, hub_id, id);
CREATE INDEX work_group_session_national_start_time_idx ON work_group_session (start_time, hub_id, id);
